"""Workspace symbols: search the database by code or by words, for the editor's "go to symbol"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lsprotocol import types

from replycodes.catalog.lookup import source_url
from replycodes.catalog.model import VendorMeaning
from replycodes.catalog.search import Hit, search
from replycodes.detect.occurrence import Kind
from replycodes.explain.wording import protocol_name
from replycodes.features.desk import Desk
from replycodes.features.reference import entry_of, meaning_of
from replycodes.features.session import Session

_MOST = 50


def workspace_symbol(desk: Desk, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    """Entries, best first; their places are those of the database, which an editor can open. Nothing is asked, nothing
    is listed."""
    return list(_symbols(desk, params.query)) if params.query.strip() else []


def _symbols(desk: Desk, query: str) -> Iterator[types.WorkspaceSymbol]:
    for hit in search(desk.session.catalog, query, limit=_MOST):
        place = _place(desk.session, hit)
        if place is not None:
            yield types.WorkspaceSymbol(
                location=place,
                name=f"{hit.code} {hit.title}",
                kind=types.SymbolKind.Constant,
                container_name=_container(hit),
            )


def _place(session: Session, hit: Hit) -> types.Location | None:
    """The entry; where the database is not installed as files, the document that defines it."""
    if isinstance(hit.entry, VendorMeaning):
        vendors = session.catalog.vendors.values()
        vendor = next((one for one in vendors if any(own is hit.entry for own in one.meanings)), None)
        place = meaning_of(session, vendor, hit.entry) if vendor else None
    else:
        place = entry_of(session, cast(Kind, hit.kind), hit.code, (hit.protocol,))
    urls = (source_url(session.catalog, source) for source in hit.entry.sources)
    url = next((url for url in urls if url), None)
    start = types.Position(0, 0)  # not every client takes a place without a range
    return place or (types.Location(url, types.Range(start, start)) if url else None)


def _container(hit: Hit) -> str:
    kind = {"reply": "reply", "enhanced": "enhanced code", "status": "status"}.get(hit.kind, "response code")
    return hit.vendor or f"{protocol_name(hit.protocol)} {kind}"
