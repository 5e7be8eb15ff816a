"""Find entries by code, part of a code, name or symptom, best first, forgiving a typing slip.

The index is built at the first search and kept; a search then takes well under a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from replycodes.catalog import search_index, words
from replycodes.catalog.model import Catalog, Entry, VendorMeaning
from replycodes.catalog.ranges import covers
from replycodes.catalog.search_index import Document, DocumentKind, Index

_REPLY = re.compile(r"\d{1,3}|\d{1,2}(?:xx?|yz|z)")
_ENHANCED = re.compile(r"#?([245x])\.(\d{1,3})(?:\.(\d{0,3}|x))?")
_PROTOCOL_WORDS = {
    "smtp": "smtp",
    "esmtp": "smtp",
    "lmtp": "smtp",
    "ftp": "ftp",
    "ftps": "ftp",
    "imap": "imap",
    "pop": "pop3",
    "pop3": "pop3",
    "managesieve": "managesieve",
    "sieve": "managesieve",
    "nntp": "nntp",
}
_FILLERS = frozenset(
    (
        "vs",
        "versus",
        "or",
        "and",
        "difference",
        "between",
        "code",
        "codes",
        "error",
        "errors",
        "reply",
        "status",
        "response",
        "mean",
        "means",
    )
)

# A match of the code itself outweighs every match of words.
_EXACT, _IN_RANGE, _PREFIX = 1_000.0, 700.0, 500.0
_PHRASE_BONUS = 1.6
_BEGINNING, _NEAR = 0.75, 0.6
_TAIL = 0.12  # hits weaker than this share of the best one are noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One answer of a search."""

    kind: DocumentKind
    protocol: str
    code: str  # the form to explain: "5.2.2"
    codes: tuple[str, ...]  # every form: ("5.2.2", "4.2.2")
    title: str
    summary: str
    score: float
    entry: Entry | VendorMeaning
    vendor: str = ""


def search(
    catalog: Catalog, query: str, *, limit: int = 20, protocols: Collection[str] = ()
) -> tuple[Hit, ...]:
    """The entries that ``query`` most likely asks for, best first."""
    index = index_of(catalog)
    asked = _Query.of(query)
    protocols = protocols or asked.protocols
    scores = _by_code(index, asked) if asked.codes else _by_status(index, asked)
    for number, score in _by_words(index, asked).items():
        scores[number] = scores.get(number, 0.0) + score
    if protocols:
        scores = {n: score for n, score in scores.items() if index.documents[n].protocol in protocols}
    ranked = sorted(scores, key=lambda number: (-scores[number], index.documents[number].order))
    floor = scores[ranked[0]] * _TAIL if ranked else 0.0
    return tuple(
        _hit(index.documents[number], scores[number], asked)
        for number in ranked[:limit]
        if scores[number] >= floor
    )


_recent: list[tuple[Catalog, Index]] = []
"""The indexes of the catalogs in use: the built-in one and those of workspaces with codes of their own."""
_KEPT = 4


def index_of(catalog: Catalog) -> Index:
    """The index of a catalog, built when it is asked for the first time."""
    for known, index in _recent:
        if known is catalog:
            return index
    index = search_index.build(catalog)
    _recent.insert(0, (catalog, index))
    del _recent[_KEPT:]
    return index


@dataclass(frozen=True, slots=True)
class _Query:
    """A query taken apart."""

    words: tuple[words.Word, ...]
    codes: tuple[str, ...]  # parts that look like codes: "550", "55", "5.7", "x.1.1"
    protocols: frozenset[str]
    classes: tuple[str, ...]  # classes that an enhanced code in the query names
    statuses: frozenset[str]  # the words as status words: "no", "bad"

    @classmethod
    def of(cls, query: str) -> _Query:
        parts = [part.strip(".,;:\"'`<>()[]{}!?").lower() for part in re.split(r"[\s/]+", query[:500])]
        parts = [piece for part in parts for piece in _apart(part) if piece]
        codes = tuple(part for part in parts if _REPLY.fullmatch(part) or _ENHANCED.fullmatch(part))
        rest = [part for part in parts if part not in codes]
        protocols = frozenset(_PROTOCOL_WORDS[part] for part in rest if part in _PROTOCOL_WORDS)
        said = [part for part in rest if part not in _PROTOCOL_WORDS and part not in _FILLERS]
        matches = [match for code in codes if (match := _ENHANCED.fullmatch(code))]
        return cls(
            words=words.query_words(" ".join(said)),
            statuses=frozenset(part.upper() for part in said),
            codes=codes,
            # Only SMTP has enhanced codes, so that the reply code beside one is SMTP's too.
            protocols=protocols or (frozenset({"smtp"}) if matches else frozenset()),
            classes=tuple(match[1] for match in matches if match[1] != "x"),
        )


