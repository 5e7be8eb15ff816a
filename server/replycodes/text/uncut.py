"""The lines of a text that is not cut into lines: who scans a log reads the whole and looks at few lines by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload


class UncutLines(Sequence[str]):
    """The same lines, with their terminators, as :func:`split_lines` cuts, for a text without lone CR. A line is found
    from the one that was asked before, so that lines near each other are found at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._count = text.count("\n") + 1
        self._index = self._begin = 0  # the last line that was asked, and where it begins

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
        begin = self.begin(index)
        return self.text[begin : self._end(begin)]

    def begin(self, index: int) -> int:
        """Where a line begins."""
        if not 0 <= index < self._count:
            raise IndexError(index)
        text, at, begin = self.text, self._index, self._begin
        while at < index:
            begin = text.index("\n", begin) + 1
            at += 1
        while at > index:
            begin = text.rfind("\n", 0, begin - 1) + 1
            at -= 1
        self._index, self._begin = at, begin
        return begin

    def at(self, position: int) -> tuple[int, int, int]:
        """The line that holds a position, best near the line asked last: its index, begin and end."""
        text = self.text
        while position < self._begin:
            self.begin(self._index - 1)
        passed = text.count("\n", self._begin, position)
        if passed:
            self._index += passed
            self._begin = text.rfind("\n", 0, position) + 1
        return self._index, self._begin, self._end(self._begin)

    def _end(self, begin: int) -> int:
        return self.text.find("\n", begin) + 1 or len(self.text)

    def none_longer(self, limit: int) -> bool:
        """Whether no line is longer; looks at a few characters of each ``limit``."""
        text, begin = self.text, 0
        while begin + limit < len(text):
            begin = text.rfind("\n", begin, begin + limit) + 1
            if not begin:
                return False
        return True

    def __iter__(self) -> Iterator[str]:
        return (self[index] for index in range(self._count))
