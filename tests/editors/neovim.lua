-- Drives Neovim's own language client against the installed server and prints one JSON object.
-- Arguments: the server's command, the mail log, the mock server's YAML.
local server, log, mock = vim.env.REPLYCODES, vim.env.MAIL_LOG, vim.env.MOCK_YAML

local function start(config)
  if vim.lsp.start then -- Neovim 0.8 and newer
    return vim.lsp.start(config)
  end
  local client = vim.lsp.start_client(config)
  vim.lsp.buf_attach_client(0, client)
  return client
end

local function wait(what, condition)
  if not vim.wait(20000, condition, 20) then
    error('timeout: ' .. what)
  end
end

local function open(path)
  vim.cmd('edit ' .. vim.fn.fnameescape(path))
  local id = start({ name = 'replycodes', cmd = { server, 'serve' }, root_dir = vim.fn.fnamemodify(path, ':h') })
  wait('initialize', function() return vim.lsp.get_client_by_id(id).initialized end)
  return vim.api.nvim_get_current_buf()
end

local function place(buffer, text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then
      return { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = number - 1, character = column } }
    end
  end
end

local function ask(buffer, method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 20000)
  for _, answer in pairs(answers or {}) do
    return answer.result
  end
end

local result = {}
local buffer = open(log)
result.filetype = vim.bo.filetype
result.hover = ask(buffer, 'textDocument/hover', place(buffer, '550 5.1.1'))
result.silent = ask(buffer, 'textDocument/hover', place(buffer, '4242')) == nil

buffer = open(mock)
wait('diagnostics', function() return #vim.diagnostic.get(buffer) > 0 end)
result.diagnostics = vim.tbl_map(function(d) return d.message end, vim.diagnostic.get(buffer))
local at = place(buffer, 'code: 5')
at.position.character = at.position.character + 6
result.completion = ask(buffer, 'textDocument/completion', at)

io.stdout:write(vim.json and vim.json.encode(result) or vim.fn.json_encode(result))
vim.cmd('qall!')
