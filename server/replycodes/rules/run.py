"""Running rules over a document: which speak in its medium, at what severity, on which lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from replycodes.detect.long_lines import LONG
from replycodes.detect.occurrence import Medium, Occurrence
from replycodes.rules.matching import only_matched
from replycodes.rules.model import Document, Finding, Line, Rule, Severity
from replycodes.rules.parts import Part, part_around, parts
from replycodes.rules.proof import holds
from replycodes.rules.registry import rules
from replycodes.rules.suppression import UNUSED, answered
from replycodes.rules.suspects import suspects_of

Configured = Mapping[str, "Severity | Mapping[Medium, Severity]"]
"""Rule id -> a severity for all media, or one per medium."""

Found = Iterable[tuple[int, tuple[Occurrence, ...]]]

_REMEMBERED = 4096
_BESIDE = 3  # columns between two codes that rules may read as one reply


def severity_of(rule: Rule, medium: Medium, configured: Configured) -> Severity:
    """What the settings say, else the rule's default for the medium."""
    setting = configured.get(rule.id)
    if setting is None:
        return rule.severity[medium]
    return setting if isinstance(setting, str) else setting.get(medium, rule.severity[medium])


@dataclass
class Checker:
    """The rules that speak in one document. Remembers which combinations of codes were clean."""

    document: Document
    configured: Configured = field(default_factory=dict)

    def __post_init__(self) -> None:
        medium = self.document.medium
        self.severities = {rule.id: severity_of(rule, medium, self.configured) for rule in rules().values()}
        active = [rule for rule in rules().values() if self.severities[rule.id] != "off"]
        self._by_codes = [rule for rule in active if rule.by_codes]
        self._by_text = [rule for rule in active if not rule.by_codes]
        # In other media the context of a line decides too often whether its codes are problems.
        self.suspects = suspects_of(active, self.document.catalog) if medium == "log" else None
        self._concerned = [rule.concerns for rule in self._by_text]
        self._clean: set[Hashable] = set()

    def check(self, index: int) -> Iterator[Finding]:
        """What is wrong in one line."""
        if len(self.document.lines[index]) > LONG:
            yield from chain.from_iterable(self.check_parts(index, self.document.occurrences(index)))
        elif occurrences := self.document.occurrences(index):
            line = Line(self.document, index, occurrences)
            yield from self._check(line, _codes_of(line.text, occurrences))

    def check_parts(self, index: int, codes: tuple[Occurrence, ...]) -> Iterator[list[Finding]]:
        """What is wrong in a long line with these codes, part by part."""
        return map(self._check_part, parts(self.document, index, codes))

    def _check_part(self, part: Part) -> list[Finding]:
        line = Line(part, 0, part.occurrences(0))
        found = self._check(line, _codes_of(line.text, line.occurrences)) if line.occurrences else ()
        return [own for one in found if (own := part.outside(one)) is not None]

    def check_found(self, found: Found) -> Iterator[tuple[int, tuple[Finding, ...]]]:
        """The lines of a scan in which something is wrong. Most lines of a log repeat the codes of a clean one and
        concern no other rule; they cost a look-up."""
        lines, clean, concerned = self.document.lines, self._clean, self._concerned
        last = -1
        above: tuple[Occurrence, ...] = ()
        for index, occurrences in found:
            if last != index - 1:
                above = self.document.occurrences(index - 1) if last < 0 < index else ()
            before, last, above = above, index, occurrences
            text = lines[index]
            key = _codes_of(text, occurrences)
            if key in clean:
                for concerns in concerned:
                    if concerns(text, occurrences, before):
                        break
                else:
                    continue
            if len(text) > LONG:
                findings = tuple(self.check(index))
            else:
                findings = tuple(self._check(Line(self.document, index, occurrences), key))
            if findings:
                yield index, findings

    def _check(self, line: Line, key: Hashable) -> Iterator[Finding]:
        if key not in self._clean:
            found = [one for rule in self._by_codes for one in rule.check(line)]
            if found:
                yield from _sent(line, found)
            elif len(self._clean) < _REMEMBERED:
                self._clean.add(key)
        for rule in self._by_text:
            yield from _sent(line, rule.check(line))

    def proven(self, index: int, finding: Finding) -> Finding:
        """The finding with those of its fixes that hold: applied, they leave nothing new to find."""
        if not finding.fixes or finding.rule == UNUSED:
            return finding
        document, seen = self.document, finding
        if len(document.lines[index]) > LONG:
            part = part_around(document, index, finding)
            document, index, seen = part, 0, part.inside(finding)
        pairs = zip(finding.fixes, seen.fixes, strict=True)
        held = tuple(fix for fix, inside in pairs if holds(document, index, seen, inside, self._count))
        return finding if held == finding.fixes else replace(finding, fixes=held)

    def _count(self, document: Document, lines: range) -> Counter[tuple[int, str]]:
        checker = self if document is self.document else Checker(document, self.configured)
        return Counter((line, found.rule) for line, found in checker.check_all(lines))

    @property
    def active(self) -> frozenset[str]:
        """The rules that are not off."""
        return frozenset(rule for rule, severity in self.severities.items() if severity != "off")

    def answered(self, findings: Iterable[tuple[int, Finding]]) -> list[tuple[int, Finding]]:
        """The findings that no suppression comment answers, and the comments that answer nothing. Recorded text
        (logs, transcripts, messages) has no comments."""
        if self.document.medium not in ("source", "config", "prose"):
            return list(findings)
        return list(answered(self.document.lines, findings, rules().keys(), self.active))

    def check_all(self, indexes: Iterable[int]) -> Iterator[tuple[int, Finding]]:
        """What is wrong in some lines, with their numbers."""
        for index in indexes:
            for found in self.check(index):
                yield index, found


def _sent(line: Line, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings about codes that the text sends or records; a code that it only matches is nobody's fault."""
    return (
        one
        for one in findings
        if not only_matched(line.text, one.start, one.end) and not _quoted(line, one.start)
    )


def _quoted(line: Line, column: int) -> bool:
    """Whether a place lies between the first and the last line of an FTP reply in one literal: what stands there is
    text, even when it begins with digits (RFC 959 section 4.2)."""
    replies = [one for one in line.occurrences if one.kind == "reply" and one.protocol == "ftp"]
    opened = {one.code for one in replies if one.end < column and line.text[one.end] == "-"}
    return any(
        one.code in opened and one.start > column and line.text[one.end : one.end + 1] == " "
        for one in replies
    )


def _codes_of(text: str, occurrences: tuple[Occurrence, ...]) -> Hashable:
    """The codes of a line and what stands between neighbours, without their columns."""
    codes = tuple([(one.code, one.protocols, one.kind) for one in occurrences])
    if len(codes) == 1:
        return codes
    between = [
        text[one.end : other.start] if other.start - one.end <= _BESIDE else ""
        for one, other in pairwise(occurrences)
    ]
    return codes, *between
