"""Folding: replies of several lines, and sessions from the greeting to the farewell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lsprotocol import types

from replycodes.detect.occurrence import Occurrence
from replycodes.features.analysis import Analysis
from replycodes.features.session import Session

_MOST = 5000
_MOST_LINES = 20_000  # lines with codes that are looked at
_GREETINGS = frozenset({"220", "120"})
_FAREWELL = "221"
_NO_GREETING = frozenset({"STARTTLS", "AUTH"})  # they are answered with 220 or 234 in mid-session


def folding_range(
    analysis: Analysis, session: Session, params: types.FoldingRangeParams
) -> list[types.FoldingRange]:
    """The foldable ranges of what was examined, by their first lines."""
    analysis.asked_early |= not analysis.completed()
    found = set(islice(_replies(analysis), _MOST))
    if analysis.medium in ("transcript", "message"):
        found |= set(islice(_sessions(analysis), _MOST))
    kind = types.FoldingRangeKind.Region
    return [types.FoldingRange(first, last, kind=kind) for first, last in sorted(found)][:_MOST]


def _replies(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Lines in a row whose codes stand below each other, joined by hyphens."""
    first = last = -1
    column, code = 0, ""
    for line, occurrences in islice(analysis.known_codes(), _MOST_LINES):
        head = next((found for found in occurrences if found.kind == "reply"), None)
        if head is None:
            continue
        joined = line == last + 1 and (head.start, head.code) == (column, code)
        if not (joined and analysis.lines[last][column + len(code) : column + len(code) + 1] == "-"):
            if last > first:
                yield first, last
            first = line
        last, column, code = line, head.start, head.code
    if last > first:
        yield first, last


def _sessions(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """From one greeting to the farewell, or to the line before the next greeting."""
    first = -1
    for line, occurrences in islice(analysis.known_codes(), _MOST_LINES):
        head = occurrences[0]
        if _greets(analysis, line, head):
            if 0 <= first < line - 1:
                yield first, line - 1
            first = line
        elif first >= 0 and head.code == _FAREWELL:
            yield first, line
            first = -1
    if 0 <= first < len(analysis.lines) - 1:
        yield first, len(analysis.lines) - 1


def _greets(analysis: Analysis, line: int, head: Occurrence) -> bool:
    if head.kind == "reply":
        above = analysis.lines[line - 1][:200] if line else ""
        answers = any(command in above.upper() for command in _NO_GREETING)
        return (
            head.code in _GREETINGS and not answers and analysis.lines[line][head.end : head.end + 1] != "-"
        )
    text = analysis.lines[line]
    return head.kind == "status" and head.code in ("OK", "PREAUTH") and _is_untagged_first(text, head)


def _is_untagged_first(text: str, head: Occurrence) -> bool:
    """``* OK [CAPABILITY ...]`` or ``* OK IMAP4rev1 ready``: an untagged OK that greets."""
    rest = text[head.end : head.end + 200].lower()
    return text[: head.start].rstrip().endswith("*") and ("capability" in rest or "ready" in rest)
