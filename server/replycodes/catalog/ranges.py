"""The codes that a vendor's meaning is about: one code, a pattern with x, or a range."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_CODE = r"([245x])\.(\d{1,3})\.(\d{1,3})"
_ENHANCED = re.compile(rf"{_CODE}(?:-{_CODE})?")


@dataclass(frozen=True, slots=True)
class EnhancedRange:
    """``5.7.26``, ``x.7.26`` or the range ``5.7.606-5.7.649``, taken apart."""

    class_: str
    subject: str
    first: int
    last: int

    def covers(self, enhanced: str) -> bool:
        """Whether the range holds this code; one whose class nobody said, ``x.7.26``, may have any."""
        class_, _, rest = enhanced.partition(".")
        subject, _, detail = rest.partition(".")
        if self.subject != subject or not detail.isdecimal():
            return False
        return (self.class_ == class_ or "x" in (self.class_, class_)) and self.first <= int(
            detail
        ) <= self.last


def enhanced_range(text: str) -> EnhancedRange:
    """Read the ``enhanced`` field of a meaning; ValueError says what is wrong with it."""
    found = _ENHANCED.fullmatch(text)
    if found is None:
        raise ValueError(
            f'enhanced "{text}" is neither a code such as "5.7.26" nor a range "5.7.606-5.7.649"'
        )
    class_, subject, first, class_2, subject_2, last = found.groups()
    if last is None:
        return EnhancedRange(class_, subject, int(first), int(first))
    if (class_, subject) != (class_2, subject_2) or int(first) >= int(last):
        raise ValueError(f'enhanced range "{text}" must rise within one class and subject')
    return EnhancedRange(class_, subject, int(first), int(last))


def covers(pattern: str, enhanced: str) -> bool:
    """Whether an ``enhanced`` field holds a code; one that says nothing, or nothing readable, holds none."""
    known = _known(pattern)
    return known is not None and known.covers(enhanced)


@lru_cache(maxsize=4_096)
def _known(pattern: str) -> EnhancedRange | None:
    try:
        return enhanced_range(pattern)
    except ValueError:
        return None


def covers_reply(pattern: str, reply: str) -> bool:
    """Whether a ``reply`` field such as ``550`` or ``4xx`` means this reply code."""
    return len(pattern) == len(reply) and all(p in ("x", c) for p, c in zip(pattern, reply, strict=True))
