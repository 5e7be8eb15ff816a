"""One module per editor feature: (analysis, session, params) -> lsprotocol types. No I/O, no server object.

A request is answered by the function that bears its module's name: ``features.hover.hover``.
"""
