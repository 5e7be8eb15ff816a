"""What a key says about the value behind it: a code, perhaps a code, another number, or nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from replycodes.detect.words import CODE_KEYS, LIMIT_WORDS, NUMBER_KEYS, OUTCOME_WORDS, WEAK_KEYS

Meaning = Literal["code", "weak", "number", "outcome", ""]


@lru_cache(maxsize=4096)
def meaning(words: tuple[str, ...]) -> Meaning:
    """``reject code`` -> code, ``max messages`` -> number, ``user logged in`` -> outcome (a constant's name)."""
    if not words:
        return ""
    last = words[-1]
    if LIMIT_WORDS.intersection(words):
        return "number"
    if last in CODE_KEYS:
        return "code"
    if last in NUMBER_KEYS:
        return "outcome" if len(words) > 1 and OUTCOME_WORDS.intersection(words) else "number"
    if last in WEAK_KEYS:
        return "weak"
    if CODE_KEYS.intersection(words):
        return "weak"
    return "outcome" if OUTCOME_WORDS.intersection(words) else ""
