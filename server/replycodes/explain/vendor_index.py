"""The vendors' meanings by the codes and hosts they are about, so that a reply looks at a few of them only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from replycodes.catalog.model import Catalog, Vendor, VendorMeaning
from replycodes.catalog.ranges import EnhancedRange, covers_reply, enhanced_range
from replycodes.explain.phrases import fold

_MOST = 512  # pairs of codes whose meanings are remembered


@dataclass(frozen=True, slots=True)
class Candidate:
    """A meaning whose codes may fit, with its matchers made ready."""

    vendor: Vendor
    meaning: VendorMeaning
    pattern: EnhancedRange | None
    phrases: tuple[str, ...]  # folded

    def fits(self, reply: str | None, enhanced: str | None) -> bool:
        """A code that the reply does not show excludes nothing; one that it shows must be the meaning's."""
        if self.meaning.reply and reply and not covers_reply(self.meaning.reply, reply):
            return False
        return not (self.pattern and enhanced and not self.pattern.covers(enhanced))


class Fitting(NamedTuple):
    """The meanings whose codes fit a reply's."""

    all: tuple[tuple[Candidate, bool], ...]  # and whether it may be told where none of its phrases stands
    alone: tuple[tuple[Candidate, bool], ...]  # those that may
    phrases: tuple[str, ...]  # of all of them


@dataclass(slots=True)
class VendorIndex:
    """The look-up tables of one catalog."""

    by_detail: dict[str, list[Candidate]] = field(default_factory=dict)  # one enhanced code: "7.26"
    by_subject: dict[str, list[Candidate]] = field(default_factory=dict)  # a range of them: "7"
    by_reply: dict[str, list[Candidate]] = field(default_factory=dict)  # a reply code alone: "550", "4xx"
    by_both: dict[str, list[Candidate]] = field(default_factory=dict)  # the reply code of those with both
    by_phrase: list[Candidate] = field(default_factory=list)  # no code at all
    hosts: dict[str, list[Vendor]] = field(default_factory=dict)
    phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)  # vendor id -> its phrases, folded
    marks: dict[str, tuple[str, ...]] = field(default_factory=dict)  # vendor id -> its marks, folded
    registered: frozenset[str] = frozenset()  # details in the registry: "7.26"
    # A log asks for few codes, again and again.
    _fitting: dict[tuple[str | None, str | None], Fitting] = field(default_factory=dict)

    def fitting(self, reply: str | None, enhanced: str | None) -> Fitting:
        """Meanings whose codes fit the reply's."""
        known = self._fitting.get((reply, enhanced))
        if known is None:
            if len(self._fitting) >= _MOST:
                self._fitting.clear()
            candidates = self._candidates(reply, enhanced)
            found = tuple((one, self._is_told_alone(one, reply, enhanced)) for one in candidates)
            phrases = dict.fromkeys(phrase for one, _ in found for phrase in one.phrases)
            known = Fitting(found, tuple(one for one in found if one[1]), tuple(phrases))
            self._fitting[(reply, enhanced)] = known
        return known

    def _is_told_alone(self, candidate: Candidate, reply: str | None, enhanced: str | None) -> bool:
        """Whether a meaning may be told although the reply's words are others.

        One with phrases may when its code says something that the registry does not, and the vendor has no second
        meaning for the same code. For a registered meaning the registry's own words are the safer ones.
        """
        if not candidate.phrases:
            return True
        if candidate.pattern is None or enhanced is None:
            return False
        if not (candidate.meaning.differs_from_registry or self.is_exclusive(candidate, enhanced)):
            return False
        return not any(
            other is not candidate and other.vendor.id == candidate.vendor.id and other.fits(reply, enhanced)
            for other in self.defining(enhanced)
        )

    def _candidates(self, reply: str | None, enhanced: str | None) -> Iterator[Candidate]:
        pools: list[Iterable[Candidate]] = [self.by_phrase]
        if enhanced:
            pools.append(self.defining(enhanced))
        if reply:
            keys = (reply, reply[:2] + "x", reply[:1] + "xx")
            pools += [self.by_reply.get(key, ()) for key in keys]
            if not enhanced:
                pools += [self.by_both.get(key, ()) for key in keys]
        return (candidate for pool in pools for candidate in pool if candidate.fits(reply, enhanced))

    def defining(self, enhanced: str) -> Iterator[Candidate]:
        """Meanings that name this enhanced code, whatever their reply code."""
        detail = enhanced.partition(".")[2]
        for pool in (self.by_detail.get(detail, ()), self.by_subject.get(detail.partition(".")[0], ())):
            for candidate in pool:
                if candidate.pattern is not None and candidate.pattern.covers(enhanced):
                    yield candidate

    def is_exclusive(self, candidate: Candidate, enhanced: str) -> bool:
        """Whether nobody but the candidate's vendor defines this enhanced code."""
        if candidate.pattern is None or not self.registered or enhanced.partition(".")[2] in self.registered:
            return False
        return all(other.vendor.id == candidate.vendor.id for other in self.defining(enhanced))

    def vendors_of(self, host: str) -> list[Vendor]:
        """Vendors whose domain the host is in, by whole labels; only the longest such domain counts."""
        labels = host.split(".")
        for start in range(len(labels) - 1):
            found = self.hosts.get(".".join(labels[start:]))
            if found:
                return found
        return []


def build(catalog: Catalog) -> VendorIndex:
    """The index of a catalog's vendors."""
    index = VendorIndex(registered=frozenset(catalog.enhanced_details))
    for vendor in catalog.vendors.values():
        for host in vendor.hosts:
            index.hosts.setdefault(host.lower(), []).append(vendor)
        index.phrases[vendor.id] = tuple(map(fold, vendor.phrases))
        index.marks[vendor.id] = tuple(map(fold, vendor.marks))
        for meaning in vendor.meanings:
            _add(index, vendor, meaning)
    return index


def _add(index: VendorIndex, vendor: Vendor, meaning: VendorMeaning) -> None:
    try:
        pattern = enhanced_range(meaning.enhanced) if meaning.enhanced else None
    except ValueError:
        return  # a workspace's slip: the meaning matches nothing, the rest works
    candidate = Candidate(vendor, meaning, pattern, tuple(map(fold, meaning.phrases)))
    if pattern is not None:
        if pattern.first == pattern.last:
            index.by_detail.setdefault(f"{pattern.subject}.{pattern.first}", []).append(candidate)
        else:
            index.by_subject.setdefault(pattern.subject, []).append(candidate)
        if meaning.reply:
            index.by_both.setdefault(meaning.reply, []).append(candidate)
    elif meaning.reply:
        index.by_reply.setdefault(meaning.reply, []).append(candidate)
    elif candidate.phrases:
        index.by_phrase.append(candidate)


_RECENT: list[tuple[Catalog, VendorIndex]] = []
"""The indexes of the catalogs in use: the built-in one and those with a workspace's own vendors."""


def index_of(catalog: Catalog) -> VendorIndex:
    """The index of a catalog, built once for each of the last few catalogs."""
    for known, index in _RECENT:
        if known is catalog:
            return index
    index = build(catalog)
    _RECENT.insert(0, (catalog, index))
    del _RECENT[4:]
    return index
