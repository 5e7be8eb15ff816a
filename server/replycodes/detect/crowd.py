"""A line that is full of candidates, such as minified JSON: places that look alike are decided once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from replycodes.detect.codes import HTTP_TOO
from replycodes.detect.long_lines import moved
from replycodes.detect.occurrence import Occurrence
from replycodes.detect.site import NEAR_LEFT, NEAR_RIGHT

if TYPE_CHECKING:
    from replycodes.detect.context.neighbourhood import Hit, Neighbourhood

LOOKS = 64  # kinds of places that are decided; a line with more holds no column of codes
_STATUS = 64  # code points of a status word with its response code
_FOLDED = str.maketrans("123456789", "0" * 9)
_Look = tuple[str, str, bool, bool, bool]


class Crowd:
    """Decides the candidates of one line, in order."""

    def __init__(self, around: Neighbourhood, index: int) -> None:
        self._around = around
        self._index = index
        self._line = around.text(index)
        self._folded = self._line.translate(_FOLDED)
        self._decided: dict[_Look, Occurrence | None] = {}
        self._same: dict[tuple[str, str, str, bool], Occurrence | bool] = {}
        """The same for each code: its occurrence, True for none, False where the line is read for more."""
        self._statuses: dict[str, list[Occurrence]] = {}
        self._protocols: dict[str, tuple[str, ...]] = {}
        self._read = 0  # occurrences that were looked at
        self._told = False  # a reply was among them

    def decide(self, column: int, hit: Hit, found: Sequence[Occurrence]) -> list[Occurrence]:
        """The occurrences at a place; ``found``: those left of it."""
        if not self._told:
            self._told = any(one.kind == "reply" for one in found[self._read :])
            self._read = len(found)
        window = self._folded[max(column - NEAR_LEFT, 0) : column + NEAR_RIGHT]
        own = (hit.code, hit.kind, window, self._told)
        like = self._same.get(own)
        if like is None:
            decided = self._decide(column, hit, window, found)
            self._same[own] = decided[0] if decided and hit.kind != "status" else not decided
            return decided
        if like is True:
            return []
        if like is False:
            return self._status(column, hit.code)
        return [Occurrence(column, column + like.end - like.start, like.kind, like.code, like.protocols)]

    def _decide(self, column: int, hit: Hit, window: str, found: Sequence[Occurrence]) -> list[Occurrence]:
        look = (hit.kind, window, self._told, hit.code in self._around.codes.known, hit.code in HTTP_TOO)
        if look in self._decided:
            like = self._decided[look]
            return self._answered_like(like, column, hit) if like else []
        if len(self._decided) >= LOOKS:
            return []
        decided = self._around.decide(self._index, column, hit, list(found))
        self._decided[look] = decided[0] if decided else None
        return decided

    def _answered_like(self, like: Occurrence, column: int, hit: Hit) -> list[Occurrence]:
        if like.kind == "status":
            return self._status(column, hit.code)
        end = column + len(hit.code)
        return [Occurrence(column, end, like.kind, hit.code, self._of(like, hit))]

    def _status(self, column: int, word: str) -> list[Occurrence]:
        """A status word and its response code, read once for each text."""
        text = self._line[column : column + _STATUS]
        known = self._statuses.get(text)
        if known is None:
            found = self._around.status(self._line, column, word)
            if found[-1].end < column + _STATUS:
                self._statuses[text] = [moved(one, -column) for one in found]
            return found
        return [moved(one, column) for one in known]

    def _of(self, like: Occurrence, hit: Hit) -> tuple[str, ...]:
        """The protocols of a code at a place like one that was decided: a place may be declared to be one protocol's."""
        if like.kind != "reply" or like.protocols != self._spoken(like.code):
            return like.protocols
        return self._spoken(hit.code)

    def _spoken(self, code: str) -> tuple[str, ...]:
        known = self._protocols.get(code)
        if known is None:
            known = self._protocols[code] = self._around.protocols(self._index, code)
        return known
