"""Which codes are likely at a place where one is about to be typed, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from string import digits
from typing import NamedTuple

from replycodes.catalog.derived import per_catalog
from replycodes.catalog.model import Catalog, EnhancedDetail, Entry
from replycodes.detect.expected import Expected
from replycodes.detect.occurrence import Kind
from replycodes.features.likelihood import Hints, mentions, said_by

_STANDING = {"standard": 0, "registered": 0, "workspace": 0, "observed": 2, "obsolete": 3}
_CLASSES = "542"
_WITHOUT_ENHANCED = frozenset(
    {"HELO", "EHLO", "LHLO", "CONNECT"}
)  # RFC 2034: none before the client can know
_GREETING = "220"
_SEVERAL = 2  # status words: what goes with more says little
_BASE_OF_IMAP = "RFC 9051"
_WORD = re.compile(r"[a-z0-9]{2,}")
_MOST_BY_WORDS = 12

Rank = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One code that may be typed."""

    kind: Kind
    code: str
    protocol: str
    entry: Entry
    enhanced: str = ""  # an enhanced code that is meant together with a reply code

    @property
    def obsolete(self) -> bool:
        """Whether its specification has withdrawn it."""
        return self.entry.status == "obsolete"


Ranked = tuple[Rank, Proposal]  # a smaller rank is likelier
_rank = itemgetter(0)


def proposals(expected: Expected, catalog: Catalog, hints: Hints) -> list[Proposal]:
    """What may stand here, the likeliest first."""
    found: Iterable[Ranked]
    if expected.by_words:
        found = _by_words(expected, catalog)
    elif expected.kind == "reply":
        found = _replies(expected, catalog, hints)
    elif expected.kind == "enhanced":
        found = _enhanced(expected, catalog, hints)
    else:
        found = _response_codes(expected, catalog, hints)
    return [proposal for _, proposal in sorted(found, key=_rank)]


class _Known(NamedTuple):
    """A reply code, and what of its rank is the same everywhere."""

    proposal: Proposal
    commands: Set[str]  # that it is listed for
    standing: int
    weight: int  # how much it is used: for how many commands, by how many vendors


@per_catalog
def _known_replies(catalog: Catalog, protocol: str) -> Mapping[str, _Known]:
    mentioned = mentions(catalog, protocol)
    return {
        code: _Known(
            Proposal("reply", code, protocol, reply),
            frozenset(name for names in reply.commands.values() for name in names),
            _STANDING[reply.status],
            sum(len(names) for names in reply.commands.values()) + 2 * mentioned[code],
        )
        for code, reply in catalog.replies[protocol].items()
    }


def _replies(expected: Expected, catalog: Catalog, hints: Hints) -> Iterator[Ranked]:
    protocols = [protocol for protocol in expected.protocols if protocol in catalog.replies][:2] or ["smtp"]
    typed, taken, command, used = expected.typed, set[str](), hints.command, hints.used
    leaning = {digit: hints.leaning(digit) for digit in digits}
    for number, protocol in enumerate(protocols):
        meant = said_by(hints.text, catalog, protocol, typed)
        for code, known in _known_replies(catalog, protocol).items():
            if code in taken or not code.startswith(typed):
                continue
            taken.add(code)
            place = meant.index(code) if code in meant else len(meant)
            answers = _answers(code, known.commands, command) if command else 1
            wanted = (answers, place, known.standing, leaning[code[0]])
            yield (*wanted, code not in used, number, -known.weight, code), known.proposal


def _answers(code: str, listed: Set[str], command: str) -> int:
    """0 where the reply is listed for the command, 2 where others are and it is not. What ends DATA with success
    answers the message: the command itself is answered 354."""
    if command in listed:
        return -1 if command == "DATA" and code[0] == "3" else 0
    return 1 if not listed or any(name.startswith("ANY") for name in listed) else 2


class _KnownDetail(NamedTuple):
    """An enhanced code, and what of its rank is the same everywhere."""

    proposal: Proposal
    detail: EnhancedDetail
    fits: bool  # vendors name it, or the detail is used with its class
    fits_usual: bool  # or fits where it usually goes with the reply code
    doubtful: bool
    mentioned: int
    numbers: tuple[int, ...]


@per_catalog
def _known_details(catalog: Catalog, class_: str) -> Sequence[_KnownDetail]:
    mentioned = mentions(catalog, "smtp")
    return [
        _KnownDetail(
            Proposal("enhanced", code, "smtp", detail),
            detail,
            mentioned[code] > 0 or _in_class(detail, class_),
            not detail.only_class or class_ != "2",
            _STANDING[detail.status] > 1,
            mentioned[code],
            tuple(_numbers(number)),
        )
        for number, detail in catalog.enhanced_details.items()
        for code in [f"{class_}.{number}"]
    ]


