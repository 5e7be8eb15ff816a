"""Hover: the explanation of the code under the mouse, or of the reply whose text is there."""

from __future__ import annotations

from lsprotocol import types

from replycodes.detect.occurrence import Occurrence, ReplyContext
from replycodes.explain.compose import explain
from replycodes.explain.markdown import markdown
from replycodes.explain.plain import plain
from replycodes.features.analysis import Analysis
from replycodes.features.places import range_between, range_of
from replycodes.features.replies import reply_at
from replycodes.features.session import Session


def hover(analysis: Analysis, session: Session, params: types.HoverParams) -> types.Hover | None:
    """What a person is told at a position. The range is what is explained: one code, or a whole reply."""
    point = analysis.text.point(params.position.line, params.position.character)
    found = analysis.at(point)
    if found is not None:
        place = range_of(analysis.text, point.line, found.start, found.end)
        return _told(analysis, session, found, analysis.context(point.line, found), place)
    reply = reply_at(analysis, point)
    if reply is None:
        return None
    place = range_between(analysis.text, reply.start, reply.end)
    return _told(analysis, session, reply.head, reply.context, place)


def _told(
    analysis: Analysis, session: Session, found: Occurrence, context: ReplyContext, place: types.Range
) -> types.Hover:
    explanation = explain(found, analysis.catalog, context)
    kind = session.hover_kind
    text = markdown(explanation) if kind == types.MarkupKind.Markdown else plain(explanation)
    return types.Hover(contents=types.MarkupContent(kind, text), range=place)
