;;; emacs.el --- The language server for Emacs -*- lexical-binding: t -*-

;; From 28 on, with Eglot, which 29 has by itself: load this file from your init file.
;; `verbatim' must be on the PATH, and full texts that may not be published in the
;; folder that $VERBATIM_TEXTS names.

(require 'eglot)
(require 'project)

(defun verbatim-site (folder)
  "Return the site that FOLDER lies in: the one with config.toml and content/."
  (locate-dominating-file
   folder
   (lambda (above)
     (and (file-exists-p (expand-file-name "config.toml" above))
          (file-directory-p (expand-file-name "content" above))))))

(defun verbatim-project (folder)
  "Return the project of a site that FOLDER lies in, or nil."
  (let ((site (verbatim-site folder)))
    (and site (cons 'verbatim site))))

(cl-defmethod project-root ((project (head verbatim)))
  "Return the folder of the site that PROJECT is."
  (cdr project))

(defun verbatim-start ()
  "Start the language server where the file is one of a site."
  (when (and buffer-file-name (verbatim-site buffer-file-name))
    (add-hook 'project-find-functions #'verbatim-project nil t)
    (eglot-ensure)))

(add-to-list 'eglot-server-programs '((markdown-mode text-mode) . ("verbatim" "lsp")))
(add-hook 'markdown-mode-hook #'verbatim-start)
(add-hook 'text-mode-hook #'verbatim-start)

(provide 'verbatim)
;;; emacs.el ends here
