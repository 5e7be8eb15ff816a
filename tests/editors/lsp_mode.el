;;; Drives lsp-mode, configured as docs/editors.md says, and writes one JSON object.  -*- lexical-binding: t -*-
(load (expand-file-name "emacs.el" (file-name-directory load-file-name)))
(package-initialize) ; its parts are loaded on demand
(require 'lsp-mode)
(setq lsp-auto-guess-root t lsp-session-file (expand-file-name "session" (getenv "FOLDER"))
      lsp-enable-suggest-server-download nil lsp-restart 'ignore)
(load (getenv "CONFIGURATION"))

(defun replycodes-ready ()
  (let ((workspace (car (lsp-workspaces))))
    (and workspace (eq (lsp--workspace-status workspace) 'initialized))))

(defun replycodes-open (path)
  (switch-to-buffer (find-file-noselect path))
  (text-mode)
  (lsp-workspace-folders-add (getenv "FOLDER"))
  (lsp)
  (replycodes-wait "connection" #'replycodes-ready))

(defun replycodes-ask (method text offset)
  "What the server says to METHOD at OFFSET behind the beginning of TEXT."
  (replycodes-go text)
  (forward-char offset)
  (lsp-request method (lsp--text-document-position-params)))

(defun replycodes-problems ()
  (mapcar (lambda (problem) (gethash "message" problem)) (lsp--get-buffer-diagnostics)))

(let (hover silent)
  (replycodes-open (getenv "MAIL_LOG"))
  (setq hover (gethash "contents" (replycodes-ask "textDocument/hover" "550 5.1.1" 1))
        silent (replycodes-ask "textDocument/hover" "4242" 1))
  (replycodes-open (getenv "MOCK_YAML"))
  (replycodes-wait "diagnostics" #'replycodes-problems)
  (replycodes-tell
   (list :hover (gethash "value" hover) :format (gethash "kind" hover) :silent (null silent)
         :diagnostics (vconcat (replycodes-problems))
         :completion (vconcat (replycodes-labels (replycodes-ask "textDocument/completion" "code: 5" 7))))))
