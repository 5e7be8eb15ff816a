"""The first sentence: the code, its name, and temporary or permanent in words."""

from __future__ import annotations

from collections.abc import Sequence

from replycodes.explain import given_up, outcome
from replycodes.explain.pieces import Piece
from replycodes.explain.wording import alternatives, protocol_name


def headline(asked: Piece, parts: Sequence[Piece], final: bool = False) -> str:
    """A full sentence that makes sense without the rest; ``final``: the sending server has given up."""
    predicate = given_up.PREDICATE if final else _predicate(asked, parts)
    return f"{_subject(asked)}{_name(asked, parts)} {predicate}."


def _subject(asked: Piece) -> str:
    protocol = protocol_name(asked.protocol)
    if asked.origin == "enhanced":
        return f"Enhanced code {asked.code}"
    kind = {"status": "status", "response-code": "response code"}.get(asked.origin, "reply")
    return f"{protocol} {kind} {asked.code}"


def _name(asked: Piece, parts: Sequence[Piece]) -> str:
    """The standard's name, unless the vendor who wrote the reply means something else by the code."""
    vendor = next((piece for piece in parts if piece.origin == "vendor"), None)
    if vendor and asked.origin == "enhanced" and (vendor.differs_from_registry or not asked.name):
        return f", as used by {vendor.name},"
    return f", “{asked.name}”," if asked.name else ""


def _predicate(asked: Piece, parts: Sequence[Piece]) -> str:
    reason = next((piece.code for piece in parts if piece.origin == "response-code"), "")
    if asked.origin == "status" and asked.outcome == "refused" and reason:
        return f"is a refusal; {reason} behind it gives the reason"
    if asked.origin == "response-code":
        statuses = tuple(piece.code for piece in parts if piece.origin == "status")
        statuses = statuses or getattr(asked.entry, "statuses", ())
        verb = "gives the reason of" if asked.outcome in ("refused", "closing") else "gives a detail of"
        return f"{verb} {alternatives(statuses)}" if statuses else "gives a detail of the response"
    return outcome.words(asked.outcome)
