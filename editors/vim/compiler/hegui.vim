" Vim compiler file
" Compiler: hegui, a compliance linter for annual reports (政府信息公开工作年度报告)
" Install:  hegui matcher vim > ~/.vim/compiler/hegui.vim
" Use:      :compiler hegui | make %:S      then :copen, :cnext
"
" Vim counts columns in bytes, so hegui is told to do the same.

if exists('current_compiler')
  finish
endif
let current_compiler = 'hegui'

let s:cpo_save = &cpo
set cpo&vim

CompilerSet makeprg=hegui\ check\ --format\ concise\ --column-unit\ byte\ --color\ never
" PATH:LINE:COLUMN: error[CODE] MESSAGE; whatever else is printed concerns no place.
CompilerSet errorformat=%f:%l:%c:\ %t%*[a-z]%m,%-G%.%#

let &cpo = s:cpo_save
unlet s:cpo_save
