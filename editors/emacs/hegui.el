;;; hegui.el --- Check annual reports with hegui  -*- lexical-binding: t; coding: utf-8 -*-

;; Keywords: tools, text
;; Package-Requires: ((emacs "27.1"))

;;; Commentary:

;; Runs hegui, a compliance linter for annual reports (政府信息公开工作年度报告), and lets
;; `next-error' jump to what it finds.
;;
;;   hegui matcher emacs > ~/.emacs.d/lisp/hegui.el
;;
;;   (add-to-list 'load-path "~/.emacs.d/lisp")
;;   (require 'hegui)
;;
;; Then M-x hegui-check.  Columns are characters: unlike columns of the screen they do not depend
;; on how wide a tab or “ is shown.  For plain M-x compile, which takes them for columns of the
;; screen, add --column-unit display to the command.

;;; Code:

(require 'compile)

(defgroup hegui nil
  "Check annual reports with hegui."
  :group 'tools)

(defcustom hegui-command "hegui"
  "The program to run."
  :type 'string)

(defcustom hegui-arguments '("--format" "concise" "--column-unit" "char" "--color" "never")
  "Arguments of `hegui check'."
  :type '(repeat string))

(defconst hegui-error-regexp
  (list (concat "^\\(.+?\\):\\([0-9]+\\):\\([0-9]+\\): "
                "\\(?:error\\|\\(warning\\)\\|\\(info\\)\\)\\[[^]\n]+\\] ")
        1 2 3 '(4 . 5))
  "How a finding begins: PATH:LINE:COLUMN: error[CODE].")

(add-to-list 'compilation-error-regexp-alist-alist (cons 'hegui hegui-error-regexp))
(add-to-list 'compilation-error-regexp-alist 'hegui)

(define-compilation-mode hegui-mode "hegui"
  "Shows what hegui finds."
  (setq-local compilation-error-regexp-alist '(hegui))
  (setq-local compilation-error-screen-columns nil)
  (setq-local compilation-first-column 1))

;;;###autoload
(defun hegui-check (path)
  "Check the report or the folder PATH."
  (interactive (list (read-file-name "hegui: " nil (buffer-file-name) t)))
  (let ((coding-system-for-read 'utf-8))
    (compilation-start
     (mapconcat #'shell-quote-argument
                (append (list hegui-command "check") hegui-arguments
                        (list (expand-file-name path)))
                " ")
     #'hegui-mode)))

(provide 'hegui)
;;; hegui.el ends here
