"""Values for a few of a document's lines, which move with their lines when the document is edited."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Generic, TypeVar

from replycodes.text import Splice

T = TypeVar("T")


class LineMap(Generic[T]):
    """A sparse map from line number to value, sorted by line."""

    def __init__(self) -> None:
        self._lines: list[int] = []
        self._values: list[T] = []

    def __iter__(self) -> Iterator[tuple[int, T]]:
        return zip(self._lines, self._values, strict=True)

    def __len__(self) -> int:
        return len(self._lines)

    def put(self, line: int, value: T) -> None:
        """Set the value of a line; an empty value removes it."""
        at = bisect_left(self._lines, line)
        end = at + (at < len(self._lines) and self._lines[at] == line)
        self._lines[at:end] = [line] if value else []
        self._values[at:end] = [value] if value else []

    def drop(self, first: int, last: int) -> None:
        """Remove the values of the lines from ``first`` to before ``last``."""
        start, end = bisect_left(self._lines, first), bisect_left(self._lines, last)
        del self._lines[start:end]
        del self._values[start:end]

    def splice(self, splice: Splice) -> None:
        """Follow an edit: values of removed lines go, those below move."""
        self.drop(splice.first, splice.first + splice.removed)
        shift = splice.added - splice.removed
        if shift:
            at = bisect_left(self._lines, splice.first)
            self._lines[at:] = [line + shift for line in self._lines[at:]]
