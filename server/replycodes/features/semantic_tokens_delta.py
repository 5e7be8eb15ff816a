"""What has changed in a document's semantic tokens since the client asked last."""

from __future__ import annotations

from lsprotocol import types

from replycodes.features.analysis import Analysis
from replycodes.features.semantic_tokens_full import semantic_tokens_full
from replycodes.features.session import Session


def semantic_tokens_delta(
    analysis: Analysis, session: Session, params: types.SemanticTokensDeltaParams
) -> types.SemanticTokens | types.SemanticTokensDelta | None:
    """One edit that leads from the tokens sent last to those of now; all of them where the client has others."""
    before = analysis.tokens_sent
    now = semantic_tokens_full(analysis, session, types.SemanticTokensParams(params.text_document))
    if now is None or before is None or now.result_id is None or before[0] != params.previous_result_id:
        return now
    old, new = before[1], list(now.data)
    head = _equal(old, new)
    tail = min(_equal(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    if head == len(old) == len(new):
        return types.SemanticTokensDelta([], now.result_id)
    edit = types.SemanticTokensEdit(head, len(old) - head - tail, new[head : len(new) - tail])
    return types.SemanticTokensDelta([edit], now.result_id)


def _equal(old: list[int], new: list[int]) -> int:
    """How many numbers at the start of both are equal."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(old), len(new)))
