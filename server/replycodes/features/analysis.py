"""The engine's view of one open document: its codes and problems by line, kept through edits.

An edit forgets the codes of the changed lines and of the bounded neighbourhood whose context they are; everything
else is kept and moves with its line. What is not known yet is found either for one line, when somebody asks about
it, or piece by piece from the first unknown line on (:meth:`Analysis.advance`).
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog.model import Catalog
from replycodes.detect.detector import AFTER, BEFORE, Detector
from replycodes.detect.occurrence import Occurrence, ReplyContext
from replycodes.detect.profile import Profile
from replycodes.features.line_map import LineMap
from replycodes.rules import unknown_reply_code
from replycodes.rules.finding import Finding, Line
from replycodes.text import Document, Point, Splice

_PROFILED_LINES = 200  # an edit above this line may change what kind of file this is
_RULES = (unknown_reply_code,)


class Analysis:
    """A document, what was found in it, and what remains to be examined."""

    def __init__(
        self, document: Document, detector: Detector, catalog: Catalog, name: str, language_id: str
    ) -> None:
        self.document = document
        self._detector = detector
        self._catalog = catalog
        self._name = name
        self._language_id = language_id
        self._profile_is_stale = False
        self._cursor = 0  # no line above it is unknown
        self.profile = self._new_profile()
        self._forget_all()

    @property
    def complete(self) -> bool:
        """Whether every line was examined."""
        return self._unknown == 0 and not self._profile_is_stale

    @property
    def examined(self) -> float:
        """The share of lines that were examined."""
        return 1 - self._unknown / len(self._lines)

    def spliced(self, splice: Splice) -> None:
        """Follow an edit of the document."""
        end = splice.first + splice.removed
        self._unknown += splice.added - self._lines[splice.first : end].count(None)
        self._lines[splice.first : end] = [None] * splice.added
        self._findings.splice(splice)
        self._forget(splice.first - AFTER, splice.first + splice.added + BEFORE)
        if splice.first < _PROFILED_LINES:
            self._profile_is_stale = True

    def codes(self, line: int) -> tuple[Occurrence, ...]:
        """The codes of one line."""
        known = self._lines[line]
        if known is None:
            known = self._detector.line(self.document.lines, line, self.profile)
            self._learn(line, known)
        return known

    def at(self, point: Point) -> Occurrence | None:
        """The code under a place, or right before it."""
        inside = (found for found in self.codes(point.line) if found.start <= point.column <= found.end)
        return max(inside, key=lambda found: found.start, default=None)

    def reply(self, line: int, occurrence: Occurrence) -> ReplyContext:
        """The reply that a code belongs to."""
        return self._detector.context(self.document.lines, line, occurrence, self.profile)

    def findings(self) -> Iterator[tuple[int, Finding]]:
        """The problems found so far with their lines, from the top."""
        for line, findings in self._findings:
            for finding in findings:
                yield line, finding

    def advance(self, lines: int) -> int:
        """Examine up to so many further lines; the answer is how many there were."""
        if self._profile_is_stale:
            self._refresh_profile()
        if not self._unknown:
            return 0
        first = self._first_unknown()
        last = min(first + lines, len(self._lines))
        known = self._lines[first:last]
        found = dict(self._detector.scan(self.document.lines, self.profile, first, last))
        for offset, before in enumerate(known):
            if before is None:
                self._learn(first + offset, found.get(first + offset, ()))
        return last - first

    def _first_unknown(self) -> int:
        self._cursor = self._lines.index(None, self._cursor)
        return self._cursor

    def _learn(self, line: int, occurrences: tuple[Occurrence, ...]) -> None:
        self._lines[line] = occurrences
        self._unknown -= 1
        if occurrences:
            view = Line(self.document.lines[line], occurrences, self.profile.medium)
            self._findings.put(line, tuple(f for rule in _RULES for f in rule.check(view, self._catalog)))

    def _forget(self, first: int, last: int) -> None:
        first, last = max(first, 0), min(last, len(self._lines))
        known = last - first - self._lines[first:last].count(None)
        self._lines[first:last] = [None] * (last - first)
        self._unknown += known
        self._findings.drop(first, last)
        self._cursor = min(self._cursor, first)

    def _forget_all(self) -> None:
        self._lines: list[tuple[Occurrence, ...] | None] = [None] * len(self.document.lines)
        self._unknown = len(self._lines)
        self._cursor = 0
        self._findings: LineMap[tuple[Finding, ...]] = LineMap()

    def _new_profile(self) -> Profile:
        return self._detector.profile(self._name, self._language_id, self.document.lines)

    def _refresh_profile(self) -> None:
        self._profile_is_stale = False
        profile = self._new_profile()
        if profile != self.profile:
            self.profile = profile
            self._forget_all()
