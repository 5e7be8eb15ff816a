"""What the database says about each part of a reply: one piece per code, ready to be composed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from replycodes.catalog import lookup
from replycodes.catalog.model import Catalog, Entry, Reply
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain import outcome
from replycodes.explain.model import Origin, Outcome
from replycodes.explain.vendors import VendorMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one code says, whether the database knows it or not."""

    origin: Origin
    protocol: str
    code: str
    outcome: Outcome
    entry: Entry | None = None
    name: str = ""
    summary: str = ""
    advice: Mapping[str, str] = field(default_factory=dict)
    retry: str = ""
    sources: tuple[str, ...] = ()
    weight: int = 0  # the heavier piece is the more specific one: its advice wins
    differs_from_registry: bool = False  # a vendor's meaning: the registry's is another

    @property
    def differs(self) -> Mapping[str, str]:
        return self.entry.differs if self.entry else {}


def of_reply(code: str, protocol: str, catalog: Catalog) -> Piece:
    """A three-digit reply code."""
    found = lookup.reply(catalog, protocol, code)
    return _piece("reply", protocol, code, outcome.of_reply(code, protocol), found, weight=2)


def of_enhanced(code: str, catalog: Catalog, reply: Piece | None = None) -> Piece:
    """An enhanced status code: its detail, as it is meant in its class, beside the reply code if there is one."""
    found = lookup.enhanced(catalog, code)
    weight = 1 if _says_less(code.partition(".")[2], reply) else 3
    piece = _piece("enhanced", "smtp", code, outcome.of_enhanced(code), found, weight=weight)
    # Mail servers go by the reply code: where it contradicts, its class is the one that happens.
    happening = reply.code[:1] + code[1:] if reply else code
    in_class = lookup.class_advice(catalog, happening) or lookup.class_advice(catalog, code)
    if found is None or in_class is None:
        return piece
    return Piece(
        origin="enhanced",
        protocol="smtp",
        code=code,
        outcome=piece.outcome,
        entry=found,
        name=piece.name,
        summary=in_class.summary or found.summary,
        advice=in_class.advice or found.advice,
        retry=in_class.retry or found.retry,
        sources=found.sources,
        weight=weight,
    )


_CATCH_ALL = frozenset({"421", "450", "451", "550", "554"})
"""Replies that stand for almost anything; even a detail that names no more than its area adds to them."""

_ON_LOGIN = frozenset({"5.6", "7.8", "7.9", "7.10", "7.11", "7.12", "7.13", "7.14"})
"""The details on logging in. Beside 530, 534, 535 and 538 servers put many another one, which tells less."""


def _says_less(detail: str, reply: Piece | None) -> bool:
    """Whether the reply code knows more: 535 says "login refused", its usual 5.7.0 only "something with security"."""
    if detail == "0.0":
        return True
    if reply is None or reply.code in _CATCH_ALL or not isinstance(reply.entry, Reply):
        return False
    if reply.code.startswith("53"):
        return detail not in _ON_LOGIN
    return detail.endswith(".0") and detail in reply.entry.enhanced


def of_status(word: str, protocol: str, catalog: Catalog) -> Piece:
    """A status word: IMAP's NO, POP3's -ERR."""
    found = lookup.status(catalog, protocol, word)
    return _piece("status", protocol, word, outcome.of_status(word), found, weight=2)


def of_response_code(atom: str, status: str | None, protocol: str, catalog: Catalog) -> Piece:
    """The bracketed reason behind a status word."""
    found = lookup.response_code(catalog, protocol, atom)
    words = (status,) if status else found.statuses if found else ()
    outcomes = {outcome.of_status(word) for word in words if word}
    said: Outcome = outcomes.pop() if len(outcomes) == 1 else "informative"
    said = "informative" if said == "success" else said
    return _piece("response-code", protocol, atom, said, found, weight=3)


def of_vendor(found: VendorMatch, context: ReplyContext, asked: Piece) -> Piece:
    """What the vendor who wrote the reply means by its codes."""
    meaning = found.meaning
    shown = (context.reply, context.enhanced if meaning.enhanced or not context.reply else None)
    return Piece(
        origin="vendor",
        protocol=found.vendor.speaks,
        code=" ".join(code for code in shown if code) or asked.code,
        outcome=asked.outcome,
        name=found.vendor.name,
        summary=meaning.summary,
        advice=meaning.advice,
        sources=meaning.sources,
        weight=4,
        differs_from_registry=meaning.differs_from_registry,
    )


def _piece(
    origin: Origin, protocol: str, code: str, said: Outcome, entry: Entry | None, *, weight: int
) -> Piece:
    if entry is None:
        return Piece(origin=origin, protocol=protocol, code=code, outcome=said)
    return Piece(
        origin=origin,
        protocol=protocol,
        code=code,
        outcome=said,
        entry=entry,
        name=entry.text.rstrip("."),
        summary=entry.summary,
        advice=entry.advice,
        retry=entry.retry,
        sources=entry.sources,
        weight=weight,
    )


def of_context(context: ReplyContext, protocol: str, catalog: Catalog) -> tuple[Piece, ...]:
    """Every code of a reply, as one protocol sees it."""
    pieces = []
    if context.reply:
        pieces.append(of_reply(context.reply, protocol, catalog))
    if context.enhanced and protocol == "smtp":
        pieces.append(of_enhanced(context.enhanced, catalog, pieces[0] if pieces else None))
    if context.status:
        pieces.append(of_status(context.status, protocol, catalog))
    if context.response_code:
        pieces.append(of_response_code(context.response_code, context.status, protocol, catalog))
    return tuple(pieces)
