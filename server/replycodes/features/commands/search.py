"""``replycodes.search``: the entries that a query asks for, for a list that fills while somebody types."""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog.model import Catalog
from replycodes.catalog.search import search as find
from replycodes.features.commands import Answer, Argument, Desk, text_of

_LIMIT = 50
_MOST = 1000


def search(desk: Desk, argument: Argument) -> Answer:
    """Entries, best first; an empty query lists the replies in the order of their codes."""
    query = text_of(argument, "query", "").strip()
    wanted = argument.get("limit", _LIMIT)
    limit = min(wanted, _MOST) if isinstance(wanted, int) and wanted > 0 else _LIMIT
    if not query:
        return {"entries": list(_in_order(desk.session.catalog))[:limit]}
    hits = find(desk.session.catalog, query, limit=limit)
    return {
        "entries": [
            {
                "code": hit.code,
                "protocol": hit.protocol,
                "kind": hit.kind,
                "text": hit.title,
                "summary": hit.summary,
                "status": getattr(hit.entry, "status", ""),
                "vendor": hit.vendor,
            }
            for hit in hits
        ]
    }


def _in_order(catalog: Catalog) -> Iterator[dict[str, str]]:
    for protocol, replies in catalog.replies.items():
        for code, reply in sorted(replies.items()):
            yield {
                "code": code,
                "protocol": protocol,
                "kind": "reply",
                "text": reply.text,
                "summary": reply.summary,
                "status": reply.status,
                "vendor": "",
            }
