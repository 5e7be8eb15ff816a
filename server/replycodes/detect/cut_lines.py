"""Replies that were cut into lines, as mails wrap them: what begins the line below a code, how the line above one ends."""

from __future__ import annotations

from replycodes.detect.evidence import Weights
from replycodes.detect.late import late
from replycodes.detect.site import ENHANCED, Site
from replycodes.detect.words import REPLY_TEXT, VERSION_WORDS

_FOLDED = late(r"(?:^|[\s-])[Ss]tatus:\s*$")
_LAST_CODE = late(r"(?<![\w.])([245])\d\d-?$")


Beginning = tuple[str, int]
"""What begins a line: the class of an enhanced code, and how many of its first words servers use; -1 where it begins with
no word."""


def begins(line: str) -> Beginning:
    """What begins the line below a code."""
    text = line[:80].lstrip(" \t>|")
    enhanced = ENHANCED.match(text)
    hits = sum(REPLY_TEXT.match(word) is not None for word in text.split()[:6]) if text[:1].isalpha() else -1
    return (text[0] if enhanced else ""), hits


def below(beginning: Beginning, site: Site) -> Weights:
    """The line below a reply code that ends its own."""
    enhanced, hits = beginning
    if enhanced and enhanced == site.code[0]:
        return [("an enhanced code begins the next line", 6.0)]
    if site.left.base == "colon" and site.left.gap == " " and hits > 0:
        return [("its text begins the next line", 1.0 + min(hits, 3) * 0.8)]
    return []


def above(end: str, code: str) -> tuple[str, float]:
    """The end of the line above an enhanced code that begins its own: its reply code, a header's name, ``section``."""
    reply = _LAST_CODE.search(end)
    if reply and reply.group(1) == code[0]:
        return "a reply code ends the line above", 5.0
    if _FOLDED.search(end):
        return "a folded header", 6.0
    word = end.rstrip(" ,(").rpartition(" ")[2].lower()
    return "a section or version", -6.0 if word in VERSION_WORDS else 0.0
