"""What somebody typed or pasted to have it explained: codes alone (``550 5.1.1``, ``NO``) or a whole reply."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from replycodes.catalog.model import Catalog
from replycodes.detect.occurrence import ReplyContext

PROTOCOLS = ("smtp", "ftp", "imap", "pop3", "managesieve", "nntp")

_REPLY = re.compile(r"[1-6][0-9]{2}")
_ENHANCED = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")


def context_of(
    text: str, protocol: str, catalog: Catalog, parse: Callable[[str], ReplyContext | None]
) -> ReplyContext | None:
    """The reply that a text spells; ``protocol`` is empty when nobody said it, ``parse`` the detector's."""
    alone = _codes_alone(text.split(), protocol, catalog)
    if alone is not None:
        return alone
    context = parse(text)
    return replace(context, protocols=(protocol,)) if context and protocol else context


def _codes_alone(words: list[str], protocol: str, catalog: Catalog) -> ReplyContext | None:
    """The reply that the words spell, when each of them is a code and nothing else."""
    found: dict[str, str] = {}
    for word in words:
        kind = _kind(word, catalog)
        if kind is None or kind in found:
            return None
        found[kind] = word.strip("[]").upper()
    if not found:
        return None
    protocols = (protocol,) if protocol else _protocols_of(found, catalog)
    return replace(ReplyContext(protocols=protocols), **found)  # type: ignore[arg-type]


def _kind(word: str, catalog: Catalog) -> str | None:
    if _REPLY.fullmatch(word):
        return "reply"
    if _ENHANCED.fullmatch(word):
        return "enhanced"
    upper = word.strip("[]").upper()
    if any(upper in statuses for statuses in catalog.statuses.values()):
        return "status"
    if any(upper in codes for codes in catalog.response_codes.values()):
        return "response_code"
    return None


def _protocols_of(found: dict[str, str], catalog: Catalog) -> tuple[str, ...]:
    """The protocols that define the codes, in the order mail and file transfer people would expect."""
    tables = {
        "reply": catalog.replies,
        "status": catalog.statuses,
        "response_code": catalog.response_codes,
    }
    for kind, table in tables.items():
        if kind in found:
            return tuple(p for p in PROTOCOLS if found[kind] in table.get(p, {})) or ("smtp", "ftp")
    return ("smtp",)
