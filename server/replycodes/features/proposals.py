"""Which codes are likely at a place where one is about to be typed, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

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
    rank: Rank  # smaller is likelier
    enhanced: str = ""  # an enhanced code that is meant together with a reply code

    @property
    def obsolete(self) -> bool:
        """Whether its specification has withdrawn it."""
        return self.entry.status == "obsolete"


def proposals(expected: Expected, catalog: Catalog, hints: Hints) -> list[Proposal]:
    """What may stand here, the likeliest first."""
    if expected.by_words:
        found = _by_words(expected, catalog)
    elif expected.kind == "reply":
        found = _replies(expected, catalog, hints)
    elif expected.kind == "enhanced":
        found = _enhanced(expected, catalog, hints)
    else:
        found = _response_codes(expected, catalog, hints)
    return sorted(found, key=lambda proposal: proposal.rank)


def _replies(expected: Expected, catalog: Catalog, hints: Hints) -> Iterator[Proposal]:
    protocols = [protocol for protocol in expected.protocols if protocol in catalog.replies][:2] or ["smtp"]
    taken: set[str] = set()
    for number, protocol in enumerate(protocols):
        meant = said_by(hints.text, catalog, protocol, expected.typed)
        uses = _uses(catalog, protocol)
        for code, reply in catalog.replies[protocol].items():
            if code in taken or not code.startswith(expected.typed):
                continue
            taken.add(code)
            place = meant.index(code) if code in meant else len(meant)
            commands, weight = uses[code]
            answers = _answers(code, commands, hints.command)
            wanted = (answers, place, _STANDING[reply.status], hints.leaning(code))
            usual = (code not in hints.used, number, -weight)
            yield Proposal("reply", code, protocol, reply, (*wanted, *usual, code))


def _answers(code: str, listed: Set[str], command: str) -> int:
    """0 where the reply is listed for the command, 2 where others are and it is not. What ends DATA with success
    answers the message: the command itself is answered 354."""
    if not command:
        return 1
    if command in listed:
        return -1 if command == "DATA" and code[0] == "3" else 0
    return 1 if not listed or any(name.startswith("ANY") for name in listed) else 2


@per_catalog
def _uses(catalog: Catalog, protocol: str) -> dict[str, tuple[frozenset[str], int]]:
    """For each reply code the commands that it is listed for, and how much it is used: for how many commands, by how
    many vendors."""
    mentioned = mentions(catalog, protocol)
    return {
        code: (
            frozenset(name for names in reply.commands.values() for name in names),
            sum(len(names) for names in reply.commands.values()) + 2 * mentioned[code],
        )
        for code, reply in catalog.replies[protocol].items()
    }


def _enhanced(expected: Expected, catalog: Catalog, hints: Hints) -> Iterator[Proposal]:
    reply = expected.reply
    if hints.command in _WITHOUT_ENHANCED or (reply == _GREETING and hints.command != "STARTTLS"):
        return
    classes = reply[:1] or expected.typed[:1] or _CLASSES
    known = catalog.replies.get("smtp", {}).get(reply)
    usual = known.enhanced if known else ()
    mentioned = mentions(catalog, "smtp")
    for class_ in classes:
        if class_ not in _CLASSES:
            return
        for number, detail in catalog.enhanced_details.items():
            code = f"{class_}.{number}"
            if not code.startswith(expected.typed) or not (
                mentioned[code] or _in_class(detail, class_, usual)
            ):
                continue
            near = _association(detail, reply, usual)
            leaning = hints.leaning(code) if hints.classes else _CLASSES.index(class_)
            rank = (_STANDING[detail.status] > 1, near, leaning, code not in hints.used, -mentioned[code])
            yield Proposal("enhanced", code, "smtp", detail, (*rank, *_numbers(number)))


def _in_class(detail: EnhancedDetail, class_: str, usual: tuple[str, ...]) -> bool:
    """Whether the detail is used with a class: X.1.1 reports no success."""
    if detail.only_class:
        return detail.only_class == class_ or (detail.code in usual and class_ != "2")
    succeeds = any(basic[0] == "2" or basic == "Any" for basic in detail.basic)
    fails = not detail.basic or any(basic[0] != "2" for basic in detail.basic)
    return detail.code in usual or (succeeds if class_ == "2" else fails)


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


def _response_codes(expected: Expected, catalog: Catalog, hints: Hints) -> Iterator[Proposal]:
    typed = expected.typed.upper()
    protocol = expected.protocols[0]
    for code, entry in catalog.response_codes.get(protocol, {}).items():
        if code.startswith(typed) and (not entry.statuses or expected.status in entry.statuses):
            wanted = (_STANDING[entry.status], not _speaks_of(entry, hints.command), code not in hints.used)
            yield Proposal(
                "response-code",
                code,
                protocol,
                entry,
                (*wanted, len(entry.statuses) > _SEVERAL, not _basic(entry), code),
            )


def _speaks_of(entry: Entry, command: str) -> bool:
    """Whether a response code is about what a command does: APPENDUID, "the login was refused"."""
    names, others = _words_of(entry.text, (entry.code,), entry.triggers, entry.summary)
    return bool(command) and any(word.startswith(command.lower()) for word in names | others)


def _basic(entry: Entry) -> bool:
    """Whether the protocol itself defines it, and no extension."""
    return any(source.startswith(_BASE_OF_IMAP) for source in entry.sources)


def _by_words(expected: Expected, catalog: Catalog) -> Iterator[Proposal]:
    """Entries that every typed word leads to; the last one may be unfinished."""
    typed = _WORD.findall(expected.typed.lower())
    found = list(_matching(typed, expected, catalog)) if typed else []
    yield from sorted(found, key=lambda proposal: proposal.rank)[:_MOST_BY_WORDS]


def _matching(typed: list[str], expected: Expected, catalog: Catalog) -> Iterator[Proposal]:
    protocols = [protocol for protocol in expected.protocols if protocol in catalog.replies][:1] or ["smtp"]
    for code, reply in catalog.replies[protocols[0]].items():
        if (near := _nearness(typed, reply)) is not None:
            yield Proposal(
                "reply", code, protocols[0], reply, (_STANDING[reply.status], near, 0, code[0] != "5", code)
            )
    if protocols != ["smtp"]:
        return
    for number, detail in catalog.enhanced_details.items():
        near = _nearness(typed, detail)
        basics = [basic for basic in detail.basic if basic in catalog.replies["smtp"]]
        if near is not None and basics:
            code = basics[-1]  # the permanent one stands last
            enhanced = f"{code[0]}.{number}"
            rank: Rank = (_STANDING[detail.status], near, 1, code[0] != "5", code, *_numbers(number))
            yield Proposal("reply", code, "smtp", detail, rank, enhanced)


def _nearness(typed: list[str], entry: Entry) -> int | None:
    """0 when the entry is named by the words, 1 when it is described by them, None when it is not meant."""
    names, others = _words_of(entry.text, entry.keywords, entry.triggers, entry.summary)
    score = 0
    for word in typed:
        if any(name.startswith(word) for name in names):
            continue
        if not any(other.startswith(word) for other in others):
            return None
        score = 1
    return score


@lru_cache(maxsize=2048)
def _words_of(
    text: str, keywords: tuple[str, ...], triggers: tuple[str, ...], summary: str
) -> tuple[frozenset[str], frozenset[str]]:
    names = frozenset(_WORD.findall(" ".join((text, *keywords)).lower()))
    return names, frozenset(_WORD.findall(" ".join((*triggers, summary)).lower()))
