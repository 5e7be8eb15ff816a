"""Questions about codes, answered from a Catalog. Pure functions; absent means None."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replycodes.catalog.model import (
    Catalog,
    ClassAdvice,
    EnhancedDetail,
    Entry,
    Reply,
    ResponseCode,
    StatusResponse,
)

_ENHANCED = re.compile(r"([245xX])\.(\d{1,3}\.\d{1,3})")


def reply(catalog: Catalog, protocol: str, code: str) -> Reply | None:
    """The entry of a reply code ("550") in one protocol."""
    return catalog.replies.get(protocol, {}).get(code)


def split_enhanced(code: str) -> tuple[str, str] | None:
    """Class and detail of an enhanced code: "5.1.1" -> ("5", "1.1"); "x.1.1" is understood too."""
    match = _ENHANCED.fullmatch(code)
    return (match[1].lower(), match[2]) if match else None


def enhanced(catalog: Catalog, code: str) -> EnhancedDetail | None:
    """The registered detail of an enhanced status code ("5.1.1"), whatever its class."""
    parts = split_enhanced(code)
    return catalog.enhanced_details.get(parts[1]) if parts else None


def class_advice(catalog: Catalog, code: str) -> ClassAdvice | None:
    """What a registered enhanced code says in its own class: 4.2.2 and 5.2.2 differ."""
    parts = split_enhanced(code)
    detail = catalog.enhanced_details.get(parts[1]) if parts else None
    return detail.classes.get(parts[0]) if parts and detail else None


def status(catalog: Catalog, protocol: str, word: str) -> StatusResponse | None:
    """The entry of a status word ("NO") in one protocol."""
    return catalog.statuses.get(protocol, {}).get(word.upper())


def response_code(catalog: Catalog, protocol: str, atom: str) -> ResponseCode | None:
    """The entry of a bracketed response code ("AUTHENTICATIONFAILED") in one protocol."""
    return catalog.response_codes.get(protocol, {}).get(atom.upper())


def is_defined(entry: Entry | None) -> bool:
    """Whether a specification or registry defines the entry; other codes are merely seen, or a workspace's own."""
    return entry is not None and entry.status not in ("observed", "workspace")


def entries(catalog: Catalog) -> Iterator[tuple[str, Entry]]:
    """Every entry of the database with its kind: ``reply``, ``enhanced``, ``status``, ``response-code``."""
    for replies in catalog.replies.values():
        yield from (("reply", entry) for entry in replies.values())
    yield from (("enhanced", detail) for detail in catalog.enhanced_details.values())
    for statuses in catalog.statuses.values():
        yield from (("status", entry) for entry in statuses.values())
    for codes in catalog.response_codes.values():
        yield from (("response-code", entry) for entry in codes.values())


def split_citation(citation: str) -> tuple[str, str]:
    """ "RFC 5321 section 4.2.3" -> ("RFC 5321", "section 4.2.3"). An appendix is a place too; a document has none."""
    for kind in ("section", "appendix"):
        name, found, place = citation.partition(f" {kind} ")
        if found:
            return name, f"{kind} {place}"
    return citation, ""


def source_url(catalog: Catalog, citation: str) -> str | None:
    """The address of a citation such as "RFC 5321 section 4.2.3", or None when its source is not listed."""
    name, place = split_citation(citation)
    source = catalog.sources.get(name)
    if source is None:
        return None
    return f"{source.url}#{place.replace(' ', '-')}" if place else source.url
