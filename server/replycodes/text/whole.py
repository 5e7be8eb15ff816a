"""The lines of a large text as long as nobody edits it: found in the uncut text by a sparse index, and cut piece by
piece when nobody waits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import overload

from replycodes.text.lines import none_longer, split_lines
from replycodes.text.uncut import UncutLines

LARGE = 100_000  # code points; what is shorter is cut at once
LONGEST = 8_192  # code points of a line; a text with longer ones is cut at once
_SPAN = 1 << 16  # code points between two entries of the index
_NEAR = 8  # lines; so near an entry of the index, a line is looked for backwards
_KEPT = 16  # spans whose lines are kept for who asks again


class WholeText(Sequence[str]):
    """The lines that :func:`split_lines` would cut, for a text without lone CR and without lines longer than a span. Entry
    ``k`` of the index says how many line ends stand before ``k`` spans of text."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = (text.count("\n", at, at + _SPAN) for at in range(0, len(text), _SPAN))
        self._ends_before = list(accumulate(ends, initial=0))
        self._count = self._ends_before[-1] + 1
        self._kept: dict[int, list[str]] = {}  # first line of a piece -> its lines
        self._cut: list[str] = []
        self._cut_to = 0

    @classmethod
    def of(cls, text: str) -> WholeText | None:
        """None for a text that is better cut at once."""
        if len(text) < LARGE or not UncutLines.possible(text) or not none_longer(text, LONGEST):
            return None
        return cls(text)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if not isinstance(index, slice):
            index = index if index >= 0 else index + self._count
            if not 0 <= index < self._count:
                raise IndexError(index)
            first, lines = self._around(index)
            return lines[index - first]
        at, last, step = index.indices(self._count)
        if step != 1:
            return [self[one] for one in range(at, last, step)]
        found: list[str] = []
        while at < last:
            first, lines = self._around(at)
            found += lines[at - first : last - first]
            at = first + len(lines)
        return found

    def __iter__(self) -> Iterator[str]:
        first = 0
        while first < self._count:
            _, lines = self._around(first)
            yield from lines
            first += len(lines)

    def begin(self, index: int) -> int:
        """Where a line begins."""
        text, ends_before = self.text, self._ends_before
        entry = bisect_right(ends_before, index)
        if entry < len(ends_before) and ends_before[entry] - index < _NEAR:
            begin = text.rfind("\n", 0, entry * _SPAN) + 1
            for _ in range(ends_before[entry] - index):
                begin = text.rfind("\n", 0, begin - 1) + 1
            return begin
        begin = text.rfind("\n", 0, (entry - 1) * _SPAN) + 1
        for _ in range(index - ends_before[entry - 1]):
            begin = text.index("\n", begin) + 1
        return begin

    def between(self, first: int, last: int) -> str:
        """The text from one line to before another, which may be the end."""
        begin = self.begin(first)
        return self.text[begin : self.begin(last) if last < self._count else len(self.text)]

    def piece(self, first: int) -> range:
        """A piece of the text that is found at once: the lines from one to before the next entry of the index."""
        entry = bisect_right(self._ends_before, first)
        return range(first, self._ends_before[entry] if entry < len(self._ends_before) else self._count)

    def _around(self, index: int) -> tuple[int, list[str]]:
        """The piece that a line belongs to: its first line, and its lines."""
        first = self._ends_before[bisect_right(self._ends_before, index) - 1]
        lines = self._kept.get(first)
        if lines is None:
            last = self.piece(first).stop
            if len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            lines = self._kept[first] = _lines(self.between(first, last), last == self._count)
        return first, lines

    def cut(self, characters: int) -> list[str] | None:
        """Cut so many code points further; all lines, when the end is reached."""
        begin, end = self._cut_to, self.text.find("\n", self._cut_to + characters) + 1 or len(self.text)
        self._cut_to = end
        self._cut += _lines(self.text[begin:end], end == len(self.text))
        return self._cut if end == len(self.text) else None


def _lines(text: str, is_last: bool) -> list[str]:
    """The lines of a part of a text that ends with a line, which may be the last one."""
    lines = split_lines(text)
    if not is_last:
        lines.pop()  # the empty line behind the last line end: the next part begins there
    return lines
