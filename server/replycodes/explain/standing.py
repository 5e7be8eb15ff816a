"""Say when a code is no plain standard code: observed, obsolete, or known to nobody."""

from __future__ import annotations

from replycodes.catalog.model import Catalog
from replycodes.catalog.ranges import covers
from replycodes.explain.model import Standing
from replycodes.explain.pieces import Piece
from replycodes.explain.wording import alternatives, listing, protocol_name


def of(piece: Piece, catalog: Catalog, said_by: str = "") -> Standing | None:
    """The mark a code carries; none for a standard or registered one. ``said_by`` names a proven vendor."""
    entry = piece.entry
    if entry is None:
        users = (said_by,) if said_by else _vendors_of(piece, catalog)
        if not users:
            return Standing(kind="unknown", text=_unknown(piece, catalog))
        text = f"Nonstandard: no specification or registry defines {piece.code}; used by {listing(users)}."
        return Standing(kind="observed", text=text, used_by=users)
    if entry.status not in ("observed", "obsolete"):
        return None
    if entry.status == "observed":
        # Many entries begin by saying so themselves.
        mark = "No" if entry.summary.startswith("Nonstandard") else "Nonstandard: no"
        text = f"{mark} specification defines {piece.code}"
        text += f"; used by {listing(entry.used_by)}." if entry.used_by else ", but it is in use."
    else:
        text = f"Obsolete: its specification or registry wants {piece.code} no longer used."
    if instead := _instead(piece):
        text += f" The standard code for it is {alternatives(instead)}."
    return Standing(kind=entry.status, text=text, used_by=entry.used_by, instead=instead)


def _vendors_of(piece: Piece, catalog: Catalog) -> tuple[str, ...]:
    """The vendors that give the code a meaning, though nothing proves that one of them wrote the reply."""
    if piece.origin != "enhanced":
        return ()
    return tuple(
        vendor.name
        for vendor in catalog.vendors.values()
        if any(covers(meaning.enhanced, piece.code) for meaning in vendor.meanings)
    )


def _instead(piece: Piece) -> tuple[str, ...]:
    if piece.entry is None or piece.origin != "enhanced":
        return piece.entry.instead if piece.entry else ()
    return tuple(with_class(code, piece.code) for code in piece.entry.instead)


def with_class(detail: str, like: str) -> str:
    """A detail ("1.2") with the class of another enhanced code in front."""
    return f"{like.partition('.')[0]}.{detail}" if detail.count(".") == 1 else detail


def _unknown(piece: Piece, catalog: Catalog) -> str:
    if piece.origin == "enhanced":
        return f"No standard and no known server defines {piece.code}."
    elsewhere = [
        f"{protocol_name(protocol)} ({entries[piece.code].text.rstrip('.')})"
        for protocol, entries in catalog.replies.items()
        if protocol != piece.protocol and piece.code in entries and entries[piece.code].status != "observed"
    ]
    here = protocol_name(piece.protocol)
    if elsewhere and piece.origin == "reply":
        return f"{here} does not define {piece.code}; {listing(tuple(elsewhere))} does."
    return f"No standard and no known server defines {piece.code} for {here}."
