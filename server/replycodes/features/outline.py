"""What a document's codes amount to: grouped by outcome and counted, the worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from replycodes.detect.occurrence import Occurrence
from replycodes.explain.brief import name_of, outcome_of
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

Place = tuple[int, int, int]  # line, start, end


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
    kinds: dict[tuple[Outcome, str], Kind] = {}
    known = list(islice(analysis.known_codes(), _MOST_LINES))
    for line, occurrences in known:
        for first, *others in _replies(analysis.lines[line], occurrences):
            codes = " ".join(found.code for found in (first, *others))
            key = (outcome_of(first), codes)
            if key not in kinds:
                kinds[key] = Kind(codes, name_of((others or [first])[-1], analysis.catalog))
            kinds[key].places.append((line, first.start, (others or [first])[-1].end))
    complete = complete and len(known) < _MOST_LINES
    return [
        Group(title, sorted(own, key=lambda kind: -len(kind.places)), complete)
        for outcome, title in _TITLES.items()
        if (own := [kind for (said, _), kind in kinds.items() if said == outcome])
    ]


def _replies(text: str, occurrences: Sequence[Occurrence]) -> Iterator[list[Occurrence]]:
    """The replies of a line: a basic code with its enhanced code, a status with its reason. What a log field repeats
    (``dsn=5.1.1``) is no further reply."""
    replies: list[list[Occurrence]] = []
    for found in occurrences:
        last = replies[-1][-1] if replies else None
        joined = last is not None and (
            (last.kind == "reply" and found.kind == "enhanced" and adjacent(text, last, found))
            or (last.kind == "status" and found.kind == "response-code")
        )
        if joined:
            replies[-1].append(found)
        else:
            replies.append([found])
    spoken = {found.code for reply in replies if len(reply) > 1 for found in reply}
    yield from (reply for reply in replies if len(reply) > 1 or reply[0].code not in spoken)
