"""One module per editor feature: (analysis, catalog, position) -> lsprotocol types. No I/O."""
