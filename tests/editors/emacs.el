;;; Drives eglot against the installed server and prints one JSON object.  -*- lexical-binding: t -*-
(require 'eglot)
(require 'json)
(setq eglot-sync-connect 20 eglot-autoshutdown nil eglot-confirm-server-initiated-edits nil
      make-backup-files nil create-lockfiles nil)
(add-to-list 'eglot-server-programs (list '(text-mode) (getenv "REPLYCODES") "serve"))

(defun replycodes-wait (what condition)
  "Wait until CONDITION holds; WHAT names it when it never does."
  (let ((end (+ (float-time) 20)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "timeout: %s" what))
      (accept-process-output nil 0.05))))

(defun replycodes-open (path)
  (switch-to-buffer (find-file-noselect path))
  (text-mode)
  (eglot-ensure)
  (unless (eglot-current-server)
    (apply #'eglot (list '(text-mode) (project-current) 'eglot-lsp-server (list (getenv "REPLYCODES") "serve") "plaintext")))
  (replycodes-wait "connection" #'eglot-current-server))

(defun replycodes-hover (text)
  "What the server says of TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (1+ (match-beginning 0)))
  (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))

(let (hover silent problems server)
  (setq project-find-functions (list (lambda (_) (cons 'transient (file-name-as-directory (getenv "FOLDER"))))))
  (replycodes-open (getenv "MAIL_LOG"))
  (setq hover (replycodes-hover "550 5.1.1") silent (replycodes-hover "4242"))
  (replycodes-open (getenv "MOCK_YAML"))
  (replycodes-wait "diagnostics" (lambda () (or (and (boundp 'eglot--diagnostics) eglot--diagnostics)
                                               (and (boundp 'eglot--unreported-diagnostics) (cdr eglot--unreported-diagnostics)))))
  (setq problems (mapcar #'flymake-diagnostic-text
                         (or (and (boundp 'eglot--diagnostics) eglot--diagnostics) (cdr eglot--unreported-diagnostics))))
  (setq server (eglot-current-server))
  (princ (json-encode (list :hover hover :silent (null silent) :diagnostics (vconcat problems)
                            :format (plist-get (plist-get hover :contents) :kind))))
  (jsonrpc-request server :shutdown nil)
  (jsonrpc-notify server :exit nil))
(kill-emacs 0)
