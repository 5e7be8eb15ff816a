"""Hover: the explanation of the code under the mouse."""

from __future__ import annotations

from lsprotocol import types

from replycodes.explain.compose import explain
from replycodes.explain.markdown import markdown
from replycodes.explain.plain import plain
from replycodes.features.analysis import Analysis
from replycodes.features.places import range_of
from replycodes.features.session import Session


def hover(analysis: Analysis, session: Session, params: types.HoverParams) -> types.Hover | None:
    """What a person is told about the code at a position."""
    point = analysis.text.point(params.position.line, params.position.character)
    found = analysis.at(point)
    if found is None:
        return None
    explanation = explain(found, analysis.catalog, analysis.context(point.line, found))
    kind = session.hover_kind
    text = markdown(explanation) if kind == types.MarkupKind.Markdown else plain(explanation)
    return types.Hover(
        contents=types.MarkupContent(kind, text),
        range=range_of(analysis.text, point.line, found.start, found.end),
    )
