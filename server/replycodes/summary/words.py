"""Sentences and figures that every form of a report shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replycodes.explain.model import Outcome
from replycodes.explain.wording import capitalized, listing
from replycodes.summary.model import GROUP_NAMES, GROUPS, ONE_OF_GROUP, CodeRow, GroupCounts, Report

_OUTCOMES: dict[Outcome, str] = {
    "success": "success",
    "preliminary": "under way",
    "intermediate": "asks for more",
    "temporary": "temporary",
    "permanent": "permanent",
    "protected": "protected",
    "refused": "refusal",
    "closing": "closing",
    "informative": "information",
    "undefined": "undefined",
}


def outcome_words(row: CodeRow) -> str:
    """A word for a table."""
    return "given up" if row.given_up else _OUTCOMES[row.outcome]


def number(value: int) -> str:
    """Digits in threes, with a narrow gap that does not break."""
    return f"{value:,}".replace(",", "\u202f")


def replies(count: int) -> str:
    """``1 reply``, ``12 replies``."""
    return f"{number(count)} {'reply' if count == 1 else 'replies'}"


def share(part: int, whole: int) -> str:
    """Per cent."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    return "<0.1 %" if 0 < percent < 0.1 else f"{percent:.1f} %"


def code_counts(codes: Iterable[tuple[str, int]]) -> str:
    """``550 5.1.1 × 12, 452 4.2.2 × 3``."""
    return ", ".join(f"{code} × {number(count)}" for code, count in codes)


def size_sentence(report: Report) -> str:
    """What was read and how much was found."""
    names = f" in {listing(report.names[:3])}" if report.names else ""
    more = f" and {len(report.names) - 3} more" if len(report.names) > 3 else ""
    lines = "1 line" if report.lines == 1 else f"{number(report.lines)} lines"
    if not report.replies:
        return f"No reply code in {lines}{names}{more}."
    return f"{replies(report.replies)} on {lines}{names}{more}."


def group_figures(counts: GroupCounts) -> Iterator[tuple[str, str]]:
    """Each outcome that happened, with its figures, worst first."""
    for group in GROUPS:
        count = getattr(counts, group)
        if count:
            yield capitalized(GROUP_NAMES[group]), f"{number(count)} ({share(count, counts.total)})"


def group_sentence(counts: GroupCounts) -> str:
    """The outcome in one line, worst first."""
    said = []
    for group in GROUPS:
        if count := getattr(counts, group):
            name = ONE_OF_GROUP[group] if count == 1 else GROUP_NAMES[group]
            said.append(f"{number(count)} {name} ({share(count, counts.total)})")
    return f"{listing(tuple(said))}."


def spanning(report: Report) -> str:
    """The first and last time stamp."""
    if not report.first:
        return "No line has a time stamp."
    return f"From {report.first} to {report.last}, as the log's own time stamps say."
