"""What codes mean: the model, the loader, look-up and search. Knows no text and no LSP."""
