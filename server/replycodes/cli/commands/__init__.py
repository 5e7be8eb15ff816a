"""One module per command of the command line; the module name is the command."""
