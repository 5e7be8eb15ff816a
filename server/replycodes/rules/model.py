"""What a rule is, what it sees and what it finds. A rule is one module in rules/checks/."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from replycodes.catalog.model import Catalog
from replycodes.detect.occurrence import Medium, Occurrence, ReplyContext

Severity = Literal["off", "hint", "information", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("off", "hint", "information", "warning", "error")
MEDIA: tuple[Medium, ...] = ("source", "config", "transcript", "log", "message", "prose")


def severities(typed: Severity, read: Severity) -> Mapping[Medium, Severity]:
    """Defaults per medium: ``typed`` where somebody can change the text, ``read`` where it only records."""
    return {medium: typed if medium in ("source", "config") else read for medium in MEDIA}


class Document(Protocol):
    """The text that rules judge: what is found in it is found by someone else, and only once."""

    @property
    def lines(self) -> Sequence[str]: ...
    @property
    def catalog(self) -> Catalog: ...
    @property
    def medium(self) -> Medium: ...
    @property
    def protocols(self) -> tuple[str, ...]:
        """What the file as a whole is about, ranked; empty when nothing shows it."""
        ...

    def occurrences(self, index: int) -> tuple[Occurrence, ...]:
        """The codes of a line, left to right."""
        ...

    def context(self, index: int, occurrence: Occurrence) -> ReplyContext:
        """The reply around an occurrence."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line with codes in it, as a rule sees it."""

    document: Document
    index: int  # 0-based
    occurrences: tuple[Occurrence, ...]

    @property
    def text(self) -> str:
        return self.document.lines[self.index]

    @property
    def catalog(self) -> Catalog:
        return self.document.catalog

    def pairs(self) -> Iterator[tuple[Occurrence, Occurrence]]:
        """Each reply code with the enhanced code directly behind it."""
        for first, second in zip(self.occurrences, self.occurrences[1:], strict=False):
            if first.kind == "reply" and second.kind == "enhanced" and adjacent(self.text, first, second):
                yield first, second

    def beside(self, reply: Occurrence) -> str:
        """The enhanced code directly behind a reply code, "" if there is none."""
        return next((enhanced.code for one, enhanced in self.pairs() if one is reply), "")

    def answers(self) -> Iterator[tuple[Occurrence, Occurrence]]:
        """Each status word with the response code directly behind it."""
        for first, second in zip(self.occurrences, self.occurrences[1:], strict=False):
            if first.kind == "status" and second.kind == "response-code" and second.start - first.end <= 2:
                yield first, second


_BETWEEN = frozenset(" -#(_\t")


def adjacent(text: str, first: Occurrence, second: Occurrence) -> bool:
    """Whether only blanks, a hyphen or a hash stand between two codes."""
    return 0 < second.start - first.end <= 3 and joins(text[first.end : second.start])


def joins(between: str) -> bool:
    """Whether two codes with this between them are one reply's."""
    return 0 < len(between) <= 3 and set(between) <= _BETWEEN


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace columns of a line by ``text``. Lines are counted from the finding's own: -1 is the line above,
    so that a finding survives edits elsewhere in the document."""

    line: int
    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A line with some edits that do not overlap."""
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair that a person may choose. ``safe``: it cannot change what the author meant."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that the finding is about; its line is counted from the finding's own."""

    line: int
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a place of a line: one line that says what, why and what to do. Like an occurrence it does
    not know its line number."""

    rule: str
    start: int
    end: int
    code: str
    message: str
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()
    obsolete: bool = False


Suspicion = Literal["nowhere", "here", "below"]
"""Where a rule may find something because of a candidate: nowhere, in its line, or in the two lines below if they go on
with a code in the same column."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A candidate in a log before anything is decided about it: a reply code, an enhanced code, or both side by side."""

    reply: str  # "550", "" if none
    between: str  # what stands between the two
    enhanced: str  # "5.1.1", "" if none
    mark: str  # the character behind the reply code: a hyphen, or one like any other


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, as its module states it: ``ID``, ``SEVERITY``, ``check`` and the docstring as its page.

    ``by_codes``: its verdict depends on nothing but the codes of the line, their protocols and whether they
    stand side by side, so that a line that repeats the codes of a clean one is clean. Other rules may say with
    ``concerns`` which lines they need not see, from the line's text, its codes and those of the line above: it is
    asked for every line of a log and must be cheap.

    ``suspects``: of a candidate in a log, where this rule may find something whatever the context decides about it, so that
    only those lines are examined for problems. A rule that does not say it has every line examined.
    """

    id: str
    title: str
    page: str
    severity: Mapping[Medium, Severity]
    check: Callable[[Line], Iterator[Finding]]
    by_codes: bool
    concerns: Callable[[str, tuple[Occurrence, ...], tuple[Occurrence, ...]], bool]
    suspects: Callable[[Catalog, Sight], Suspicion] | None = None


def finding(
    rule: str,
    occurrence: Occurrence,
    message: str,
    fixes: Sequence[Fix] = (),
    related: Sequence[Related] = (),
    obsolete: bool = False,
) -> Finding:
    """A finding at one occurrence."""
    return Finding(
        rule,
        occurrence.start,
        occurrence.end,
        occurrence.code,
        message,
        tuple(fixes),
        tuple(related),
        obsolete,
    )


def replace_code(occurrence: Occurrence, code: str, because: str, safe: bool = False) -> Fix:
    """The fix that writes another code in the place of one."""
    title = f"Replace {occurrence.code} by {code}" + (f" ({because})" if because else "")
    return Fix(title, (Edit(0, occurrence.start, occurrence.end, code),), safe)
