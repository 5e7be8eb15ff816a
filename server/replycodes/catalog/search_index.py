"""The index that search looks into: one document for each entry, and which words stand in it how weightily."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from replycodes.catalog import words
from replycodes.catalog.model import Catalog, EnhancedDetail, Entry, Vendor, VendorMeaning

DocumentKind = Literal["reply", "enhanced", "status", "response-code", "vendor"]

_NAME, _SUMMARY, _TRIGGER, _ASIDE, _ADVICE = 8.0, 4.0, 3.0, 2.0, 1.0

# Among equally good hits the standard ones come first, and SMTP, which most people ask about.
_PROTOCOL_ORDER = ("smtp", "ftp", "imap", "pop3", "managesieve", "nntp")
_STATUS_FACTOR = {"standard": 1.0, "registered": 1.0, "obsolete": 0.75, "observed": 0.8}
_VENDOR_FACTOR = 0.7
_PROTOCOL_FACTOR = {"smtp": 1.0, "ftp": 0.98, "imap": 0.97, "pop3": 0.9, "managesieve": 0.88, "nntp": 0.8}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something that can be found."""

    kind: DocumentKind
    protocol: str
    code: str  # as the database keys it: "550", "2.2", "NO"; a vendor's code or range
    codes: tuple[str, ...]  # as people write it: ("552",), ("5.2.2", "4.2.2")
    title: str
    summary: str
    factor: float
    entry: Entry | VendorMeaning
    vendor: str = ""  # the vendor's id

    @property
    def order(self) -> tuple[int, int, str]:
        """Where it stands among equals."""
        place = _PROTOCOL_ORDER.index(self.protocol) if self.protocol in _PROTOCOL_ORDER else 9
        return (place, len(self.code), self.code)


@dataclass(frozen=True, slots=True)
class Index:
    """Documents, and for each word the documents that hold it with the word's weight there."""

    documents: tuple[Document, ...]
    postings: Mapping[str, Mapping[int, float]]
    phrases: tuple[str, ...]  # a document's names and keywords as one string of stems
    vocabulary: words.Vocabulary  # words as they are written there


def build(catalog: Catalog) -> Index:
    """Index the whole database."""
    documents = tuple(_documents(catalog))
    postings: dict[str, dict[int, float]] = {}
    written: set[str] = set()
    phrases = []
    for number, document in enumerate(documents):
        fields = tuple(_fields(document))
        names = []
        for text, weight in fields:
            found = words.words(text)
            for word in found:
                written.add(word.written)
                held = postings.setdefault(word.stem, {})
                held[number] = max(held.get(number, 0.0), weight)
            if weight == _NAME:
                names.append(" ".join(("", *(word.stem for word in found), "")))
        phrases.append(".".join(names))
    weighted = {stem: _weighted(held, documents) for stem, held in postings.items()}
    return Index(documents, weighted, tuple(phrases), words.Vocabulary(written))


def _weighted(held: Mapping[int, float], documents: tuple[Document, ...]) -> dict[int, float]:
    """A word tells the more, the fewer documents hold it."""
    rarity = math.log(1 + len(documents) / len(held))
    return {number: weight * rarity * documents[number].factor for number, weight in held.items()}


def _documents(catalog: Catalog) -> Iterator[Document]:
    for protocol, replies in catalog.replies.items():
        yield from (_document("reply", protocol, entry) for entry in replies.values())
    for detail in catalog.enhanced_details.values():
        yield _document("enhanced", "smtp", detail, concrete_codes(detail))
    for protocol, statuses in catalog.statuses.items():
        yield from (_document("status", protocol, entry) for entry in statuses.values())
    for protocol, codes in catalog.response_codes.items():
        yield from (_document("response-code", protocol, entry) for entry in codes.values())
    for vendor in catalog.vendors.values():
        yield from (_vendor_document(vendor, meaning) for meaning in vendor.meanings)


def _document(kind: DocumentKind, protocol: str, entry: Entry, codes: tuple[str, ...] = ()) -> Document:
    return Document(
        kind=kind,
        protocol=protocol,
        code=entry.code,
        codes=codes or (entry.code,),
        title=entry.text,
        summary=entry.summary,
        factor=_STATUS_FACTOR[entry.status] * _PROTOCOL_FACTOR.get(protocol, 0.8),
        entry=entry,
    )


def _vendor_document(vendor: Vendor, meaning: VendorMeaning) -> Document:
    code = " ".join(part for part in (meaning.reply, meaning.enhanced) if part)
    return Document(
        kind="vendor",
        protocol=vendor.speaks,
        code=code,
        codes=(code,) if code else (),
        title=vendor.name,
        summary=meaning.summary,
        factor=_VENDOR_FACTOR,
        entry=meaning,
        vendor=vendor.id,
    )


def concrete_codes(detail: EnhancedDetail) -> tuple[str, ...]:
    """The enhanced codes that a detail makes, the expected one first: ``5.2.2``, ``4.2.2``."""
    classes = set(detail.classes) or {code[0] for code in detail.basic if code[:1] in "245"}
    ordered = dict.fromkeys((detail.only_class, *sorted(classes, reverse=True)))
    return tuple(f"{number}.{detail.code}" for number in ordered if number) or (f"X.{detail.code}",)


def _fields(document: Document) -> Iterator[tuple[str, float]]:
    """The texts of a document with the weight of a word in them."""
    entry = document.entry
    yield document.title, _NAME
    yield document.summary, _SUMMARY
    if isinstance(entry, VendorMeaning):
        yield from ((phrase, _NAME) for phrase in entry.phrases)
        yield from ((text, _ADVICE) for text in entry.advice.values())
        return
    if not entry.code[0].isdigit():
        yield entry.code, _NAME
    yield from ((keyword, _NAME) for keyword in entry.keywords)
    yield from ((text, _TRIGGER) for text in entry.triggers)
    yield from ((text, _ASIDE) for text in (*entry.also_used, *entry.used_by))
    yield from ((text, _ADVICE) for text in entry.advice.values())
    if isinstance(entry, EnhancedDetail):
        for advice in entry.classes.values():
            yield advice.summary, _TRIGGER
            yield from ((text, _ADVICE) for text in advice.advice.values())
