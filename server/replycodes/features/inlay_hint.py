"""Inlay hints: what a code means, faintly behind it. Off unless the user wants them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from replycodes.detect.occurrence import Occurrence
from replycodes.explain.brief import name_of, telling
from replycodes.features.analysis import Analysis
from replycodes.features.outline import pairs
from replycodes.features.places import position_of
from replycodes.features.session import Session
from replycodes.text import Point

_LOGS = frozenset({"log", "transcript", "message"})
_MOST_LINES = 500  # an editor shows fewer


def inlay_hint(
    analysis: Analysis, session: Session, params: types.InlayHintParams
) -> list[types.InlayHint] | None:
    """The hints of the visible lines."""
    wanted = session.settings.inlay_hints
    if wanted == "off" or (wanted == "logs" and analysis.medium not in _LOGS):
        return None
    first = analysis.text.point(params.range.start.line, 0).line
    last = min(analysis.text.point(params.range.end.line, 0).line, first + _MOST_LINES)
    return [
        types.InlayHint(
            position_of(analysis.text, Point(line, found.end)), name, padding_left=True, padding_right=True
        )
        for line, occurrences in analysis.codes_in(first, last + 1)
        for found, name in _named(analysis, line, occurrences)
    ]


def _named(
    analysis: Analysis, line: int, occurrences: Sequence[Occurrence]
) -> Iterator[tuple[Occurrence, str]]:
    """The codes to be named: of ``550 5.1.1`` the one that tells more, of equal names the last one in the line, and none
    whose name the line says itself."""
    text = analysis.lines[line]
    said = text.lower()
    names: dict[str, Occurrence] = {}
    for first, last in pairs(text, occurrences):
        name = name_of(telling(occurrences[first], occurrences[last]), analysis.catalog)
        if name and name.lower() not in said:
            names[name] = occurrences[last]
    yield from ((found, name) for name, found in names.items())
