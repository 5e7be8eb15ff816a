"""The language server: pygls wiring, settings, per-document analysis, background scheduling."""
