;;; Drives eglot, configured as docs/editors.md says, and writes one JSON object.  -*- lexical-binding: t -*-
(load (expand-file-name "emacs.el" (file-name-directory load-file-name)))
(require 'eglot)
(setq eglot-sync-connect 20 eglot-autoshutdown nil eglot-confirm-server-initiated-edits nil)
(load (getenv "CONFIGURATION"))

(defun replycodes-open (path)
  (switch-to-buffer (find-file-noselect path))
  (text-mode)
  (unless (eglot-current-server)
    (apply #'eglot (eglot--guess-contact)))
  (replycodes-wait "connection" #'eglot-current-server))

(defun replycodes-ask (method text offset)
  "What the server says to METHOD at OFFSET behind the beginning of TEXT."
  (replycodes-go text)
  (forward-char offset)
  (jsonrpc-request (eglot-current-server) method (eglot--TextDocumentPositionParams)))

(defun replycodes-diagnostics ()
  (if (and (boundp 'eglot--diagnostics) eglot--diagnostics)
      eglot--diagnostics
    (and (boundp 'eglot--unreported-diagnostics) (cdr eglot--unreported-diagnostics))))

(let (hover silent problems)
  (setq project-find-functions (list (lambda (_) (cons 'transient (file-name-as-directory (getenv "FOLDER"))))))
  (replycodes-open (getenv "MAIL_LOG"))
  (setq hover (plist-get (replycodes-ask :textDocument/hover "550 5.1.1" 1) :contents)
        silent (replycodes-ask :textDocument/hover "4242" 1))
  (replycodes-open (getenv "MOCK_YAML"))
  (replycodes-wait "diagnostics" #'replycodes-diagnostics)
  (setq problems (mapcar #'flymake-diagnostic-text (replycodes-diagnostics)))
  (replycodes-tell
   (list :hover (plist-get hover :value) :format (plist-get hover :kind) :silent (null silent)
         :diagnostics (vconcat problems)
         :completion (vconcat (replycodes-labels (replycodes-ask :textDocument/completion "code: 5" 7))))))
