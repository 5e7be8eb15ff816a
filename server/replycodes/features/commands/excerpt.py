"""The lines of a log that hold failures, with their numbers: what an editor shows of a file that it cannot send."""

from __future__ import annotations

from collections.abc import Sequence

from replycodes.detect.detector import Detector
from replycodes.detect.profile import Profile
from replycodes.explain.brief import outcome_of
from replycodes.explain.outcome import failure
from replycodes.features.commands import Answer
from replycodes.text.units import Encoding

_MOST = 10_000  # lines that are kept; further ones are counted
_LONGEST = 2_000  # characters of a line


class Excerpt:
    """Fed with lines piece by piece; what it keeps is bounded."""

    def __init__(self, detector: Detector, profile: Profile) -> None:
        self._detector = detector
        self._profile = profile
        self._read = 0
        self._failing = 0
        self._with_codes = 0
        self._kept: list[dict[str, int | str]] = []

    def add(self, lines: Sequence[str], first: int, last: int) -> None:
        """Take a further piece, ``lines[first:last]``; the lines around it are context."""
        for index, occurrences in self._detector.scan(lines, self._profile, first, last):
            self._with_codes += 1
            failing = next((found for found in occurrences if failure(outcome_of(found))), None)
            if failing is None:
                continue
            self._failing += 1
            if len(self._kept) < _MOST:
                text = lines[index].rstrip("\r\n")[:_LONGEST]
                column = Encoding.UTF16.to_units(lines[index], failing.start)
                self._kept.append({"line": self._read + index - first, "column": column, "text": text})
        self._read += last - first

    def answer(self) -> Answer:
        """The kept lines and the counts; None when there was no code at all."""
        if not self._with_codes:
            return None
        return {
            "lines": self._kept,
            "failing": self._failing,
            "withCodes": self._with_codes,
            "read": self._read,
        }
