"""Words as search sees them: folded, without their endings, and near to what was mistyped."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_STOP_WORDS = (
    "a an and are as at be been but by can did do does for from had has have how i if in into is it its me my"
    " not of on or our so than that the their them then there they this to vs was we were what when which who"
    " why will with you your"
)
STOP = frozenset(_STOP_WORDS.split())
# Other spellings and names of the same thing, as stems.
SAME = {
    "graylist": "greylist",
    "blacklist": "blocklist",
    "denylist": "blocklist",
    "rbl": "dnsbl",
    "directory": "folder",
    "authentication": "authenticat",
    "auth": "authenticat",
    "passwd": "password",
    "inbox": "mailbox",
}
_MAX_WORDS = 12


class Word(NamedTuple):
    """A word as it was written (folded), and as it is indexed."""

    written: str
    stem: str


def words(text: str) -> tuple[Word, ...]:
    """The words of ``text`` by which it can be found."""
    return tuple(Word(word, stem(word)) for word in _written(text) if word not in STOP)


def query_words(text: str) -> tuple[Word, ...]:
    """The words of a query, without repetition; a query of stop words alone keeps them."""
    found = words(text[:500]) or tuple(Word(word, word) for word in _written(text[:500]))
    return tuple({word.stem: word for word in reversed(found)}.values())[::-1][:_MAX_WORDS]


def _written(text: str) -> list[str]:
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text).casefold()
    return [word for word in _WORD.findall(folded) if len(word) > 1]


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The word as it is indexed: without its ending, and one spelling for each thing."""
    bare = _without_ending(word)
    return SAME.get(bare, bare)


def _without_ending(word: str) -> str:
    """blocked, blocking, blocks -> block."""
    word = word.partition("'")[0]
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and _has_vowel(word[: -len(ending)]):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    return word[:-1] + "y" if word.endswith("i") else word


def _has_vowel(word: str) -> bool:
    return any(letter in "aeiouy" for letter in word)


class Vocabulary:
    """All words of the index: those that begin like a given one, and those a typing slip away."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(set(words))
        self._deletions: dict[str, list[str]] | None = None

    def beginning_with(self, start: str) -> Iterator[str]:
        """The words that go on where ``start`` stops: a query is searched while it is typed."""
        for position in range(bisect_left(self.words, start), len(self.words)):
            word = self.words[position]
            if not word.startswith(start):
                return
            if word != start:
                yield word

    def near(self, typo: str) -> Iterator[str]:
        """The words one slip away from ``typo``; from eight letters on, two slips."""
        slips = 1 if len(typo) < 8 else 2
        if len(typo) < 4 or not typo.isalpha():
            return
        if self._deletions is None:
            self._deletions = _by_deletion(self.words)
        candidates: set[str] = set()
        for shortened in _shortened(typo):
            candidates.update(self._deletions.get(shortened, ()))
        yield from sorted(word for word in candidates if distance(typo, word) <= slips)


def _by_deletion(words: Iterable[str]) -> dict[str, list[str]]:
    """Each word under itself and under every form that lacks one letter: near words share such a form."""
    table: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= 4 and word.isalpha():
            for shortened in _shortened(word):
                table.setdefault(shortened, []).append(word)
    return table


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def distance(one: str, other: str) -> int:
    """Edits (insert, delete, replace, swap neighbours) between two short words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
