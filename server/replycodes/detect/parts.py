"""Enhanced codes spelt in parts: ``EnhancedCode{5, 1, 1}``, ``{"class": 5, "subject": 1, "detail": 1}``."""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.detect.late import late
from replycodes.detect.occurrence import Occurrence

_LITERAL = late(
    r"[Ee]nhanced(?:_?[Ss]tatus)?_?[Cc]ode\s{0,4}[{(\[]\s{0,4}([245])\s{0,4},\s{0,4}(\d{1,3})\s{0,4},\s{0,4}(\d{1,3})\s{0,4}[})\]]"
)
_OBJECT = late(
    r"\"class\"\s{0,4}:\s{0,4}([245])\s{0,4},\s{0,4}\"subject\"\s{0,4}:\s{0,4}(\d{1,3})\s{0,4},\s{0,4}\"detail\"\s{0,4}:\s{0,4}(\d{1,3})"
)
_FIRST_PART = late(rb"(?:[{(\[]\s{0,4}|\"class\"\s{0,4}:\s{0,4})([245])\s{0,4},\s{0,4}(?:\"|\d{1,3}\s{0,4},)")


def first_parts(raw: bytes) -> Iterator[int]:
    """Where the first part of a code in parts may stand in a block."""
    if b"nhanced" in raw or (b'"' in raw and b'"class"' in raw):  # one character is found many times faster
        for found in _FIRST_PART.finditer(raw):
            yield found.start(1)


def in_parts(line: str, column: int) -> list[Occurrence]:
    """The enhanced code whose first part stands at a column; the span runs from the first part to the last."""
    begin = max(0, column - 48)
    window = line[begin : column + 48]
    for pattern in (_LITERAL, _OBJECT):
        for found in pattern.finditer(window):
            if found.start(1) + begin == column:
                code = ".".join(found.groups())
                return [Occurrence(column, found.end(3) + begin, "enhanced", code, ("smtp",), dotted=False)]
    return []
