"""Lines that repeat: deep inside a run of equal lines each has the same neighbourhood, and so the same answer."""

from __future__ import annotations

from collections.abc import Sequence

from replycodes.detect.session import AFTER, BEFORE


class Run:
    """Tells for lines asked in order whether the answer to the line before holds again."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._last = -2
        self._equal = 0

    def goes_on(self, index: int) -> bool:
        """All that a decision on this line may read equals what the decision on the line before has read."""
        lines, last = self._lines, self._last
        self._last = index
        if index != last + 1 or lines[index] != lines[last]:
            self._equal = 0
            return False
        self._equal += 1
        if self._equal <= BEFORE + 1 or index + AFTER >= len(lines):
            return False
        return all(lines[index + ahead] == lines[index] for ahead in range(1, AFTER + 1))
