"""A line too long to be judged as one, such as a log that is a single JSON line: rules see a part of it at a time, with
some text on both sides, so that a line of 50 MB costs what 50 MB of lines cost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from replycodes.catalog.model import Catalog
from replycodes.detect.long_lines import LONG, moved
from replycodes.detect.occurrence import Medium, Occurrence, ReplyContext
from replycodes.rules.model import Document, Finding, Fix

_MARGIN = 1024  # columns on either side that rules may look at
_WIDTH = LONG - 2 * _MARGIN


class Part:
    """A part of a line as a document of one line."""

    def __init__(self, document: Document, index: int, codes: tuple[Occurrence, ...], own: range) -> None:
        self._document = document
        self._index = index
        self._own = own  # columns
        self._start = max(0, own.start - _MARGIN)
        end = own.stop + _MARGIN
        self.lines = (document.lines[index][self._start : end],)
        near = codes[_at(codes, self._start) : _at(codes, end)]
        self._codes = tuple([moved(one, -self._start) for one in near if one.end <= end])

    @property
    def catalog(self) -> Catalog:
        return self._document.catalog

    @property
    def medium(self) -> Medium:
        return self._document.medium

    @property
    def protocols(self) -> tuple[str, ...]:
        return self._document.protocols

    def occurrences(self, index: int) -> tuple[Occurrence, ...]:
        return self._codes

    def context(self, index: int, occurrence: Occurrence) -> ReplyContext:
        return replace(self._document.context(self._index, moved(occurrence, self._start)), lines=(0,))

    def outside(self, finding: Finding) -> Finding | None:
        """A finding in this part as one in the line; None if it is another part's."""
        found = _shifted(finding, self._start)
        return found if found.start in self._own else None

    def inside(self, finding: Finding) -> Finding:
        """A finding in the line as one in this part."""
        return _shifted(finding, -self._start)


def parts(document: Document, index: int, codes: tuple[Occurrence, ...]) -> Iterator[Part]:
    """The parts of a long line that hold codes."""
    starts = dict.fromkeys(one.start // _WIDTH * _WIDTH for one in codes)
    return (Part(document, index, codes, range(start, start + _WIDTH)) for start in starts)


def part_around(document: Document, index: int, finding: Finding) -> Part:
    """What a finding in a long line is judged by."""
    return Part(document, index, document.occurrences(index), range(finding.start, finding.end))


def _at(codes: tuple[Occurrence, ...], column: int) -> int:
    return bisect_left(codes, column, key=lambda one: one.start)


def _shifted(finding: Finding, columns: int) -> Finding:
    def moved_fix(fix: Fix) -> Fix:
        edits = [replace(edit, start=edit.start + columns, end=edit.end + columns) for edit in fix.edits]
        return replace(fix, edits=tuple(edits))

    return replace(
        finding,
        start=finding.start + columns,
        end=finding.end + columns,
        fixes=tuple(map(moved_fix, finding.fixes)),
        related=tuple(
            [replace(one, start=one.start + columns, end=one.end + columns) for one in finding.related]
        ),
    )
