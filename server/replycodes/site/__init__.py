"""The static reference: the whole database as pages that work from a folder, without server or network."""
