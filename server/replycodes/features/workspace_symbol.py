"""Workspace symbols: search the database by code or by words, for the editor's "go to symbol"."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from replycodes.catalog.lookup import source_url
from replycodes.catalog.search import Hit, search
from replycodes.explain.wording import protocol_name
from replycodes.features.desk import Desk

_MOST = 50


def workspace_symbol(desk: Desk, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    """Entries, best first; their places are the documents that define them. Nothing is asked, nothing is listed."""
    return list(_symbols(desk, params.query)) if params.query.strip() else []


def _symbols(desk: Desk, query: str) -> Iterator[types.WorkspaceSymbol]:
    catalog = desk.session.catalog
    for hit in search(catalog, query, limit=_MOST):
        urls = (source_url(catalog, source) for source in hit.entry.sources)
        url = next((url for url in urls if url), None)
        if url is not None:
            yield types.WorkspaceSymbol(
                location=types.LocationUriOnly(url),
                name=f"{hit.code} {hit.title}",
                kind=types.SymbolKind.EnumMember,
                container_name=_container(hit),
            )


def _container(hit: Hit) -> str:
    kind = {"reply": "reply", "enhanced": "enhanced code", "status": "status"}.get(hit.kind, "response code")
    return hit.vendor or f"{protocol_name(hit.protocol)} {kind}"
