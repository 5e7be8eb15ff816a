"""What a document's codes amount to: grouped by outcome and counted, the worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from replycodes.catalog.model import Catalog
from replycodes.detect.occurrence import Occurrence
from replycodes.explain.brief import name_of, outcome_of, telling
from replycodes.explain.model import Outcome
from replycodes.features.analysis import Analysis
from replycodes.rules.model import adjacent

_MOST_LINES = 10_000  # lines with codes that are counted

_TITLES: dict[Outcome, str] = {
    "permanent": "Permanent failures",
    "refused": "Refusals",
    "temporary": "Temporary failures",
    "closing": "Closed by the server",
    "undefined": "Codes without a class",
    "intermediate": "Intermediate replies",
    "preliminary": "Preliminary replies",
    "protected": "Protected replies",
    "success": "Successes",
    "informative": "Details",
}

_APART = 4  # code points; further apart, codes do not belong together

Place = tuple[int, int, int]  # line, start, end
Key = tuple[Outcome, str]
Shape = tuple[object, ...]


@dataclass(slots=True)
class Kind:
    """One kind of reply, such as ``550 5.1.1``, and where it stands."""

    codes: str
    name: str
    places: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """The kinds of one outcome, the most frequent first."""

    title: str
    kinds: list[Kind]
    complete: bool  # whether all of the document was counted

    @property
    def count(self) -> str:
        total = sum(len(kind.places) for kind in self.kinds)
        return f"{total:,}" if self.complete else f"{total:,} or more"


def outline(analysis: Analysis) -> list[Group]:
    """The groups of a document, as far as it was examined."""
    complete = analysis.completed()
    known = list(islice(analysis.known_codes(), _MOST_LINES))
    kinds: dict[Key, Kind] = {}
    replies_of: dict[Shape, tuple[tuple[int, int, Kind], ...]] = {}  # most lines look like one before them
    for line, occurrences in known:
        shape = _shape(occurrences)
        replies = replies_of.get(shape)
        if replies is None:
            text = analysis.lines[line]
            replies = replies_of[shape] = tuple(_kinds(text, occurrences, analysis.catalog, kinds))
        for first, last, kind in replies:
            kind.places.append((line, occurrences[first].start, occurrences[last].end))
    complete = complete and len(known) < _MOST_LINES
    return [
        Group(title, sorted(own, key=lambda kind: -len(kind.places)), complete)
        for outcome, title in _TITLES.items()
        if (own := [kind for (said, _), kind in kinds.items() if said == outcome])
    ]


def _shape(occurrences: Sequence[Occurrence]) -> Shape:
    """What decides how the codes of a line belong together: the codes, and how far apart they stand."""
    starts = [found.start for found in occurrences[1:]]
    ends = (found.end for found in occurrences)
    gaps = (min(start - end, _APART) for start, end in zip(starts, ends, strict=False))
    return (*[(found.kind, found.code, found.protocols) for found in occurrences], *gaps)


def _kinds(
    text: str, occurrences: Sequence[Occurrence], catalog: Catalog, kinds: dict[Key, Kind]
) -> Iterator[tuple[int, int, Kind]]:
    """The replies of a line: the first and the last of their codes, and their kind. What a log field repeats
    (``dsn=5.1.1``) is no further reply."""
    replies = list(pairs(text, occurrences))
    spoken = {occurrences[n].code for first, last in replies if last > first for n in (first, last)}
    for first, last in replies:
        if first == last and occurrences[first].code in spoken:
            continue
        codes = " ".join(found.code for found in occurrences[first : last + 1])
        key = (outcome_of(occurrences[first]), codes)
        if key not in kinds:
            kinds[key] = Kind(codes, name_of(telling(occurrences[first], occurrences[last]), catalog))
        yield first, last, kinds[key]


def pairs(text: str, occurrences: Sequence[Occurrence]) -> Iterator[tuple[int, int]]:
    """The first and the last code of each reply: a basic code with its enhanced code, a status with its reason, or one
    code alone."""
    number = 0
    while number < len(occurrences):
        joined = number + 1 < len(occurrences) and _belong(text, occurrences[number], occurrences[number + 1])
        yield number, number + joined
        number += 1 + joined


def _belong(text: str, one: Occurrence, other: Occurrence) -> bool:
    if one.kind == "reply":
        return other.kind == "enhanced" and adjacent(text, one, other)
    return one.kind == "status" and other.kind == "response-code"
