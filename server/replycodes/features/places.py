"""From the engine's columns to the editor's positions and ranges."""

from __future__ import annotations

from lsprotocol import types

from replycodes.text import Document, Point


def position_of(document: Document, point: Point) -> types.Position:
    """The editor's position of a place."""
    return types.Position(point.line, document.units(point))


def range_between(document: Document, start: Point, end: Point) -> types.Range:
    """The editor's range between two places."""
    return types.Range(position_of(document, start), position_of(document, end))


def range_of(document: Document, line: int, start: int, end: int) -> types.Range:
    """The editor's range of a piece of one line."""
    return range_between(document, Point(line, start), Point(line, end))
