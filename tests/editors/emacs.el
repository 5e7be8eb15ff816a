;;; What the drivers of Emacs' language clients share.  -*- lexical-binding: t -*-
(require 'json)
(setq make-backup-files nil create-lockfiles nil)

(defun replycodes-tell (what)
  "Write WHAT and end."
  (with-temp-file (getenv "RESULT") (insert (if (stringp what) what (json-encode what))))
  (kill-emacs 0))

(defun replycodes-wait (what condition)
  "Wait until CONDITION holds; WHAT names it when it never does."
  (let ((end (+ (float-time) 30)))
    (while (not (funcall condition))
      (when (> (float-time) end) (replycodes-tell (format "timeout: %s" what)))
      (accept-process-output nil 0.05))))

(defun replycodes-go (text)
  "Put point on the first character of TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun replycodes-labels (answer)
  "The labels of the items of a completion ANSWER."
  (mapcar (lambda (item) (if (hash-table-p item) (gethash "label" item) (plist-get item :label)))
          (if (hash-table-p answer) (gethash "items" answer) (plist-get answer :items))))
