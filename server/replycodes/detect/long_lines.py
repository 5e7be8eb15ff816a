"""Lines too long to be read as one, such as a log that is a single JSON line: cut into pieces, each examined as a
line between its neighbours, so that a line of 50 MB costs what 50 MB of lines cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from replycodes.detect.occurrence import Occurrence

LONG = 8_192
_LEEWAY = 256  # a piece ends at a blank or comma within so many code points of its full length
_ENDS = " \t,;"


def pieces(line: str) -> list[str]:
    """The whole line in pieces."""
    ends = [_end(line, number) for number in range(len(line) // LONG + 1)]
    return [line[start:end] for start, end in pairwise([0, *ends])]


Scan = Callable[[Sequence[str], int, int], list[tuple[int, tuple[Occurrence, ...]]]]


class Place(NamedTuple):
    """A piece between its neighbours."""

    pieces: list[str]
    which: int  # the index of the piece among them
    start: int  # the column at which the piece starts


def around(line: str, column: int) -> Place:
    """The piece that holds a column, and its neighbours."""
    number = min(column, len(line)) // LONG
    if column >= _end(line, number) and number < len(line) // LONG:
        number += 1
    first = max(number - 1, 0)
    edges = [_end(line, edge) for edge in range(first - 1, number + 2)]
    near = [line[start:end] for start, end in pairwise(edges)]
    return Place(near, number - first, edges[number - first])


def moved(occurrence: Occurrence, columns: int) -> Occurrence:
    """An occurrence so many columns to the right."""
    one = occurrence
    return Occurrence(one.start + columns, one.end + columns, one.kind, one.code, one.protocols, one.dotted)


class LongLine:
    """A long line that is examined a few pieces at a time."""

    def __init__(self, line: str, scan: Scan) -> None:
        self._pieces = pieces(line)
        self._starts = [0, *accumulate(map(len, self._pieces))]
        self._scan = scan
        self._next = 0
        self._found: list[Occurrence] = []

    @property
    def found(self) -> tuple[Occurrence, ...] | None:
        """The codes of the line, once all of it was examined."""
        return tuple(self._found) if self._next == len(self._pieces) else None

    def advance(self, count: int) -> int:
        """Examine up to so many further pieces; the answer is how many there were."""
        first = self._next
        self._next = min(first + count, len(self._pieces))
        for piece, inside in self._scan(self._pieces, first, self._next):
            self._found += [moved(one, self._starts[piece]) for one in inside]
        return self._next - first


def _end(line: str, number: int) -> int:
    """Where a piece ends; the answer does not depend on the other pieces."""
    if number < 0:
        return 0
    full = (number + 1) * LONG
    if full >= len(line):
        return len(line)
    cut = max(line.rfind(end, full - _LEEWAY, full) for end in _ENDS)
    return full if cut < 0 else cut + 1
