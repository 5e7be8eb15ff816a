"""Inlay hints: what a code means, faintly behind it. Off unless the user wants them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from replycodes.detect.occurrence import Occurrence
from replycodes.explain.brief import name_of
from replycodes.features.analysis import Analysis
from replycodes.features.places import position_of
from replycodes.features.session import Session
from replycodes.rules.model import adjacent
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
    """The codes to be named: of ``550 5.1.1`` the second one, and none whose name the line says itself."""
    text = analysis.lines[line]
    for found, following in zip(occurrences, (*occurrences[1:], None), strict=True):
        if following is not None and following.kind == "enhanced" and adjacent(text, found, following):
            continue
        if found.kind == "status" and following is not None and following.kind == "response-code":
            continue
        name = name_of(found, analysis.catalog)
        if name and name.lower() not in text.lower():
            yield found, name
