"""The rules: one module each, whose docstring is its page and whose examples are its tests."""
