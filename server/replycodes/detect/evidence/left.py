"""What stands left of a reply code and speaks for or against it."""

from __future__ import annotations

import re

from replycodes.detect.codes import Codes
from replycodes.detect.site import Site
from replycodes.detect.words import (
    CODE_KEYS,
    CODE_WORDS,
    NUMBER_KEYS,
    NUMBER_WORDS,
    STRONG_CODE_WORDS,
    WEAK_KEYS,
)

SERVER_MARKS = re.compile(
    r"(?:^|[\s|\]>,])(?:S:|<<<|<---?|<-|<~|<\*\*|<~\*|<=|SMTP<|FTP<|S>|recv:|RECV:|Received:|SENT:|Response:|response:|reply:|REPLY:|"
    r"\[Response\]|resp\*|Server:|server:|<)\s*$"
)
"""Marks that clients and sniffers put before what the server said: S:, <-, <<<, Response:."""


def mark(site: Site, codes: Codes) -> float:
    """A direction mark that says "the server sent this"."""
    if SERVER_MARKS.search(site.before[-14:]) and not site.left.opened.startswith("["):
        return 4.0
    return 0.0


def key(site: Site, codes: Codes) -> float:
    """``code: 550``, ``dsn=``, ``reply=``; against it ``size=550``, ``port: 465``."""
    left = site.left
    if left.base not in ("equals", "colon", "arrow") or left.cut:
        return 0.0
    last = left.last
    quoted = left.opened.startswith('"')
    if last in CODE_KEYS:
        return 4.5
    if last in WEAK_KEYS:
        return 3.0
    if last in NUMBER_KEYS and not quoted and left.base != "colon":
        return -9.0
    if last in NUMBER_KEYS and not quoted and last != "in":
        return -7.0
    return 0.0


def foreign_key(site: Site, codes: Codes) -> float:
    """A bare number under a key that is no code key: ``in=421``, ``MP_MAX: 550``."""
    left = site.left
    if (
        left.base != "equals"
        or left.cut
        or left.opened
        or left.last in CODE_KEYS
        or left.last in WEAK_KEYS
        or not left.word
    ):
        return 0.0
    return -4.0 if not reply_follows(site) else 0.0


def introducer(site: Site, codes: Codes) -> float:
    """``said: 550``, ``RCPT TO:<a>: 550``, ``smtp; 550``: a colon or semicolon with a blank before the code."""
    left = site.left
    if left.base == "colon" and left.gap and left.last not in NUMBER_KEYS:
        return 1.5
    if left.base == "semicolon" and left.word in ("smtp", "lmtp", "ftp"):
        return 6.0
    return 0.0


def word(site: Site, codes: Codes) -> float:
    """``error 550``, ``returned 550``; against it ``port 465``, ``line 550``."""
    left = site.left
    if left.base != "word" or left.cut:
        return 0.0
    if not left.gap and not left.opened:
        return 0.0
    last = left.last
    if left.opened.startswith("("):
        return 1.0 if last not in NUMBER_WORDS else -2.0
    if last in NUMBER_WORDS:
        return -6.0 if not site.enhanced_right else -2.0
    if last in STRONG_CODE_WORDS:
        return 3.0
    if last in CODE_WORDS:
        return 1.5
    return -0.5


def opened(site: Site, codes: Codes) -> float:
    """A string or a bracket that begins with the code: ``"550 no"``, ``(250 Ok)``, ``reject(550,``."""
    first = site.left.opened[:1]
    if first == '"':
        return 1.5
    if first == "(":
        return 1.0
    if first == "[":
        return -2.0 if not site.left.gap and site.left.base == "word" else 0.0
    if first == "<":
        return -1.0
    return 0.0


def line_start(site: Site, codes: Codes) -> float:
    """The code begins the line, as in a bare session."""
    if site.left.base != "start" or site.left.opened:
        return 0.0
    return 1.5 if not site.left.gap else 1.0


def escape(site: Site, codes: Codes) -> float:
    """A literal ``\\n`` directly before: a multi-line reply that was put on one line."""
    return 2.5 if site.left.base == "escape" else 0.0


_TIME_TAIL = re.compile(r"\d:\d\d(?:[.,]\d+)?$")


def number_before(site: Site, codes: Codes) -> float:
    """``4 550``: a column in a list of numbers. A time before is a log's prefix and says nothing."""
    left = site.left
    if left.base != "digit" or not left.gap:
        return 0.0
    return 0.0 if _TIME_TAIL.search(left.before) else -1.5


_GLUE_LEFT = re.compile(r"(?:[\w@%$\\&.]|[\w]-|\d[/:]|[^\s\"'(\[{<=,:;>|/]/|\w:)$")
_CODE_GLUE = re.compile(
    r"(?:\b(?i:smtp|lmtp|ftp|error|code|status|reply|response|error_code|dsn|said|host|denied|failed)[:/_-]|_said:_|[:/]_|\d\.\d:|[)>]:)$"
)


def glue(site: Site, codes: Codes) -> float:
    """Characters that touch the digits and make them part of something else: ``host-550``, ``10:550``."""
    before = site.before
    if not before or before[-1] in " \t\"'([{<=,;|>#":
        return 0.0
    if site.left.base == "escape" or _CODE_GLUE.search(before[-14:]):
        return 0.0
    if before[-1] == ":":
        return -3.0
    return -9.0 if _GLUE_LEFT.search(before[-3:]) else -1.0


def reply_follows(site: Site) -> bool:
    """Text or an enhanced code follows, as in a reply, not just a closing mark."""
    after = site.after
    return bool(site.enhanced_right) or (after[:1] in (" ", "-") and after[1:2].isalpha())
