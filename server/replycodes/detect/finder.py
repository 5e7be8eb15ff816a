"""Who finds the codes of single lines for those who read a whole reply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from replycodes.detect.occurrence import Occurrence
from replycodes.detect.profile import Profile

Known = Callable[[int], "tuple[Occurrence, ...] | None"]
"""The codes of a line that was examined already, or None."""

_SINGLY = 4  # lines asked for one by one before the whole neighbourhood is examined at once
_ABOVE, _BELOW = 64, 32  # lines; replies end sooner


class Finder(Protocol):
    """Finds the codes of one line."""

    def line(self, lines: Sequence[str], index: int, profile: Profile) -> tuple[Occurrence, ...]: ...


class Neighbours:
    """The codes around one line. Most replies are one line, and are asked for little; a long one is asked for line by
    line, and is examined at once."""

    def __init__(self, detector: Searcher, known: Known | None) -> None:
        self._detector = detector
        self._known = known
        self._found: dict[int, tuple[Occurrence, ...]] = {}
        self._asked = 0

    def line(self, lines: Sequence[str], index: int, profile: Profile) -> tuple[Occurrence, ...]:
        """The codes of one line."""
        known = self._known(index) if self._known else None
        if known is None:
            known = self._found.get(index)
        if known is None:
            known = self._find(lines, index, profile)
        return known

    def _find(self, lines: Sequence[str], index: int, profile: Profile) -> tuple[Occurrence, ...]:
        self._asked += 1
        first, last = index, index + 1
        if self._asked > _SINGLY:
            first, last = max(index - _ABOVE, 0), min(index + _BELOW, len(lines))
        self._found.update(dict.fromkeys(range(first, last), ()))
        self._found.update(self._detector.scan(lines, profile, first, last))
        return self._found[index]


class Searcher(Protocol):
    """Finds the codes of a range of lines."""

    def scan(
        self, lines: Sequence[str], profile: Profile, first: int = 0, last: int | None = None
    ) -> list[tuple[int, tuple[Occurrence, ...]]]: ...
