"""A glance at lines: the texts of their candidates, at the speed of a search and with nothing decided.

Who asks whether some lines may hold one of a few unusual codes need not find all the others: the candidates of a log
repeat, so that a set of their texts tells at once whether there is a new one among them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from replycodes.detect.late import late
from replycodes.detect.near import PROCESS
from replycodes.detect.scan import Scanner, shape_of
from replycodes.detect.site import NEAR_LEFT

_SIGHT = late(
    rb" 0(?:00(?: {1,3}0\.0{1,3}\.0{1,3}(?![0A-Za-z]|\.0)|(?= |\.[ A-Za-z]))|\.0{1,3}\.0{1,3}(?![0A-Za-z]|\.0))"
)
_MARGIN = b"\n" * NEAR_LEFT  # so that every window has its full length
_DOT = ord(".")  # the second character of an enhanced code
# The bracket first: it is found sixty times faster than a choice of words. One alternative for each length to look back.
_ANSWER = late(
    rb"\[(?=[A-Za-z])(?:%s)"
    % b"|".join(
        rb"(?<=(?i:%s)%s\[)" % (words, rb"[ \"'\\]" * between)
        for between in (1, 2)
        for words in (b"OK|NO", b"BAD|BYE", b"PREAUTH")
    )
)
_IN_PARTS = re.compile(rb"nhanced|\"class\"")


class Glance:
    """The candidates of some lines, by number. ``text`` is all of them, and ``first`` the number of its first line."""

    __slots__ = ("_first", "_raw", "_scanner", "_shape", "_spans", "texts")

    def __init__(self, scanner: Scanner, text: str, first: int) -> None:
        self._scanner = scanner
        self._first = first
        self._raw = raw = _MARGIN + text.encode("latin-1", "replace") + b"\n"
        self._shape = shape_of(raw)
        self._spans = spans = [found.span() for found in _SIGHT.finditer(self._shape)]
        self.texts = [raw[a + 1 : b + 1] for a, b in spans]
        """What each candidate says: a reply code, an enhanced code, or the one and the other beside it; then one
        character more."""

    def lines(self, number: int) -> range:
        """The lines in which a candidate stands: an enhanced code may stand below its reply code."""
        start, end = self._spans[number]
        first = self._row(start + 1)
        return range(first, first + self._raw.count(b"\n", start + 1, end) + 1)

    def refused(self, number: int) -> bool:
        """Whether the nearest characters rule out all that a candidate says."""
        start, end = self._spans[number]
        refuses, raw = self._scanner.refuses, self._raw
        alone = end <= start + 5
        if alone and PROCESS.match(raw, start - 1):
            return True
        if not refuses(raw, start + 1):
            return False
        return alone or raw[start + 2] == _DOT or refuses(raw, self._shape.index(b"0", start + 4))

    def goes_on(self, number: int) -> bool:
        """Whether the line below a candidate has a reply code in the same column as its line, behind the same text but for
        digits: so stand the lines of one reply."""
        spans, shape, raw = self._spans, self._shape, self._raw
        place = spans[number][0] + 1
        here, below = raw.rfind(b"\n", 0, place) + 1, self._next_line(place)
        while number and spans[number - 1][0] >= here - 1:
            number -= 1
        if not shape.startswith(shape[here : spans[number][0]], below):
            return False
        own = [start - here for start, _ in self._between(here, below) if raw[start + 2] != _DOT]
        return any(
            start - below in own
            and raw[start + 2] != _DOT
            and shape[here : here + start - below] == shape[below:start]
            for start, _ in self._between(below, self._next_line(below))
        )

    def broken(self) -> Iterator[int]:
        """The lines with a candidate behind a ``\\n`` in their text."""
        raw = self._raw
        if b"\\" in raw and b"\\n" in raw:  # one character is found many times faster than two
            for start, _ in self._spans:
                if raw[start - 1 : start + 1] == b"\\n":
                    yield self._row(start + 1)

    def answers(self) -> Iterator[int]:
        """The lines in which a response code stands beside a status word, or an enhanced code in parts."""
        raw = self._raw
        yield from (self._row(found.start()) for found in _ANSWER.finditer(raw))
        if b"nhanced" in raw or b'"class"' in raw:
            yield from (self._row(found.start()) for found in _IN_PARTS.finditer(raw))

    def _next_line(self, place: int) -> int:
        """Where the line below a place begins."""
        return self._raw.find(b"\n", place) + 1 or len(self._raw)

    def _row(self, place: int) -> int:
        return self._first + self._raw.count(b"\n", NEAR_LEFT, place)

    def _between(self, begin: int, end: int) -> list[tuple[int, int]]:
        """The candidates of one line; the delimiter before a candidate may end the line above."""
        return self._spans[bisect_left(self._spans, (begin - 1,)) : bisect_left(self._spans, (end - 1,))]
