"""Lines that look alike: they differ only in what no evidence reads, the digits of times, addresses and sizes, and the
letters of identifiers. What such a line decides by itself is decided once for all of them.
"""

from __future__ import annotations

import re
from typing import Generic, TypeVar

from replycodes.detect import words
from replycodes.detect.profile import Profile

T = TypeVar("T")
Look = tuple[object, ...]

_MEMORY = 20_000
_LONGEST = 2_000  # code points; a longer line hardly has its like
_ZEROS = str.maketrans("123456789", "000000000")
_TELLING = re.compile(
    r"\d{1,3}(?:\.\d{1,3}){3}|(?<!\d)(\d{3}(?!\d)|[245]\.\d{1,3}\.\d{1,3}(?!\d))|^<\d{1,3}>(\d)"
)
"""Numbers of three digits and enhanced codes tell one line from another, addresses do not."""
_IDENTIFIER = re.compile(r"\b(?!\d+T\d)(?:[A-Za-z]*\d+[A-Za-z][A-Za-z0-9]{2,}|[A-Za-z]{1,4}\d{5,})\b")
"""Letters and digits in turn, as in a queue's or a session's identifier, but not a time: ``1rhRkA``, ``05T10``."""
_MASK = str.maketrans(
    "123456789abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ", "0" * 9 + "x" * 25 + "X" * 25
)
_VOCABULARY = (
    words.SMTP_WORDS
    | words.FTP_WORDS
    | words.IMAP_WORDS
    | words.MAIL_WORDS
    | words.SMTP_TOPICS
    | words.FTP_TOPICS
)
_WITH_DIGITS = sorted(word for word in _VOCABULARY if not word.isalpha())


def masked(line: str) -> str:
    """The line with its identifiers made equal, so that no chance word in one of them counts. Columns stay."""
    return _IDENTIFIER.sub(_mask, line)


def _mask(found: re.Match[str]) -> str:
    token = found.group()
    return token if token.lower() in _WITH_DIGITS else token.translate(_MASK)


def look(line: str) -> Look | None:
    """What lines that look alike have in common, their length too; None for a line that is not worth it."""
    if len(line) > _LONGEST:
        return None
    plain = masked(line)
    lowered = plain.lower()
    named = [word for word in _WITH_DIGITS if word in lowered]
    return (plain.translate(_ZEROS), *_TELLING.findall(plain), *named)


class Alike(Generic[T]):
    """A bounded memory of what was decided for lines of one look, in files of one profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._known: dict[Look, list[T]] = {}

    def get(self, key: Look) -> list[T] | None:
        """What was decided for the look, None if nothing was."""
        return self._known.get(key)

    def keep(self, key: Look, decided: list[T]) -> None:
        """Remember what was decided."""
        if len(self._known) >= _MEMORY:
            self._known.clear()
        self._known[key] = decided
