"""The engine's view of one open document: its codes and problems by line, kept through edits.

An edit forgets the changed lines and the bounded neighbourhood whose context they are; everything else is kept and
moves with its line. Forgotten lines are examined again for one line, when somebody asks about it, or piece by piece
from the top (:meth:`Analysis.advance`): first for problems, and in a log that is cheaper than finding its codes
(``rules/suspects.py``), then for their codes if somebody wants them all. It is the document that rules judge
(``rules.model.Document``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from weakref import proxy

from replycodes.catalog.model import Catalog
from replycodes.detect.detector import AFTER, BEFORE, LONG, Detector, LongLine
from replycodes.detect.expected import Expected, expected
from replycodes.detect.occurrence import Medium, Occurrence, ReplyContext
from replycodes.detect.profile import Profile
from replycodes.features.examined import Codes, Examined
from replycodes.features.line_map import LineMap
from replycodes.features.policy import NO_POLICY, Policy
from replycodes.rules.model import Finding, Severity
from replycodes.rules.run import Checker
from replycodes.rules.suspects import Suspects
from replycodes.text import Document, Point, Splice, with_line_feeds
from replycodes.text.whole import LONGEST

_PROFILED_LINES = 200  # an edit above this line may change what kind of file this is
_LINES_OF_A_PIECE = 64  # what a piece of a long line counts for
_SMALL = 5000  # lines; such a document is examined at once when somebody asks about its problems
_SMALL_TEXT = 1 << 20  # characters of such a document
_ASKED = 1024  # lines remembered that were asked for before their turn
_FEW = 256  # lines; of so many or fewer, such as those around an edit, the codes are found at once
_RARE = 32  # a glance serves when at most one line in so many is suspected
_SLOWER = 8  # times that examining a line takes longer than a glance at it
_GLANCE = 500  # lines of one glance: as much text as the processor keeps at hand
_CUT, _CUT_LINES = 1 << 18, 1000  # code points cut into lines at a time, and what they count for
_ABOVE_GLANCE = 2  # lines above that may make a line suspected

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
        self._long: tuple[int, Iterator[int]] | None = None  # the long line under examination
        self.asked_early = False  # whether somebody asked who got less than the whole document
        self.wants_codes = False  # whether somebody asked for the codes of the whole document
        self.tokens_sent: tuple[str, list[int]] | None = (
            None  # what the client has of semantic tokens, and its name
        )
        self._profile: Profile | None = None
        self._glances = True  # whether only suspected lines are examined for problems
        self._begin()

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
        """What kind of file this is, read when it is first asked for. Of a small document it is always up to date; of a large
        one, whose kind an edit hardly changes, once the background has come to it."""
        if self._profile_is_stale and len(self.lines) <= _PROFILED_LINES:
            self._refresh()
        if self._profile is None:
            self._profile = self._new_profile()
        return self._profile

    @property
    def medium(self) -> Medium:
        """What kind of text this is."""
        if self._profile_is_stale and len(self.lines) <= _PROFILED_LINES:
            self._refresh()
        return self._kind[0]

    @property
    def protocols(self) -> tuple[str, ...]:
        """What the file as a whole is about, ranked."""
        return self.profile.protocols

    def occurrences(self, index: int) -> tuple[Occurrence, ...]:
        """The codes of one line, left to right."""
        profile = self.profile
        known = self._known.codes[index]
        if known is None:
            known = self._asked.get(index)
        if known is None:
            known = self._detector.line(self.lines, index, profile)
            if self._known.is_judged(index, index + 1):
                self._known.codes[index] = known
            else:
                if len(self._asked) >= _ASKED:
                    self._asked.clear()
                self._asked[index] = known
        return known

    def context(self, index: int, occurrence: Occurrence) -> ReplyContext:
        """The reply around an occurrence."""
        return self._detector.context(
            self.lines, index, occurrence, self.profile, self._known.codes.__getitem__
        )

    def at(self, point: Point) -> Occurrence | None:
        """The code under a place, or directly before it."""
        profile = self.profile
        known = self._known.codes[point.line]
        if known is None and len(self.lines[point.line]) <= LONG:
            known = self.occurrences(point.line)
        if known is None:
            known = self._detector.near(self.lines, point.line, point.column, profile)
        near = [found for found in known if found.start <= point.column <= found.end]
        return near[-1] if near else None

    def expected(self, point: Point) -> list[Expected]:
        """The codes that may be about to be typed at a place, the likeliest kind first."""
        return expected(self._detector, self.lines, point.line, point.column, self.profile)

    def known_codes(self) -> Iterator[tuple[int, Codes]]:
        """The lines with codes that were found so far, from the top."""
        return ((line, known) for line, known in enumerate(self._known.codes) if known)

    def codes_in(self, first: int, last: int) -> list[tuple[int, Codes]]:
        """The lines with codes of a range (``last`` exclusive), whether or not their turn has come."""
        profile = self.profile
        last = min(last, len(self.lines))
        codes = self._known.codes
        if None in codes[first:last] and not any(len(line) > LONG for line in self.lines[first:last]):
            found = self._detector.scan(self.lines, profile, first, last)
            if not self._known.is_judged(first, last):
                return found
            self._known.found(first, last, found)
        return [(line, known) for line in range(first, last) if (known := codes[line])]

    def judged(self) -> bool:
        """Whether the problems of every line are known; those of a small document are looked for now if need be."""
        while not self.all_judged and self._is_small:
            self.advance(_SMALL)
        return self.all_judged

    def completed(self) -> bool:
        """Whether the codes of every line are known; those of a small document are found now if need be."""
        self.wants_codes = True
        while not self.complete and self._is_small:
            self.advance(_SMALL)
        return self.complete

    def near(self, line: int, reach: int) -> frozenset[str]:
        """The codes around a line that are known already."""
        around = self._known.codes[max(0, line - reach) : line + reach + 1]
        return frozenset([one.code for known in around if known for one in known])

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
        if self._is_small and self.judged():
            # Suppression comments are judged with all findings at hand.
            return [(line, finding) for line, finding in self.problems() if first <= line < last]
        short = (line for line in range(first, last) if len(self.lines[line]) <= LONG)
        found = [(line, finding) for line in short for finding in self._checker.check(line)]
        known = (one for one in self.findings() if first <= one[0] < last)
        found += (one for one in known if len(self.lines[one[0]]) > LONG)
        return [(line, finding) for line, finding in found if self.policy.accepts(finding)]

    def proven(self, line: int, finding: Finding) -> Finding:
        """The finding with those of its fixes that hold."""
        return self._checker.proven(line, finding)

    def severity(self, finding: Finding) -> Severity:
        """How loud a finding is in this document."""
        return self._checker.severities[finding.rule]

    @property
    def _is_small(self) -> bool:
        """Whether the document is examined at once when somebody asks."""
        return len(self.lines) <= _SMALL and sum(map(len, self.lines)) <= _SMALL_TEXT

    # The state of the examination

    @property
    def all_judged(self) -> bool:
        """Whether the problems of every line are known."""
        return not self._known.open and not self._profile_is_stale

    @property
    def complete(self) -> bool:
        """Whether the codes of every line are known too."""
        return self.all_judged and self._known.all_known

    @property
    def share(self) -> float:
        """How much of the document was examined for problems, from 0 to 1."""
        return 1 - self._known.open / len(self._known.codes)

    def examine_all(self) -> None:
        """Find the codes of every line while looking for problems, suspected or not."""
        self._glances = False

    def spliced(self, splice: Splice) -> None:
        """Follow an edit of the text."""
        self._known.splice(splice)
        self._findings.splice(splice)
        self._asked.clear()
        self._long = None
        self._dense = 0
        first, last = splice.first - _ABOVE, splice.first + splice.added + _BELOW
        self._known.forget(first, last)
        self._findings.drop(max(first, 0), last)
        self._profile_is_stale |= splice.first < _PROFILED_LINES

    def advance(self, lines: int) -> int:
        """Examine up to so many further lines for problems, or for codes if somebody wants them; the answer is how many
        there were."""
        if self._profile_is_stale:
            self._refresh()
        if self._known.open:
            return self._judge(lines)
        if self.wants_codes and not self.complete:
            return self._find(self._known.next_unknown(lines), lines)
        # What the first hover and the first edit would wait for.
        if self._profile is None and self.text.whole is not None:
            self._profile = self._new_profile()
            return lines
        return _CUT_LINES if self.text.cut(_CUT) else 0

    def _judge(self, lines: int) -> int:
        """Look for the problems of further lines."""
        suspects = self._checker.suspects if self._glances else None
        if (suspects is None or self._dense) and self.text.cut(_CUT):
            return _CUT_LINES  # who looks at every line had better have them
        span = self._known.next_open(lines * _SLOWER if suspects else lines)
        if not self._evenly_short:
            span = self._short(span)
        if not span:
            return self._examine_long(span.start, lines)
        near_an_edit = self._profile is not None and len(span) <= _FEW
        if suspects is None or near_an_edit or span.start < self._dense:
            return self._examine(span[:lines])
        return self._glance(span, suspects)

    def _glance(self, span: range, suspects: Suspects) -> int:
        """Examine only the suspected lines; all of them where many are."""
        found: list[int] = []
        last = span.start
        while last < span.stop:
            first, last = last, self._end_of_piece(last, span.stop)
            text, top = self._around(first, last)
            if text is None:
                found += range(first, last)
            else:
                seen = suspects.lines(self._detector.glance(text, top), self._kind[1])
                found += sorted(line for line in seen if first <= line < last)
        span = range(span.start, last)
        if len(found) * _RARE > len(span):
            self._dense = span.stop
            return self._examine(span[: len(span) // _SLOWER + 1])
        self._known.judged(span.start, span.stop)
        for line in found:
            self._findings.put(line, tuple(self._checker.check(line)))
        return max(1, len(span) // _SLOWER)

    @property
    def _evenly_short(self) -> bool:
        """Whether it is known without a look at them that no line is long."""
        return self.text.whole is not None and LONGEST <= LONG

    def _end_of_piece(self, first: int, last: int) -> int:
        """Where the lines of one glance end that begin at a line."""
        whole = self.text.whole
        return whole.piece(first).stop if whole and self._evenly_short else min(first + _GLANCE, last)

    def _around(self, first: int, last: int) -> tuple[str | None, int]:
        """The text of some lines and of those around them that a glance needs, and its first line. None if those around them
        are long."""
        top, end = max(0, first - _ABOVE_GLANCE), min(last + 1, len(self.lines))
        if (whole := self.text.whole) and self._evenly_short:
            return whole.between(top, end), top
        if any(len(line) > LONG for line in (*self.lines[top:first], *self.lines[last:end])):
            return None, top
        return with_line_feeds("".join(self.lines[top:end])), top

    def _examine(self, span: range) -> int:
        self._learn(span, self._detector.scan(self.lines, self.profile, span.start, span.stop))
        return len(span)

    def _find(self, span: range, lines: int) -> int:
        """Find the codes of lines whose problems are known."""
        if not span:
            return 0
        span = self._short(span)
        if not span:
            return self._examine_long(span.start, lines)
        self._known.found(
            span.start, span.stop, self._detector.scan(self.lines, self.profile, span.start, span.stop)
        )
        return len(span)

    def _short(self, span: range) -> range:
        """As much of some lines as comes before a long one."""
        if max(map(len, self.lines[span.start : span.stop])) <= LONG:
            return span
        return range(span.start, next(n for n in span if len(self.lines[n]) > LONG))

    def _examine_long(self, line: int, lines: int) -> int:
        """Examine some pieces of a long line; a piece counts as so many lines."""
        if self._long is None or self._long[0] != line:
            self._long = line, self._judgement(line, self._detector.long_line(self.lines[line], self.profile))
        steps = max(1, lines // _LINES_OF_A_PIECE)
        if not sum(islice(self._long[1], steps)):
            self._long = None
        return steps * _LINES_OF_A_PIECE

    def _judgement(self, line: int, examination: LongLine) -> Iterator[int]:
        """Find the codes and then the problems of a long line, a piece with each step."""
        while (codes := examination.found) is None:
            yield examination.advance(1)
        findings: list[Finding] = []
        if not self._known.is_judged(line, line + 1):
            for found in self._checker.check_parts(line, codes):
                findings += found
                yield 1
            self._findings.put(line, tuple(findings))
        self._known.judged(line, line + 1)
        self._known.found(line, line + 1, [(line, codes)])

    def _learn(self, span: range, found: list[tuple[int, Codes]]) -> None:
        self._known.judged(span.start, span.stop)
        self._known.found(span.start, span.stop, found)
        for line, findings in self._checker.check_found(found):
            self._findings.put(line, findings)

    def _begin(self) -> None:
        """Nothing is known but the kind of the file."""
        self._profile_is_stale = False
        self._kind = self._new_kind()
        # By a proxy: no cycle keeps a closed document's memory until a collection that may be far off.
        self._checker = Checker(proxy(self), self.policy.severities)
        self._findings: LineMap[tuple[Finding, ...]] = LineMap()
        self._asked: dict[int, Codes] = {}
        self._known = Examined(len(self.lines))
        self._long = None
        self._dense = 0  # lines above this one are not worth a glance

    def _refresh(self) -> None:
        """Begin anew if the kind of the file has changed."""
        self._profile_is_stale = False
        profile = self._new_profile() if self._profile is not None else None
        if profile != self._profile or self._new_kind() != self._kind:
            self._profile = profile
            self._begin()

    def _new_kind(self) -> tuple[Medium, bool]:
        """The medium, and whether a log's status words may be found."""
        file = (self._name, self.language_id, self.lines, self.policy.said.medium)
        medium = self._detector.medium(*file)
        return medium, medium == "log" and self._detector.may_speak_imap(*file)

    def _new_profile(self) -> Profile:
        said = self.policy.said
        return self._detector.profile(self._name, self.language_id, self.lines, said.protocol, said.medium)
