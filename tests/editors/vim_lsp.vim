" Drives Vim's vim-lsp against the installed server.
execute 'source' expand('<sfile>:h') . '/waiting.vim'
set runtimepath+=$VIM_LSP
source $CONFIGURATION
runtime plugin/lsp.vim
let g:lsp_hover_ui = 'preview'
let g:lsp_preview_keep_focus = 1
call lsp#enable()

edit $MOCK_YAML
call Wait('diagnostics', {-> lsp#get_buffer_diagnostics_counts().error + lsp#get_buffer_diagnostics_counts().warning > 0})
let s:result = #{diagnostics: map(lsp#internal#diagnostics#state#_get_all_diagnostics_grouped_by_uri_and_server()->values()[0]->values()[0].params.diagnostics, 'v:val.message')}

edit! $MAIL_LOG
call Hover('LspHover', '4242')
sleep 500m
let s:result.silent = empty(Preview())
call Hover('LspHover', '550 5.1.1')
call Wait('hover', {-> !empty(Preview())})
let s:result.hover = Preview()
pclose!

edit! $MOCK_YAML
setlocal omnifunc=lsp#complete
call TellWithCompletion(s:result, 'code: 5\$', "\<C-x>\<C-o>")
