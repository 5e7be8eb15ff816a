"""Decides whether a reply shows its vendor, and which of that vendor's meanings explains it.

A vendor's meaning is put forward only when something in the reply shows the vendor: the host that
spoke it, a phrase that only this vendor writes, or a code that exists nowhere else. An address or a
client's name is no such evidence: mail *to* gmail.com is refused by many servers that are not Gmail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from replycodes.catalog.model import Catalog, Vendor, VendorMeaning
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain.phrases import fold, fold_reply, stands
from replycodes.explain.speakers import linked_hosts, speaking_hosts
from replycodes.explain.vendor_index import Candidate, VendorIndex, index_of


class Evidence(IntEnum):
    """What shows the vendor, weakest first."""

    CODE = 1  # the code exists at this vendor only
    LINK = 2  # a link to the vendor's pages, which others may give as well
    PHRASE = 3  # words that only this vendor writes in or around a reply
    HOST = 4  # the host that spoke the reply


@dataclass(frozen=True, slots=True)
class VendorMatch:
    """A meaning, and why it was chosen."""

    vendor: Vendor
    meaning: VendorMeaning
    evidence: Evidence
    clue: str  # the host, phrase or code that shows the vendor
    phrase: str = ""  # the meaning's phrase found in the reply; empty: matched by its code alone


class _Score(NamedTuple):
    """Compared field by field, the most telling one first."""

    by_phrase: bool
    evidence: Evidence
    has_code: bool  # the meaning names the reply's enhanced code
    has_very_code: bool  # and not as a range or with an x
    has_reply: bool
    phrase: int  # length: the longer phrase says more
    clue: int


def match(context: ReplyContext, catalog: Catalog) -> VendorMatch | None:
    """The meaning to put first, or None when no vendor's meaning is proven."""
    return next(iter(rank(context, catalog)), None)


def rank(context: ReplyContext, catalog: Catalog) -> tuple[VendorMatch, ...]:
    """Every proven meaning, best first, at most one for each vendor."""
    index = index_of(catalog)
    text = fold_reply(context.text)
    possible = list(_possible(index, context, text))
    if not possible:
        return ()
    shown = _shown(index, {candidate.vendor.id for candidate, _ in possible}, context, text)
    best: dict[str, tuple[_Score, VendorMatch]] = {}
    for candidate, phrase in possible:
        evidence = shown.get(candidate.vendor.id) or _shown_by_code(index, candidate, context)
        if evidence is None or (evidence[0] is Evidence.LINK and not phrase):
            continue
        found = VendorMatch(candidate.vendor, candidate.meaning, *evidence, phrase)
        score = _score(candidate, context, found)
        if found.vendor.id not in best or score > best[found.vendor.id][0]:
            best[found.vendor.id] = (score, found)
    ordered = sorted(best.values(), key=lambda scored: scored[0], reverse=True)
    return tuple(found for _, found in ordered)


def _possible(index: VendorIndex, context: ReplyContext, text: str) -> Iterator[tuple[Candidate, str]]:
    """Meanings that fit the reply if their vendor wrote it, with the phrase found; most fall out here."""
    fitting = index.fitting(context.reply, context.enhanced)
    said = {phrase for phrase in fitting.phrases if phrase in text and stands(phrase, text)}
    for candidate, alone in fitting.all if said else fitting.alone:
        if context.protocols and candidate.vendor.speaks not in context.protocols:
            continue
        found = [phrase for phrase in candidate.phrases if phrase in said]
        if found or alone:
            yield candidate, max(found, key=len, default="")


_Shown = tuple[Evidence, str]


def _shown(index: VendorIndex, vendors: Iterable[str], context: ReplyContext, text: str) -> dict[str, _Shown]:
    """Vendor id -> the best evidence in the reply that this vendor wrote it."""
    shown: dict[str, _Shown] = {}
    around = fold(context.surroundings)
    for vendor_id in vendors:
        phrase = next((phrase for phrase in index.phrases[vendor_id] if stands(phrase, text)), None)
        mark = phrase or next((mark for mark in index.marks[vendor_id] if stands(mark, around)), None)
        if mark is not None:
            shown[vendor_id] = (Evidence.PHRASE, mark)
    for host in linked_hosts(context.text):
        for vendor in index.vendors_of(host):
            shown.setdefault(vendor.id, (Evidence.LINK, host))
    for host in speaking_hosts(context.surroundings, context.text):
        for vendor in index.vendors_of(host):
            shown[vendor.id] = (Evidence.HOST, host)
    return shown


def _shown_by_code(index: VendorIndex, candidate: Candidate, context: ReplyContext) -> _Shown | None:
    if context.enhanced and index.is_exclusive(candidate, context.enhanced):
        return Evidence.CODE, context.enhanced
    return None


def _score(candidate: Candidate, context: ReplyContext, found: VendorMatch) -> _Score:
    return _Score(
        by_phrase=bool(found.phrase),
        evidence=found.evidence,
        has_code=candidate.pattern is not None and context.enhanced is not None,
        has_very_code=bool(context.enhanced) and found.meaning.enhanced == context.enhanced,
        has_reply=bool(context.reply) and found.meaning.reply == context.reply,
        phrase=len(found.phrase),
        clue=len(found.clue),
    )
