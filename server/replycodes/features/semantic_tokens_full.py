"""Semantic tokens of a whole document, if it is not too large; a large one is coloured where it is looked at."""

from __future__ import annotations

from lsprotocol import types

from replycodes.features.analysis import Analysis
from replycodes.features.session import Session
from replycodes.features.tokens import tokens

_MOST_LINES = 10_000


def semantic_tokens_full(
    analysis: Analysis, session: Session, params: types.SemanticTokensParams
) -> types.SemanticTokens | None:
    """All coloured codes; None before a longer document is examined, which ends in a request to ask again."""
    if not session.settings.semantic_tokens:
        return types.SemanticTokens([])
    if len(analysis.lines) > _MOST_LINES:
        return None
    if not analysis.completed():
        analysis.asked_early = True
        return None
    data = tokens(analysis, analysis.known_codes())
    number = int(analysis.tokens_sent[0]) + 1 if analysis.tokens_sent else 1
    analysis.tokens_sent = str(number), data
    return types.SemanticTokens(data, result_id=str(number))