def _enhanced(expected: Expected, catalog: Catalog, hints: Hints) -> Iterator[Ranked]:
    reply = expected.reply
    if hints.command in _WITHOUT_ENHANCED or (reply == _GREETING and hints.command != "STARTTLS"):
        return
    classes = reply[:1] or expected.typed[:1] or _CLASSES
    known = catalog.replies.get("smtp", {}).get(reply)
    usual = known.enhanced if known else ()
    for class_ in classes:
        if class_ not in _CLASSES:
            return
        for one in _known_details(catalog, class_):
            code = one.proposal.code
            if not code.startswith(expected.typed):
                continue
            if not one.fits and not (one.fits_usual and one.detail.code in usual):
                continue
            near = _association(one.detail, reply, usual)
            leaning = hints.leaning(code) if hints.classes else _CLASSES.index(class_)
            rank = (one.doubtful, near, leaning, code not in hints.used, -one.mentioned, *one.numbers)
            yield rank, one.proposal


def _in_class(detail: EnhancedDetail, class_: str) -> bool:
    """Whether the detail is used with a class: X.1.1 reports no success."""
    if detail.only_class:
        return detail.only_class == class_
    if class_ == "2":
        return any(basic[0] == "2" or basic == "Any" for basic in detail.basic)
    return not detail.basic or any(basic[0] != "2" for basic in detail.basic)


def _association(detail: EnhancedDetail, reply: str, usual: tuple[str, ...]) -> int:
    """How near a detail is to the reply code before it; those that usually go with it are in order."""
    if not reply:
        return 0
    if detail.code in usual:
        return usual.index(detail.code)
    if reply in detail.basic:
        return 100
    return 101 if "Any" in detail.basic or f"{reply[0]}XX" in detail.other_basic else 102


def _numbers(detail: str) -> Iterator[int]:
    return (int(part) for part in detail.split("."))


def _response_codes(expected: Expected, catalog: Catalog, hints: Hints) -> Iterator[Ranked]:
    typed = expected.typed.upper()
    protocol = expected.protocols[0]
    for code, entry in catalog.response_codes.get(protocol, {}).items():
        if code.startswith(typed) and (not entry.statuses or expected.status in entry.statuses):
            wanted = (_STANDING[entry.status], not _speaks_of(entry, hints.command), code not in hints.used)
            rank = (*wanted, len(entry.statuses) > _SEVERAL, not _basic(entry), code)
            yield rank, Proposal("response-code", code, protocol, entry)


def _speaks_of(entry: Entry, command: str) -> bool:
    """Whether a response code is about what a command does: APPENDUID, "the login was refused"."""
    names, others = _words_of(entry.text, (entry.code,), entry.triggers, entry.summary)
    return bool(command) and any(word.startswith(command.lower()) for word in names | others)


def _basic(entry: Entry) -> bool:
    """Whether the protocol itself defines it, and no extension."""
    return any(source.startswith(_BASE_OF_IMAP) for source in entry.sources)


def _by_words(expected: Expected, catalog: Catalog) -> list[Ranked]:
    """Entries that every typed word leads to; the last one may be unfinished."""
    typed = _WORD.findall(expected.typed.lower())
    found = _matching(typed, expected, catalog) if typed else ()
    return sorted(found, key=_rank)[:_MOST_BY_WORDS]


class _Described(NamedTuple):
    """A proposal, the words that name and that describe it, and its rank around the nearness of its words."""

    proposal: Proposal
    names: frozenset[str]
    others: frozenset[str]
    standing: int
    rank: Rank


@per_catalog
def _described(catalog: Catalog, protocol: str) -> Sequence[_Described]:
    found = []
    for code, reply in catalog.replies[protocol].items():
        proposal = Proposal("reply", code, protocol, reply)
        rank: Rank = (0, code[0] != "5", code)
        found.append(_Described(proposal, *_words(reply), _STANDING[reply.status], rank))
    for number, detail in catalog.enhanced_details.items() if protocol == "smtp" else ():
        basics = [basic for basic in detail.basic if basic in catalog.replies["smtp"]]
        if basics:
            code = basics[-1]  # the permanent one stands last
            proposal = Proposal("reply", code, "smtp", detail, f"{code[0]}.{number}")
            rank = (1, code[0] != "5", code, *_numbers(number))
            found.append(_Described(proposal, *_words(detail), _STANDING[detail.status], rank))
    return found


def _matching(typed: list[str], expected: Expected, catalog: Catalog) -> Iterator[Ranked]:
    protocol = next((protocol for protocol in expected.protocols if protocol in catalog.replies), "smtp")
    for one in _described(catalog, protocol):
        if (near := _nearness(typed, one)) is not None:
            yield (one.standing, near, *one.rank), one.proposal


def _nearness(typed: list[str], entry: _Described) -> int | None:
    """0 when the entry is named by the words, 1 when it is described by them, None when it is not meant."""
    score = 0
    for word in typed:
        if any(name.startswith(word) for name in entry.names):
            continue
        if not any(other.startswith(word) for other in entry.others):
            return None
        score = 1
    return score


def _words(entry: Entry) -> tuple[frozenset[str], frozenset[str]]:
    return _words_of(entry.text, entry.keywords, entry.triggers, entry.summary)


@lru_cache(maxsize=2048)
def _words_of(
    text: str, keywords: tuple[str, ...], triggers: tuple[str, ...], summary: str
) -> tuple[frozenset[str], frozenset[str]]:
    names = frozenset(_WORD.findall(" ".join((text, *keywords)).lower()))
    return names, frozenset(_WORD.findall(" ".join((*triggers, summary)).lower()))
