"""Standard codes nearest in meaning to a wrong one: same class, then words in common, then digits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from replycodes.catalog import lookup
from replycodes.catalog.derived import per_catalog
from replycodes.catalog.model import Catalog, Entry

_WORD = re.compile(r"[a-z]{3,}")
_STOP = frozenset(
    [
        "the",
        "and",
        "for",
        "not",
        "this",
        "that",
        "with",
        "from",
        "are",
        "was",
        "has",
        "have",
        "its",
        "code",
        "reply",
        "server",
        "command",
        "requested",
        "action",
        "too",
        "please",
    ]
)
_GENERAL = {  # what says "no" or "yes" without a reason, where nothing else fits
    ("smtp", "2"): "250", ("smtp", "3"): "354", ("smtp", "4"): "451", ("smtp", "5"): "554",
    ("ftp", "1"): "150", ("ftp", "2"): "200", ("ftp", "3"): "350", ("ftp", "4"): "451", ("ftp", "5"): "550",
}  # fmt: skip

_USUAL = frozenset({"450", "550"})  # what servers send most, for every reason


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The telling words of some sentences, cut to stems of six letters: mailbox, mailboxes -> mailbo."""
    return frozenset(w[:6] for text in texts for w in _WORD.findall(text.lower()) if w not in _STOP)


@lru_cache(maxsize=4096)
def _words(texts: tuple[str, ...]) -> frozenset[str]:
    return words_of(texts)


def _entry_words(entry: Entry) -> frozenset[str]:
    return _words((entry.text, entry.summary, *entry.triggers, *entry.keywords))


class _Standard:
    """The standard reply codes of one protocol, with the words that tell them apart, and answers given before."""

    def __init__(self, catalog: Catalog, protocol: str) -> None:
        self.catalog = catalog
        replies = catalog.replies.get(protocol, {}).values()
        self.entries = [reply for reply in replies if reply.status == "standard"]
        self.words = [_entry_words(entry) for entry in self.entries]
        self.vocabulary = frozenset().union(*self.words)
        self.answers: dict[tuple[str, frozenset[str], str], list[str]] = {}

    def shares(self, asked: frozenset[str]) -> list[float]:
        """For each entry, how much of what was asked it says, from 0 to 1. A word that few entries have counts more."""
        said = [asked & words for words in self.words]
        weight = {word: sum(word in words for words in said) ** -0.5 for word in asked}
        whole = sum(weight.values())
        return [sum(weight[word] for word in words) / whole if whole else 0.0 for words in said]


_REMEMBERED = 4096


@per_catalog
def _standard(catalog: Catalog, protocol: str) -> _Standard:
    return _Standard(catalog, protocol)


def nearest_replies(
    catalog: Catalog, protocol: str, code: str, text: str = "", limit: int = 3, beside: str = ""
) -> list[str]:
    """Standard reply codes that may say what an invented one was meant to say, best first. ``beside``: the enhanced
    code that goes with it, which decides the class and may name its reply codes."""
    standard = _standard(catalog, protocol)
    asked = words_of([text]) & standard.vocabulary
    key = (code, asked, beside)
    answer = standard.answers.get(key)
    if answer is None:
        if len(standard.answers) >= _REMEMBERED:
            standard.answers.clear()
        answer = standard.answers[key] = _nearest(standard, protocol, code, asked, beside)
    return answer[:limit]


def _nearest(standard: _Standard, protocol: str, code: str, asked: frozenset[str], beside: str) -> list[str]:
    detail = lookup.enhanced(standard.catalog, beside) if beside else None
    named = [c for c in detail.basic if c[0] in (beside[0], "A")] if detail else []  # "Any"
    if beside:
        code = beside[0] + code[1:]
    shares = standard.shares(asked)
    scored: list[tuple[float, str]] = []
    for entry, share in zip(standard.entries, shares, strict=True):
        same_class = entry.code[0] == code[0]
        failure = entry.code[0] in "45" and code[0] in "45"
        if not (same_class or (failure and share >= 0.5)) or (not beside and share < 0.6 * max(shares)):
            continue
        if beside and (entry.code[0] != beside[0] or (named and not {entry.code, "Any"}.intersection(named))):
            continue
        score = 4.0 * share * share + 1.5 * same_class + 0.7 * (entry.code[1] == code[1])
        if entry.code in named:
            score += 4.0 + (entry.code == named[0]) + 1.5 * (entry.code in _USUAL)
        else:
            score += 0.5 * (entry.code in _USUAL) + 1.2 * (entry.code == _GENERAL.get((protocol, code[0])))
        scored.append((score, entry.code))
    return _best(scored, 3)


def nearest_details(catalog: Catalog, enhanced: str, text: str = "", limit: int = 3) -> list[str]:
    """Registered enhanced codes of the same class and, if words do not say otherwise, the same subject."""
    cls, subject, detail = enhanced.split(".")
    asked = words_of([text])
    scored: list[tuple[float, str]] = []
    for entry in catalog.enhanced_details.values():
        if entry.status != "registered" or (entry.only_class and entry.only_class != cls):
            continue
        own_subject, own_detail = entry.code.split(".")
        common = len(asked & _entry_words(entry))
        score = 2.0 * common + 1.5 * (own_subject == subject) + 0.6 * (own_detail == "0")
        score += 0.5 * detail.startswith(own_detail) if own_subject == subject else 0
        if score >= 1.5:
            scored.append((score, f"{cls}.{entry.code}"))
    return _best(scored, limit)


def _best(scored: list[tuple[float, str]], limit: int) -> list[str]:
    """The highest scores first, without those that are far below the highest."""
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return [found for score, found in scored[:limit] if score >= 0.6 * scored[0][0]]
