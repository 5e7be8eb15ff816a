"""Where the reference says what a code means: its entry in the database, a file that any editor can open."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from replycodes.catalog.model import Vendor, VendorMeaning
from replycodes.detect.occurrence import Kind
from replycodes.features.session import Session

_LISTS: dict[Kind, str] = {"reply": "replies", "status": "statuses", "response-code": "response_codes"}


def entry_of(session: Session, kind: Kind, code: str, protocols: Iterable[str]) -> types.Location | None:
    """The entry of a code in the first of these protocols that has it."""
    if kind == "enhanced":
        return session.entry_place("enhanced.yaml", "details", code.partition(".")[2])
    places = (session.entry_place(f"{protocol}.yaml", _LISTS[kind], code) for protocol in protocols)
    return next((place for place in places if place), None)


def meaning_of(session: Session, vendor: Vendor, meaning: VendorMeaning) -> types.Location | None:
    """The entry of a vendor's meaning."""
    number = next((n for n, one in enumerate(vendor.meanings) if one is meaning), -1)
    return session.entry_place(f"vendors/{vendor.id}.yaml", "meanings", number)
