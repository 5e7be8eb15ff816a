"""The lines of a text that is not cut into lines: who scans a log reads the whole and looks at few lines by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import overload

_LINE_FEED = re.compile("\n")
_NEAR_AN_END = 256  # lines


class UncutLines(Sequence[str]):
    """The same lines, with their terminators, as :func:`split_lines` cuts, for a text without lone CR. Positions that are
    asked in ascending order cost no table of lines."""

    def __init__(self, text: str, count: int | None = None) -> None:
        """``count``: how many lines there are, from who has counted them."""
        self.text = text
        self._count = text.count("\n") + 1 if count is None else count
        self._index = self._begin = 0  # the line of the last position that was asked, and where it begins
        self._table: list[int] = []  # where each line begins, once a line is asked by its index

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
        begins = self._begins
        if not 0 <= index < self._count:
            raise IndexError(index)
        return self.text[begins[index] : begins[index + 1]]

    def begin(self, index: int) -> int:
        """Where a line begins. Near either end no table is made for it."""
        if not 0 <= index < self._count:
            raise IndexError(index)
        if not self._table and index < _NEAR_AN_END:
            begin = 0
            for _ in range(index):
                begin = self.text.index("\n", begin) + 1
            return begin
        if not self._table and self._count - index <= _NEAR_AN_END:
            begin = len(self.text) + 1
            for _ in range(self._count - index):
                begin = self.text.rfind("\n", 0, begin - 1) + 1
            return begin
        return self._begins[index]

    @property
    def _begins(self) -> list[int]:
        if not self._table:
            ends = [found.end() for found in _LINE_FEED.finditer(self.text)]
            self._table = [0, *ends, len(self.text)]
        return self._table

    def at(self, position: int) -> tuple[int, int, int]:
        """The line that holds a position, found from the one of the position asked last: its index, begin and end."""
        text = self.text
        if position < self._begin:
            self._index = self._begin = 0
        passed = text.count("\n", self._begin, position)
        if passed:
            self._index += passed
            self._begin = text.rfind("\n", 0, position) + 1
        return self._index, self._begin, text.find("\n", position) + 1 or len(text)

    def __iter__(self) -> Iterator[str]:
        return (self[index] for index in range(self._count))
