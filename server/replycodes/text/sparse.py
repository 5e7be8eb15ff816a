"""The lines of a long text of which few are read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import overload

_STRETCH = 1 << 15  # bytes


class SparseLines(Sequence[str]):
    """The same lines as :func:`split_lines` cuts, for UTF-8 without lone CR: all are counted, those that are asked for
    are cut and decoded."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._ended = [0]  # how many lines end in front of each stretch
        for begin in range(0, len(data), _STRETCH):
            self._ended.append(self._ended[-1] + data.count(b"\n", begin, begin + _STRETCH))

    @staticmethod
    def possible(data: bytes) -> bool:
        """Lines end at LF or CR LF alone."""
        return b"\r" not in data or data.count(b"\r") == data.count(b"\r\n")

    def __len__(self) -> int:
        return self._ended[-1] + 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return self._lines(start, stop)[::step] if step > 0 else self._lines(stop + 1, start + 1)[::step]
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._lines(index, index + 1)[0]

    def _lines(self, first: int, last: int) -> list[str]:
        data, found = self._data, []
        begin = self._begin(first) if first < last else 0
        for _ in range(first, last):
            end = data.find(b"\n", begin) + 1 or len(data)
            found.append(data[begin:end].decode("utf-8", "replace"))
            begin = end
        return found

    def _begin(self, index: int) -> int:
        if index == 0:
            return 0
        stretch = bisect_left(self._ended, index) - 1
        begin = stretch * _STRETCH
        for _ in range(index - self._ended[stretch]):
            begin = self._data.index(b"\n", begin) + 1
        return begin
