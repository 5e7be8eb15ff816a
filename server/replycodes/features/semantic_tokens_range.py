"""Semantic tokens of the lines that are on the screen: what large documents get."""

from __future__ import annotations

from lsprotocol import types

from replycodes.features.analysis import Analysis
from replycodes.features.session import Session
from replycodes.features.tokens import tokens

_MOST_LINES = 1000


def semantic_tokens_range(
    analysis: Analysis, session: Session, params: types.SemanticTokensRangeParams
) -> types.SemanticTokens:
    """The coloured codes of some lines."""
    if not session.settings.semantic_tokens:
        return types.SemanticTokens([])
    first = analysis.text.point(params.range.start.line, 0).line
    last = min(analysis.text.point(params.range.end.line, 0).line, first + _MOST_LINES)
    return types.SemanticTokens(tokens(analysis, analysis.codes_in(first, last + 1)))
