"""The lines of a text that is not cut into lines: who scans a log reads the whole and looks at few lines by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import overload

_LINE_FEED = re.compile("\n")
_NEAR = 256  # lines from either end, or from the position asked last, within which no table is made
_STEPS = 1_024  # lines that are walked over in all before a table is made


class UncutLines(Sequence[str]):
    """The same lines, with their terminators, as :func:`split_lines` cuts, for a text without lone CR. As long as what is
    asked stands near what was asked before, no table of lines is made."""

    def __init__(self, text: str, count: int | None = None, data: bytes | None = None) -> None:
        """``count``: how many lines there are, from who has counted them; ``data``: what the text was decoded from."""
        self.text = text
        self._ascii = data if text.isascii() else None
        self._count = text.count("\n") + 1 if count is None else count
        self._index = self._begin = 0  # the line asked last, and where it begins
        self._steps = _STEPS
        self._table: list[int] = []  # where each line begins, once lines far from each other are asked

    @staticmethod
    def possible(text: str) -> bool:
        """Lines end at LF or CR LF alone."""
        return "\r" not in text or text.count("\r") == text.count("\r\n")

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(self._count))]
        table = self._table
        if table and 0 <= index < self._count:
            return self.text[table[index] : table[index + 1]]
        begin = self.begin(index)
        return self.text[begin : self.text.find("\n", begin) + 1 or len(self.text)]

    def begin(self, index: int) -> int:
        """Where a line begins."""
        if not 0 <= index < self._count:
            raise IndexError(index)
        if self._table:
            return self._table[index]
        last = self._count - 1
        steps = abs(index - self._index)
        if last - index < steps:
            self._index, self._begin = last, self.text.rfind("\n") + 1
        elif index < steps:
            self._index = self._begin = 0
        steps = index - self._index
        self._steps -= abs(steps) + 1
        if abs(steps) > _NEAR or self._steps < 0:
            return self._begins[index]
        self._index = index
        for _ in range(steps):
            self._begin = self.text.index("\n", self._begin) + 1
        for _ in range(-steps):
            self._begin = self.text.rfind("\n", 0, self._begin - 1) + 1
        return self._begin

    def stand(self, index: int, begin: int) -> None:
        """Where a line begins, from who has found it: those that are asked next are near it."""
        self._index, self._begin = index, begin

    @property
    def _begins(self) -> list[int]:
        if not self._table:
            ends = [found.end() for found in _LINE_FEED.finditer(self.text)]
            self._table = [0, *ends, len(self.text)]
        return self._table

    def at(self, position: int) -> tuple[int, int, int]:
        """The line that holds a position, found from the one of the position asked last: its index, begin and end."""
        text = self.text
        if position < self._begin - position:
            self._index = self._begin = 0
        if position < self._begin:
            passed = -text.count("\n", position, self._begin)
        else:
            passed = text.count("\n", self._begin, position)
        if passed:
            self._index += passed
            self._begin = text.rfind("\n", 0, position) + 1
        return self._index, self._begin, text.find("\n", position) + 1 or len(text)

    def narrow(self, begin: int, end: int) -> bytes | memoryview:
        """The text between two positions, a byte for each code point."""
        if self._ascii is not None:
            return memoryview(self._ascii)[begin:end]
        return self.text[begin:end].encode("latin-1", "replace")

    def __iter__(self) -> Iterator[str]:
        return (self[index] for index in range(self._count))
