"""From the engine's columns to the editor's ranges."""

from __future__ import annotations

from lsprotocol import types

from replycodes.text import Document, Point


def range_of(document: Document, line: int, start: int, end: int) -> types.Range:
    """The editor's range of a piece of one line."""
    units = document.units
    return types.Range(
        start=types.Position(line, units(Point(line, start))),
        end=types.Position(line, units(Point(line, end))),
    )
