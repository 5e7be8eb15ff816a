"""The engine's view of one open document: its codes and problems by line, kept through edits.

An edit forgets the changed lines and the bounded neighbourhood whose context they are; everything else is kept and
moves with its line. Forgotten lines are examined again for one line, when somebody asks about it, or piece by piece
from the top (:meth:`Analysis.advance`). It is the document that rules judge (``rules.model.Document``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from weakref import proxy

from replycodes.catalog.model import Catalog
from replycodes.detect.detector import AFTER, BEFORE, LONG, Detector, LongLine
from replycodes.detect.expected import Expected, expected
from replycodes.detect.occurrence import Medium, Occurrence, ReplyContext
from replycodes.detect.profile import Profile
from replycodes.features.line_map import LineMap
from replycodes.features.policy import NO_POLICY, Policy
from replycodes.rules.model import Finding, Severity
from replycodes.rules.run import Checker
from replycodes.text import Document, Point, Splice

_PROFILED_LINES = 200  # an edit above this line may change what kind of file this is
_LINES_OF_A_PIECE = 64  # what a piece of a long line counts for
_SMALL = 5000  # lines; such a document is examined at once when somebody asks about its problems
_ASKED = 1024  # lines remembered that were asked for before their turn

# A line's codes depend on so many lines around it, and what rules say of it on the codes of as many again.
_ABOVE, _BELOW = 2 * AFTER, 2 * BEFORE


class Analysis:
    """A document, what was found in it, and what remains to be examined."""

    def __init__(
        self,
        text: Document,
        detector: Detector,
        catalog: Catalog,
        name: str = "",
        language_id: str = "",
        policy: Policy = NO_POLICY,
    ) -> None:
        self.text = text
        self.catalog = catalog
        self.policy = policy
        self._detector = detector
        self._name = name
        self.language_id = language_id
        self._profile_is_stale = False
        self._unknown = 0  # lines that were not examined
        self._first = 0  # no line above it is unknown
        self._long: tuple[int, LongLine] | None = None  # the long line under examination
        self.asked_early = False  # whether somebody asked who got less than the whole document
        self.tokens_sent: tuple[str, list[int]] | None = (
            None  # what the client has of semantic tokens, and its name
        )
        self._use(self._new_profile())

    # What rules and features ask

    @property
    def lines(self) -> Sequence[str]:
        """The lines with their terminators."""
        return self.text.lines

    @property
    def detector(self) -> Detector:
        """What finds the codes: it knows those of the workspace too."""
        return self._detector

    @property
    def profile(self) -> Profile:
        """What kind of file this is. Of a small document it is always up to date; of a large one, whose kind an edit
        hardly changes, once the background has come to it."""
        if self._profile_is_stale and len(self.lines) <= _PROFILED_LINES:
            self._refresh_profile()
        return self._profile

    @property
    def medium(self) -> Medium:
        """What kind of text this is."""
        return self.profile.medium

    @property
    def protocols(self) -> tuple[str, ...]:
        """What the file as a whole is about, ranked."""
        return self.profile.protocols

    def occurrences(self, index: int) -> tuple[Occurrence, ...]:
        """The codes of one line, left to right."""
        profile = self.profile
        known = self._examined[index]
        if known is None:
            known = self._asked.get(index)
        if known is None:
            if len(self._asked) >= _ASKED:
                self._asked.clear()
            known = self._asked[index] = self._detector.line(self.lines, index, profile)
        return known

    def context(self, index: int, occurrence: Occurrence) -> ReplyContext:
        """The reply around an occurrence."""
        return self._detector.context(self.lines, index, occurrence, self.profile, self._examined.__getitem__)

    def at(self, point: Point) -> Occurrence | None:
        """The code under a place, or directly before it."""
        profile = self.profile
        known = self._examined[point.line]
        if known is None:
            known = self._detector.near(self.lines, point.line, point.column, profile)
        near = [found for found in known if found.start <= point.column <= found.end]
        return near[-1] if near else None

    def expected(self, point: Point) -> list[Expected]:
        """The codes that may be about to be typed at a place, the likeliest kind first."""
        return expected(self._detector, self.lines, point.line, point.column, self.profile)

    def known_codes(self) -> Iterator[tuple[int, tuple[Occurrence, ...]]]:
        """The lines with codes that were examined, from the top."""
        return ((line, known) for line, known in enumerate(self._examined) if known)

    def codes_in(self, first: int, last: int) -> list[tuple[int, tuple[Occurrence, ...]]]:
        """The lines with codes of a range (``last`` exclusive), whether or not their turn has come."""
        profile = self.profile
        last = min(last, len(self.lines))
        if None not in self._examined[first:last]:
            return [(line, known) for line in range(first, last) if (known := self._examined[line])]
        if any(len(line) > LONG for line in self.lines[first:last]):
            return [(line, known) for line in range(first, last) if (known := self._examined[line])]
        return self._detector.scan(self.lines, profile, first, last)

    def completed(self) -> bool:
        """Whether every line is examined; a small document is examined now if need be."""
        if len(self.lines) <= _SMALL:
            while not self.complete:
                self.advance(_SMALL)
        return self.complete

    def near(self, line: int, reach: int) -> Iterator[Occurrence]:
        """The codes around a line that are known already."""
        for known in self._examined[max(0, line - reach) : line + reach + 1]:
            yield from known or ()

    def findings(self) -> Iterator[tuple[int, Finding]]:
        """The problems found so far with their lines, from the top."""
        for line, findings in self._findings:
            for finding in findings:
                yield line, finding

    def problems(self) -> list[tuple[int, Finding]]:
        """The findings that neither a suppression comment nor the workspace answers, from the top."""
        wanted = self._checker.answered(self.findings())
        return [(line, finding) for line, finding in wanted if self.policy.accepts(finding)]

    def problems_in(self, first: int, last: int) -> list[tuple[int, Finding]]:
        """The problems of some lines (``last`` exclusive), whether or not their turn has come."""
        if (
            len(self.lines) <= _SMALL and self.completed()
        ):  # suppression comments are judged with all findings at hand
            return [(line, finding) for line, finding in self.problems() if first <= line < last]
        found = ((line, finding) for line in range(first, last) for finding in self._checker.check(line))
        return [(line, finding) for line, finding in found if self.policy.accepts(finding)]

    def proven(self, line: int, finding: Finding) -> Finding:
        """The finding with those of its fixes that hold."""
        return self._checker.proven(line, finding)

    def severity(self, finding: Finding) -> Severity:
        """How loud a finding is in this document."""
        return self._checker.severities[finding.rule]

    # The state of the examination

    @property
    def complete(self) -> bool:
        """Whether every line was examined."""
        return self._unknown == 0 and not self._profile_is_stale

    @property
    def share(self) -> float:
        """How much of the document was examined, from 0 to 1."""
        return 1 - self._unknown / len(self._examined)

    def spliced(self, splice: Splice) -> None:
        """Follow an edit of the text."""
        end = splice.first + splice.removed
        self._unknown += splice.added - self._examined[splice.first : end].count(None)
        self._examined[splice.first : end] = [None] * splice.added
        self._findings.splice(splice)
        self._asked.clear()
        self._long = None
        self._forget(splice.first - _ABOVE, splice.first + splice.added + _BELOW)
        self._profile_is_stale |= splice.first < _PROFILED_LINES

    def advance(self, lines: int) -> int:
        """Examine up to so many further lines; the answer is how many there were."""
        if self._profile_is_stale:
            self._refresh_profile()
        if not self._unknown:
            return 0
        first = self._first = self._examined.index(None, self._first)
        if len(self.lines[first]) > LONG:
            return self._examine_long(first, lines)
        last = min(first + lines, len(self._examined))
        last = self._run(first, last)
        self._learn(first, last, self._detector.scan(self.lines, self.profile, first, last))
        return last - first

    def _run(self, first: int, last: int) -> int:
        """The end of the unknown, not long lines that begin at ``first``."""
        known = self._examined[first:last]
        if known.count(None) < len(known):
            last = next(n for n in range(first, last) if self._examined[n] is not None)
        if max(map(len, self.lines[first:last])) > LONG:
            last = next(n for n in range(first, last) if len(self.lines[n]) > LONG)
        return last

    def _examine_long(self, line: int, lines: int) -> int:
        """Examine pieces of a long line; a piece counts as so many lines."""
        if self._long is None or self._long[0] != line:
            self._long = line, self._detector.long_line(self.lines[line], self.profile)
        _, examination = self._long
        examined = examination.advance(max(1, lines // _LINES_OF_A_PIECE)) * _LINES_OF_A_PIECE
        if (found := examination.found) is not None:
            self._long = None
            self._learn(line, line + 1, [(line, found)] if found else [])
        return examined

    def _learn(self, first: int, last: int, found: list[tuple[int, tuple[Occurrence, ...]]]) -> None:
        self._examined[first:last] = [()] * (last - first)
        self._unknown -= last - first
        for line, occurrences in found:
            self._examined[line] = occurrences
        for line, findings in self._checker.check_found(found):
            self._findings.put(line, findings)

    def _forget(self, first: int, last: int) -> None:
        first, last = max(first, 0), min(last, len(self._examined))
        self._unknown += last - first - self._examined[first:last].count(None)
        self._examined[first:last] = [None] * (last - first)
        self._findings.drop(first, last)
        self._first = min(self._first, first)

    def _use(self, profile: Profile) -> None:
        self._profile = profile
        self._profile_is_stale = False
        # By a proxy: no cycle keeps a closed document's memory until a collection that may be far off.
        self._checker = Checker(proxy(self), self.policy.severities)
        self._findings: LineMap[tuple[Finding, ...]] = LineMap()
        self._asked: dict[int, tuple[Occurrence, ...]] = {}
        self._examined: list[tuple[Occurrence, ...] | None] = [None] * len(self.lines)
        self._unknown = len(self._examined)
        self._first = 0
        self._long = None

    def _refresh_profile(self) -> None:
        self._profile_is_stale = False
        profile = self._new_profile()
        if profile != self._profile:
            self._use(profile)

    def _new_profile(self) -> Profile:
        said = self.policy.said
        return self._detector.profile(self._name, self.language_id, self.lines, said.protocol, said.medium)
