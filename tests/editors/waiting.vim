" What the drivers of Vim's language clients share.
set nocompatible
filetype plugin on

" Waits until a function is true; names what never was.
function! Wait(what, condition) abort
  let began = reltime()
  while !a:condition()
    if reltimefloat(reltime(began)) > 20
      call writefile(['timeout: ' . a:what], $RESULT)
      cquit
    endif
    sleep 50m
  endwhile
endfunction

" Puts the cursor on the first character of a text.
function! Go(text) abort
  call cursor(1, 1)
  call search('\V' . a:text, 'c')
endfunction

" Runs a command on a text.
function! Hover(command, text) abort
  call Go(a:text)
  execute a:command
endfunction

" What the preview window shows, if there is one.
function! Preview() abort
  let windows = filter(range(1, winnr('$')), {_, number -> getwinvar(number, '&previewwindow')})
  return empty(windows) ? '' : join(getbufline(winbufnr(windows[0]), 1, '$'), "\n")
endfunction

" Writes what was found and ends.
function! Tell(result) abort
  call writefile([json_encode(a:result)], $RESULT)
  qall!
endfunction

" The same with what completion offers behind a text when keys are typed there: Vim must be back at its prompt for that.
function! TellWithCompletion(result, text, keys) abort
  call Go(a:text)
  call feedkeys('A' . a:keys, 't')
  call timer_start(50, {-> pumvisible() ? s:TellItems(a:result) : 0}, #{repeat: 400})
endfunction

function! s:TellItems(result) abort
  call Tell(extend(a:result, #{completion: map(complete_info(['items']).items, 'v:val.word')}))
endfunction
