"""Completion: the codes that may stand after a key that asks for one."""

from __future__ import annotations

import re

from lsprotocol import types

from replycodes.catalog.model import Catalog, Reply
from replycodes.features.analysis import Analysis
from replycodes.features.places import range_of
from replycodes.features.session import Session

_MEDIA = frozenset({"config", "source"})
_REACH = 120  # code points looked at before the cursor
_CODE_KEY = re.compile(
    r"""(?:^|[\s,{(\["'.$_-])(?:[a-z]+[_.-])*(?:code|reply|status|reply_?code|response)["']?[ \t]*[:=][ \t]*["']?(\d{0,3})$""",
    re.IGNORECASE,
)


def completion(
    analysis: Analysis, session: Session, params: types.CompletionParams
) -> types.CompletionList | None:
    """The codes that begin with the digits before the cursor, where a key asks for a code."""
    if analysis.medium not in _MEDIA:
        return None
    document = analysis.text
    point = document.point(params.position.line, params.position.character)
    before = document.lines[point.line][max(0, point.column - _REACH) : point.column]
    match = _CODE_KEY.search(before)
    if match is None:
        return None
    digits = match[1]
    place = range_of(document, point.line, point.column - len(digits), point.column)
    items = [
        _item(reply, place)
        for reply in _replies(session.catalog, analysis.protocols)
        if reply.code.startswith(digits)
    ]
    return types.CompletionList(is_incomplete=False, items=items)


def _replies(catalog: Catalog, protocols: tuple[str, ...]) -> list[Reply]:
    """The replies of the file's protocol, of SMTP where the file does not say."""
    known = [protocol for protocol in protocols if protocol in catalog.replies]
    replies = catalog.replies.get(known[0] if known else "smtp", {})
    return sorted(replies.values(), key=lambda reply: reply.code)


def _item(reply: Reply, place: types.Range) -> types.CompletionItem:
    return types.CompletionItem(
        label=reply.code,
        kind=types.CompletionItemKind.EnumMember,
        detail=reply.text,
        documentation=reply.summary,
        sort_text=f"{int(reply.status != 'standard')}{reply.code}",
        filter_text=reply.code,
        text_edit=types.TextEdit(place, reply.code),
    )
