"""The command line: replycodes explain, search, scan, lint, export, serve."""
