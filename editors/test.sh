#!/usr/bin/env bash
# Has Vim, Emacs and (where Node is there) the regular expressions of JavaScript read what hegui
# prints of a report in a folder with a Chinese name, and looks where the cursor lands.
#
#   editors/test.sh [PROGRAM]        PROGRAM is target/debug/hegui if left out
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "${1:-$here/../target/debug/hegui}")
export LC_ALL=C.UTF-8
desk=$(mktemp -d)
trap 'rm -rf "$desk"' EXIT
mkdir -p "$desk/bin" "$desk/年报 （2017）"
ln -s "$program" "$desk/bin/hegui"
export PATH="$desk/bin:$PATH"
cd "$desk"
file='年报 （2017）/a,b:c.txt'
printf '%s\n' '青禾镇人民政府2012年政府信息公开工作年度报告' '一、主动公开政府信息的情况' \
  $'𠮷　ＡＢ局\t主动公开信息12条，涉及民计民生。' '二、依申请公开和收费情况' \
  '全年没有收到申请，没有收费。' '三、工作中的不足和下步打算' \
  '更新还不够及时，今后将专人负责。' \
  '数据的统计期限自2012年1月1日起至2012年12月31日止。' '青禾镇人民政府' '2013年1月20日' > "$file"
failed=0

# The words below are what each tool says: PATH|LINE|KIND|TEXT AT THE CURSOR.
wanted="$file|1|error|青禾镇
$file|3|warning|民计民生"

compare() {
  if [[ $2 == "$wanted" ]]; then
    echo "$1: ok"
  else
    printf '%s: FAILED\nwanted:\n%s\nfound:\n%s\n' "$1" "$wanted" "$2"
    failed=1
  fi
}

if command -v vim > /dev/null; then
  cat > vim.vim <<'VIM'
set nocompatible encoding=utf-8 fileencodings=utf-8 hidden
filetype plugin on
compiler hegui
execute 'silent make ' . shellescape($FILE, 1)
let found = []
for item in getqflist()
  if !item.valid
    continue
  endif
  execute 'buffer' item.bufnr
  call cursor(item.lnum, item.col)
  let kind = {'e': 'error', 'w': 'warning', 'i': 'info'}[item.type]
  let rest = strpart(getline('.'), col('.') - 1)
  let words = strcharpart(rest, 0, item.lnum == 1 ? 3 : 4)
  call add(found, join([bufname(item.bufnr), item.lnum, kind, words], '|'))
endfor
call writefile(found, 'vim.out')
qall!
VIM
  FILE="$file" timeout 60 vim -es -u NONE -i NONE --cmd "set rtp^=$here/vim" -S vim.vim < /dev/null > vim.log 2>&1 || cat vim.log
  compare Vim "$(cat vim.out 2> /dev/null || true)"
else
  echo 'Vim: not installed'
fi

if command -v emacs > /dev/null; then
  cat > test.el <<'EMACS'
(require 'hegui)
(set-language-environment "UTF-8")
(setq compilation-ask-about-save nil enable-local-variables nil)
(defun my-run (start name)
  (let ((buffer (funcall start)) (found nil))
    (while (process-live-p (get-buffer-process buffer))
      (accept-process-output (get-buffer-process buffer) 1))
    (accept-process-output nil 0.2)
    (with-current-buffer buffer
      (compilation--ensure-parse (point-max))
      (goto-char (point-min))
      (condition-case nil
          (while t
            (compilation-next-error 1)
            (let* ((message (get-text-property (point) 'compilation-message))
                   (kind (nth (compilation--message->type message) '("info" "warning" "error"))))
              (save-window-excursion
                (compile-goto-error)
                (push (format "%s|%d|%s|%s"
                              (file-relative-name (buffer-file-name) desk)
                              (line-number-at-pos) kind
                              (buffer-substring (point)
                                                (+ (point) (if (= (line-number-at-pos) 1) 3 4))))
                      found))))
        (error nil)))
    (with-temp-file name
      (insert (mapconcat #'identity (nreverse found) "\n")))))
(defvar desk default-directory)
(my-run (lambda () (hegui-check (getenv "FILE"))) "emacs.out")
(my-run (lambda ()
          (setq-default tab-width 8)
          (compile (concat "hegui --format concise --column-unit display "
                           (shell-quote-argument (getenv "FILE")))))
        "compile.out")
EMACS
  FILE="$file" timeout 60 emacs --batch -Q -L "$here/emacs" -l test.el > emacs.log 2>&1 || cat emacs.log
  compare 'Emacs, M-x hegui-check' "$(cat emacs.out 2> /dev/null || true)"
  compare 'Emacs, M-x compile' "$(cat compile.out 2> /dev/null || true)"
else
  echo 'Emacs: not installed'
fi

if command -v node > /dev/null; then
  cat > node.js <<'NODE'
const fs = require('fs');
const [, , matcherFile, outputFile] = process.argv;
const matcher = JSON.parse(fs.readFileSync(matcherFile, 'utf8'));
const patterns = matcher.tasks
  ? matcher.tasks.map(it => it.problemMatcher.pattern).filter(it => it)
  : matcher.problemMatcher.map(it => it.pattern[0]);
const lines = fs.readFileSync(outputFile, 'utf8').split('\n');
for (const it of patterns) {
  const regexp = new RegExp(it.regexp);
  const found = lines.map(line => regexp.exec(line)).filter(hit => hit).map(hit => {
    const text = fs.readFileSync(hit[it.file], 'utf8').split('\n')[hit[it.line] - 1];
    const units = matcher.tasks ? text : Array.from(text);
    const words = Array.from(units.slice(hit[it.column] - 1)).slice(0, hit[it.line] === '1' ? 3 : 4);
    return [hit[it.file], hit[it.line], hit[it.severity], words.join('')].join('|');
  });
  console.log(found.join('\n'));
}
NODE
  hegui "$file" --format concise --column-unit utf16 > utf16.txt 2> /dev/null || true
  hegui "$file" --format concise --column-unit char > char.txt 2> /dev/null || true
  twice="$wanted
$wanted"
  once=$wanted
  wanted=$twice compare 'VS Code (Node)' "$(node node.js "$here/vscode/tasks.json" utf16.txt)"
  wanted=$once compare 'GitHub (Node)' "$(node node.js "$here/github/hegui-matcher.json" char.txt)"
else
  echo 'Node: not installed'
fi
exit "$failed"
