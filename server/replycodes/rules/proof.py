"""Whether a fix holds: applied alone, the rules find its problem gone and nothing new.

The edited lines are judged as an overlay of the document: codes that an edit replaces change, those behind it move. What
an edit does beyond the codes themselves is not looked at, so nothing is detected anew and a proof costs a few checks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import overload

from replycodes.catalog.model import Catalog
from replycodes.detect.occurrence import Medium, Occurrence, ReplyContext
from replycodes.rules.model import Document, Edit, Finding, Fix, edited

NEAR = 2  # lines on either side that an edit may concern


Judge = Callable[[Document, range], "Counter[tuple[int, str]]"]
"""Counts what rules find in some lines, by line and rule."""


class Overlay:
    """A document with some edits (their lines absolute) applied."""

    def __init__(self, document: Document, edits: Iterable[Edit]) -> None:
        self._document = document
        by_line: dict[int, list[Edit]] = {}
        for edit in edits:
            by_line.setdefault(edit.line, []).append(edit)
        self._edits = by_line
        changed = {number: edited(document.lines[number], own) for number, own in by_line.items()}
        self.lines: Sequence[str] = _Lines(document.lines, changed)

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
        found = self._document.occurrences(index)
        edits = self._edits.get(index)
        return tuple(_moved(found, edits, self.protocols)) if edits else found

    def context(self, index: int, occurrence: Occurrence) -> ReplyContext:
        return self._document.context(index, occurrence)


class _Lines(Sequence[str]):
    def __init__(self, lines: Sequence[str], changed: dict[int, str]) -> None:
        self._lines = lines
        self._changed = changed

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        return self._changed.get(index, self._lines[index])


def _moved(
    found: Iterable[Occurrence], edits: Iterable[Edit], protocols: tuple[str, ...]
) -> Iterator[Occurrence]:
    """``protocols``: the file's, which a new code belongs to when the old one was another protocol's."""
    for one in found:
        shift, code = 0, one.code
        for edit in edits:
            if edit.end <= one.start:
                shift += len(edit.text) - (edit.end - edit.start)
            elif edit.start <= one.start and one.end <= edit.end:
                code = edit.text if (edit.start, edit.end) == (one.start, one.end) else ""
        if code:
            start = one.start + shift
            end = start + (len(code) if code != one.code else one.end - one.start)
            foreign = code != one.code and protocols and one.protocol not in protocols
            yield one._replace(
                start=start, end=end, code=code, protocols=protocols if foreign else one.protocols
            )


def holds(document: Document, line: int, finding: Finding, fix: Fix, judge: Judge) -> bool:
    """Whether the fix of a finding in a line leaves less to find than there was."""
    edits = [replace(edit, line=line + edit.line) for edit in fix.edits]
    touched = {edit.line for edit in edits} | {line}
    near = range(max(0, min(touched) - NEAR), min(len(document.lines), max(touched) + NEAR + 1))
    before = judge(document, near)
    after = judge(Overlay(document, edits), near)
    before[line, finding.rule] -= 1
    return not after - before