def _apart(part: str) -> tuple[str, ...]:
    """``550-5.7.26``, as replies have it, is two codes."""
    first, hyphen, second = part.partition("-")
    return (first, second) if hyphen and _REPLY.fullmatch(first) else (part,)


def _by_code(index: Index, asked: _Query) -> dict[int, float]:
    scores: dict[int, float] = {}
    codes = [(code, _ENHANCED.fullmatch(code)) for code in asked.codes]
    for number, document in enumerate(index.documents):
        score = sum(_code_score(document, code, match) for code, match in codes)
        if score:
            scores[number] = score * document.factor
    return scores


def _by_status(index: Index, asked: _Query) -> dict[int, float]:
    """``NO vs BAD`` asks for status words; ``no such user`` does not."""
    known = {document.code for document in index.documents if document.kind == "status"}
    if not asked.statuses or not asked.statuses <= known:
        return {}
    return {
        number: _EXACT * document.factor
        for number, document in enumerate(index.documents)
        if document.kind == "status" and document.code in asked.statuses
    }


def _code_score(document: Document, code: str, match: re.Match[str] | None) -> float:
    if match:
        return _enhanced_score(document, match)
    digits = code.rstrip("xyz")
    if document.kind == "reply":
        exact = document.code == code
        return _EXACT if exact else _PREFIX if len(digits) < 3 and document.code.startswith(digits) else 0.0
    if document.kind == "vendor":
        return _IN_RANGE if len(digits) == 3 and document.code.split(" ")[0] == code else 0.0
    return 0.0


def _enhanced_score(document: Document, match: re.Match[str]) -> float:
    number, subject, detail = match[1], match[2], match[3]
    asked_detail = f"{subject}.{detail}" if detail and detail != "x" else ""
    if document.kind == "enhanced":
        if not asked_detail:  # "5.7" is a subject first, but might be the detail X.5.7
            whole = document.code == f"{number}.{subject}"
            return _PREFIX if document.code.startswith(f"{subject}.") else _PREFIX / 2 if whole else 0.0
        if document.code == asked_detail:
            return _EXACT
        return _PREFIX / 2 if document.code.startswith(asked_detail) else 0.0
    if document.kind == "vendor" and asked_detail:
        assert isinstance(document.entry, VendorMeaning)
        return _IN_RANGE if covers(document.entry.enhanced, f"{number}.{asked_detail}") else 0.0
    return 0.0


def _by_words(index: Index, asked: _Query) -> dict[int, float]:
    """Each word's best match in each document; a document that holds all of them stands out."""
    scores: dict[int, float] = {}
    found: dict[int, int] = {}
    for position, word in enumerate(asked.words):
        last = position == len(asked.words) - 1
        for number, score in _word_scores(index, word, still_typed=last).items():
            scores[number] = scores.get(number, 0.0) + score
            found[number] = found.get(number, 0) + 1
    phrase = f" {' '.join(word.stem for word in asked.words)} "
    for number in scores:
        scores[number] *= (found[number] / len(asked.words)) ** 2
        if phrase in index.phrases[number]:
            scores[number] *= _PHRASE_BONUS
    return scores


def _word_scores(index: Index, word: words.Word, *, still_typed: bool) -> dict[int, float]:
    scores: dict[int, float] = dict(index.postings.get(word.stem, {}))
    for other, quality in _similar(index, word.written, known=bool(scores), still_typed=still_typed):
        for number, score in index.postings[words.stem(other)].items():
            scores[number] = max(scores.get(number, 0.0), score * quality)
    return scores


def _similar(index: Index, word: str, *, known: bool, still_typed: bool) -> Iterator[tuple[str, float]]:
    """Written words that are meant too: longer ones while typing, near ones when nobody writes it so."""
    if still_typed and len(word) >= 3:
        beginning = tuple(index.vocabulary.beginning_with(word))
        yield from ((longer, _BEGINNING * len(word) / len(longer)) for longer in beginning)
        known = known or bool(beginning)
    if not known:
        yield from ((near, _NEAR) for near in index.vocabulary.near(word))


def _hit(document: Document, score: float, asked: _Query) -> Hit:
    codes = document.codes
    if document.kind == "enhanced" and asked.classes:
        wanted = tuple(f"{number}.{document.code}" for number in asked.classes)
        codes = (*wanted, *(code for code in codes if code not in wanted))
    return Hit(
        kind=document.kind,
        protocol=document.protocol,
        code=codes[0] if codes else "",
        codes=codes,
        title=document.title,
        summary=document.summary,
        score=round(score, 3),
        entry=document.entry,
        vendor=document.vendor,
    )
