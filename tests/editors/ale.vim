" Drives Vim's ALE against the installed server.
execute 'source' expand('<script>:h') . '/waiting.vim'
packadd ale
source $CONFIGURATION
let g:ale_hover_to_preview = 1

edit $MOCK_YAML
call Wait('diagnostics', {-> !empty(ale#engine#GetLoclist(bufnr('')))})
let s:result = #{diagnostics: map(copy(ale#engine#GetLoclist(bufnr(''))), 'v:val.text')}
edit! $MAIL_LOG
call Hover('ALEHover', '4242')
sleep 500m
let s:result.silent = empty(Preview())
call Hover('ALEHover', '550 5.1.1')
call Wait('hover', {-> !empty(Preview())})
let s:result.hover = Preview()

edit! $MOCK_YAML
setlocal omnifunc=ale#completion#OmniFunc
call TellWithCompletion(s:result, 'code: 5\$', "\<C-x>\<C-o>")
