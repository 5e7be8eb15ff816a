"""What a key says about the value behind it: a code, perhaps a code, another number, or nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from replycodes.detect.late import late
from replycodes.detect.site import Left, split_words
from replycodes.detect.words import (
    CODE_KEYS,
    LIMIT_WORDS,
    NUMBER_KEYS,
    OF_OTHER_CODES,
    OUTCOME_WORDS,
    WEAK_KEYS,
)

Meaning = Literal["code", "weak", "http", "number", "outcome", ""]
_GLUED_CODE = re.compile(
    r"(?:smtp|ftp|lmtp|mail|err|ret|resp|reply|status|dsn)(?:code|reply|response|status|error|err|msg|text)"
)
_GLUED_NUMBER = late(r"\w{2,}(?:id|pid|size|port|count|length|timeout|limit|bytes|seconds|time)")


_ENDED = OUTCOME_WORDS - {
    "connection",
    "mailbox",
    "storage",
    "relay",
    "policy",
    "start",
    "input",
    "smtp",
    "ftp",
    "transfer",
    "data",
}


def other_code(left: Left) -> bool:
    """``Agency code: 530``, ``countryCode``, ``area codes 212``: codes of another world than a server's."""
    if left.last not in ("code", "codes") or left.before.endswith("*"):
        return False  # char *code names a string
    before = left.words[:-1] or split_words(left.before[-20:])
    return bool(before) and before[-1] in OF_OTHER_CODES


@lru_cache(maxsize=4096)
def meaning(words: tuple[str, ...]) -> Meaning:
    """``reject code`` -> code, ``max messages`` -> number, ``user logged in`` -> outcome (a constant's name)."""
    if not words:
        return ""
    last = words[-1]
    outcome = bool(OUTCOME_WORDS.intersection(words))
    if (
        "exit" in words
        or "per" in words
        or (words[0] in ("http", "https") and len(words) > 1)
        or (LIMIT_WORDS.intersection(words) and not (last in OUTCOME_WORDS and len(words) > 1))
    ):
        return "number"
    if last == "stat" and len(words) > 1:
        return ""  # Sendmail's key stands alone
    if words[-2:] == ("status", "code") or last == "statuscode":
        return "code" if {"smtp", "ftp", "mail", "reply"}.intersection(words) else "http"
    if last in CODE_KEYS or _GLUED_CODE.fullmatch(last):
        return "code"
    if last in NUMBER_KEYS or _GLUED_NUMBER.fullmatch(last):
        return "outcome" if outcome and len(words) > 1 else "number"
    if last in WEAK_KEYS:
        return "weak"
    if CODE_KEYS.intersection(words):
        return "weak"
    return "outcome" if outcome or words[0] == "status" else ""
