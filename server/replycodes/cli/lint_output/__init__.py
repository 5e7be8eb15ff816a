"""How ``replycodes lint`` prints problems: one module per format, each with ``write(problems, echo)``."""
