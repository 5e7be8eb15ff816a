"""The documentation of one completion item, written when somebody looks at it."""

from __future__ import annotations

from dataclasses import replace

from lsprotocol import types

from replycodes.detect.occurrence import ReplyContext
from replycodes.explain.compose import explain
from replycodes.explain.markdown import markdown
from replycodes.explain.plain import plain
from replycodes.features.desk import Desk

_FIELDS = {"reply": "reply", "enhanced": "enhanced", "status": "status", "response-code": "response_code"}


def completion_resolve(desk: Desk, item: types.CompletionItem) -> types.CompletionItem:
    """The item with its code explained. Data that is not ours is left alone."""
    data = item.data if isinstance(item.data, dict) else {}
    said = {key: value for key, value in data.items() if isinstance(value, str)}
    field = _FIELDS.get(said.get("kind", ""))
    if field is None or not said.get("code") or not said.get("protocol"):
        return item
    context = replace(ReplyContext(protocols=(said["protocol"],)), **{field: said["code"]})  # type: ignore[arg-type]
    if said.get("enhanced"):
        context = replace(context, enhanced=said["enhanced"])
    analysis = desk.analysis_of(said.get("uri", ""))
    explanation = explain(context, analysis.catalog if analysis else desk.session.catalog)
    kind = desk.session.documentation_kind
    text = markdown(explanation) if kind == types.MarkupKind.Markdown else plain(explanation)
    item.documentation = types.MarkupContent(kind, text)
    return item
