"""Compares the wording of replies: folds a text to one line, and finds phrases in it by whole words."""

from __future__ import annotations

import re

_INNER_CODES = re.compile(r"(?<!\S)[245]\d\d(?:[ -]#?[245]\.\d{1,3}\.\d{1,3}(?!\S)|-)")
"""Codes of the further lines of a reply that a log wrote as one line."""


def fold(text: str) -> str:
    """One line, folded case, straight quotes: a phrase may be broken over the lines of a reply."""
    return " ".join(text.replace("\u2019", "'").casefold().split())


def fold_reply(text: str) -> str:
    """:func:`fold` of a reply's text, without the codes that interrupt its sentences."""
    return fold(_INNER_CODES.sub(" ", text.replace("\\n", " ")))


def stands(phrase: str, text: str) -> bool:
    """Whether the folded phrase stands in the folded text, not inside a longer word, number or address."""
    at = text.find(phrase)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(phrase) : at + len(phrase) + 1]
        if not (_joined(before, phrase[0]) or _joined(phrase[-1], after)):
            return True
        at = text.find(phrase, at + 1)
    return False


def _joined(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word, number or address."""
    if not left or not right:
        return False
    return (
        (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit()) or "@" in (left, right)
    )
