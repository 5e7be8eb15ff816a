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
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_NUMBER = re.compile(rb"0(?<!00)(?:0{0,2}(?:\.0{1,3}){3}|(00(?!0)|\.0{1,3}\.0{1,3}(?!0)))")
"""In a line whose digits are zeros: numbers of three digits and enhanced codes (the group), which tell one line from
another; and addresses, which do not."""
_IDENTIFIER = re.compile(rb"0+(?!T0)(?:[A-Za-z][A-Za-z0]{2,}|[A-Za-z]0)")
"""Letters behind digits, as in a queue's or a session's identifier, but not a time: ``1rhRkA``, ``05T10``."""
_LETTERS = b"abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ"
_MASK = bytes.maketrans(_LETTERS, b"x" * 25 + b"X" * 25)
_VOCABULARY = (
    words.SMTP_WORDS
    | words.FTP_WORDS
    | words.IMAP_WORDS
    | words.MAIL_WORDS
    | words.SMTP_TOPICS
    | words.FTP_TOPICS
)
_WITH_DIGITS = sorted(word.encode() for word in _VOCABULARY if not word.isalpha())


def masked(line: str) -> str:
    """The line with its identifiers made equal, so that no chance word in one of them counts. Columns stay."""
    data = line.encode("latin-1", "replace")
    if _names(data):
        return line
    parts: list[str] = []
    done = 0
    for found in _IDENTIFIER.finditer(data.translate(_ZEROS)):
        parts += (line[done : found.start()], found.group().translate(_MASK).decode())
        done = found.end()
    return "".join(parts) + line[done:]


def look(line: bytes) -> Look | None:
    """What lines that look alike have in common, their length too; None for a line that is not worth it. ``line``: one
    byte for each code point."""
    if len(line) > _LONGEST or line[:1] == b"<":  # a syslog header may begin with its priority
        return None
    folded = line.translate(_ZEROS)
    telling = [line[slice(*found.span())] for found in _NUMBER.finditer(folded) if found.lastindex]
    names = _names(line)
    return (folded if names else _IDENTIFIER.sub(_mask, folded), *telling, *names)


def _names(line: bytes) -> list[bytes]:
    """The words with digits that detection knows, on a line; in such a line nothing is masked."""
    lowered = line.lower()
    return [word for word in _WITH_DIGITS if word in lowered]


def _mask(found: re.Match[bytes]) -> bytes:
    return found.group().translate(_MASK)


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
