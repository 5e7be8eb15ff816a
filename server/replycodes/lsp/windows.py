"""A file on disk in pieces of lines, each with the lines around it that detection may look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from replycodes.detect.detector import AFTER, BEFORE

_LINES = 200  # of a piece: what is done between two looks at what else is asked
_LONGEST = 1 << 20  # characters; what is longer is cut into several lines

Window = tuple[list[str], int, int]
"""Lines, of which those from the first to the second number are new; the others are context."""


def windows(stream: TextIO) -> Iterator[Window]:
    """The pieces of a file, in order."""
    before: list[str] = []
    piece = _read(stream)
    while piece:
        following = _read(stream)
        yield [*before, *piece, *following[:AFTER]], len(before), len(before) + len(piece)
        before = (before + piece)[-BEFORE:]
        piece = following


def _read(stream: TextIO) -> list[str]:
    lines = []
    for _ in range(_LINES):
        line = stream.readline(_LONGEST)
        if not line:
            break
        lines.append(line)
    return lines
