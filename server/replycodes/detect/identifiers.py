"""Identifiers of queues and sessions: chance letters behind digits, in which no word counts."""

from __future__ import annotations

import re

from replycodes.detect import words

ZEROS = bytes.maketrans(b"123456789", b"000000000")
IDENTIFIER = re.compile(
    rb"0(?<!00)0*(?!0|T0)(?:[A-Za-z][A-Za-z0]{2,}|[A-Za-z]0)(?:-[A-Za-z0]{1,16}-[A-Za-z0]{1,16}(?:-[A-Za-z0]{1,16}){0,4})?"
)
"""In a line whose digits are zeros: letters behind digits, but not a time; and what two or more hyphens join to them:
``4F2A1``, ``1rhRkA-wcUebk-Bc``, not ``05T10``."""
_LETTERS = b"abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ"
_MASK = bytes.maketrans(_LETTERS, b"x" * 25 + b"X" * 25)
_EVEN = bytes.maketrans(_LETTERS + b"X0123456789", b"x" * 61)
_VOCABULARY = (
    words.SMTP_WORDS
    | words.FTP_WORDS
    | words.IMAP_WORDS
    | words.MAIL_WORDS
    | words.SMTP_TOPICS
    | words.FTP_TOPICS
)
WITH_DIGITS = sorted(word.encode() for word in _VOCABULARY if not word.isalpha())
_SHORTEST = [word for word in WITH_DIGITS if not any(other in word for other in WITH_DIGITS if other != word)]


def masked(line: str) -> str:
    """The line with its identifiers made equal, so that no chance word in one of them counts. Columns stay."""
    data = line.encode("latin-1", "replace")
    if names(data):
        return line
    parts: list[str] = []
    done = 0
    for found in IDENTIFIER.finditer(data.translate(ZEROS)):
        parts += (line[done : found.start()], mask(found).decode())
        done = found.end()
    return "".join(parts) + line[done:]


def names(line: bytes) -> list[bytes]:
    """The words with digits that detection knows, on a line; in such a line nothing is masked."""
    lowered = line.lower()
    for word in _SHORTEST:  # a loop: any() would cost more than the look
        if word in lowered:
            return [word for word in WITH_DIGITS if word in lowered]
    return []


def mask(found: re.Match[bytes]) -> bytes:
    """An identifier with its letters made equal; all its characters, where both cases or hyphens show that they are chance."""
    text = found.group()
    if b"-" in text:
        return text[:1] + text[1:].translate(_EVEN)
    return text.translate(_MASK) if text.isupper() or text.islower() else text[:1] + b"x" * (len(text) - 1)
