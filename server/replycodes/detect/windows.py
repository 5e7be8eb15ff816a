"""The wide windows of candidates with their local weight, remembered, because lines repeat."""

from __future__ import annotations

from typing import NamedTuple

from replycodes.detect.codes import Codes
from replycodes.detect.evidence.local import weigh
from replycodes.detect.formats import Formats, Place
from replycodes.detect.occurrence import Kind
from replycodes.detect.site import NEAR_LEFT, NEAR_RIGHT, WIDE_LEFT, WIDE_RIGHT, Site

_MEMORY = 20_000


class Window(NamedTuple):
    """A candidate's site, the weight of what stands in it, and the declared place that it may be."""

    site: Site
    weight: float
    place: Place | None


class Windows:
    """A bounded memory of a pure function."""

    def __init__(self, codes: Codes, formats: Formats) -> None:
        self.codes = codes
        self.formats = formats
        self._read: dict[tuple[str, int, str], Window] = {}

    def read(self, kind: Kind, line: str, column: int, code: str) -> Window:
        """The window around a candidate."""
        start = column - WIDE_LEFT if column > WIDE_LEFT else 0
        end = column + len(code)
        text = line[start : end + WIDE_RIGHT + 1]
        key = (text, column - start, code)
        known = self._read.get(key)
        if known is None:
            before, after = text[: column - start], text[end - start :]
            site = Site(kind, code, before, after[:WIDE_RIGHT], column <= WIDE_LEFT, len(after) <= WIDE_RIGHT)
            place = self.formats.place(before[-NEAR_LEFT:], after[: NEAR_RIGHT - len(code)])
            if len(self._read) >= _MEMORY:
                self._read.clear()
            known = self._read[key] = Window(site, weigh(site, self.codes), place)
        return known
