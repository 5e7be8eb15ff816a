"""Numbers left of a reply code, and characters that touch it: is it part of something else?"""

from __future__ import annotations

import re

from replycodes.detect.codes import Codes
from replycodes.detect.evidence.follows import reply_follows
from replycodes.detect.evidence.keys import meaning
from replycodes.detect.evidence.left import mark
from replycodes.detect.evidence.right import slashed
from replycodes.detect.late import late
from replycodes.detect.site import Site

_TIME_TAIL = late(r"(?:\d:\d\d(?:[.,]\d+)?|^\d{10}\.\d+)$")
_ADDRESSEE = re.compile(r" <[^\s>]{1,60}@")
_FLAGS = late(r"(?:[ \t]+[-\w](?=[ \t])){4,}[ \t]+$")  # columns of one character: n - y -
_PREFIX_ENDS = late(r"(?:\d|[AP]M|[\dM] -) \($")  # of a log: a time, or a time and a hyphen
_SOURCE = late(r"\w\.(?:c|cc|cpp|cxx|h|hpp|m|mm|go|rs|py|rb|pl|pm|php|js|ts|lua|java|kt|cs|swift) ?\($")
_COUNTED_BEFORE = late(r"(?:^|[ (,])\d{1,6}; $")  # 0 learned; 200 required
_ANDROID = re.compile(r" [VDIWEF] \w")  # of a thread, before how important the line is and its tag
_FRACTION = late(r"\d:\d\d[,.:]$|(?<!\d)\d{1,2},$")


def number_before(site: Site, codes: Codes) -> float:
    """``4 550``, ``,550,``: a column among others. A time before is a log's prefix and says nothing."""
    left = site.left
    last = site.before[-1:]
    if last in (",", ".", ":") and _FRACTION.search(site.before[-6:]):
        return -9.0
    if last == "(" and _SOURCE.search(site.before):
        return -9.0  # a line of source: sender.cpp (214)
    if left.base == "semicolon" and _COUNTED_BEFORE.search(site.before[-10:]) and not site.enhanced_right:
        return -3.0
    if left.base == "digit" and left.gap and _ANDROID.match(site.after):
        return -8.0
    if last in (" ", "\t") and left.base in ("other", "word") and _FLAGS.search(site.before[-16:]):
        return -6.0
    if left.base in ("comma", "pipe") and not left.gap and not left.opened:
        if site.before[-2:] in (">,", "<,") and site.after[:1] in (" ", "-"):
            return 3.0  # the direction column of an Exchange protocol log
        return 0.0 if reply_follows(site) or _ADDRESSEE.match(site.after) else -3.0
    if site.before[-1:] == "\t" == site.after[:1] and not reply_follows(site) and not left.opened:
        return -3.0
    if left.base == "other" and left.gap and not reply_follows(site) and site.before.rstrip()[-1:] == "-":
        return 0.0 if mark(site, codes) else -1.5
    if left.opened == "(" and site.after[:2] == ") " and _PREFIX_ENDS.search(site.before):
        return -6.0  # the process behind a time: 2024 (421) All refused
    if left.base != "digit" or not left.gap:
        return 0.0
    if (
        not left.opened
        and site.after[:1] in (" ", "-")
        and site.before.endswith((f"{site.code} ", f"{site.code}-"))
        and not site.before[-5:-4].isdigit()
    ):
        return 0.0  # the program prints the code, then the reply
    if _TIME_TAIL.search(left.before) or (len(left.gap) > 2 and reply_follows(site)):
        return 0.0
    return -1.5


_GLUE_LEFT = late(r"(?:[\w@%$\\&.]|[\w]-|\d[/:]|[^\s\"'(\[{<=,:;>|]/|\w:|[+]|&#)$")
_CODE_GLUE = late(
    r"(?:\b(?i:smtp|lmtp|ftp|error|code|status|reply|response|error_code|dsn|said|denied|failed)[:_-]|_said:_|[:/]_|"
    r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}:|[)>]:|[a-z]: ?|[A-Z]{4}:|\(\w*(?:Code|Reply|Status|Response)\w*\))$"
)
EXPRESSION = late(r"(?:^|[\s\"'`/(|])\^$|(?:\(|[=~,(] )/$")  # of a pattern: /^550, match(/550
_STARRED = late(r"(?:^|[A-Za-z]: ?|^\s+)\*$")
_SOURCE_LINE = re.compile(r"\.[a-z]{1,4}:$")
_CIPHER = late(r"(?:SHA\d*|MD5|POLY1305|GCM|CCM8?):$")  # its bits stand behind it: AES256-GCM-SHA384:256


_REPLY_BEFORE = re.compile(r"(?:^|[ \t>:])[45]\d\d-$")
_IDEOGRAPHS = "\u2e80"  # from here on, letters of scripts that put no blank between a word and a number
_ORDINAL = "\u7b2c"  # 第: the number of an article, a line or an attempt
_ADDRESS = re.compile(r"(?:^|[^\w:])[0-9A-Fa-f:]{1,30}::$")  # of IPv6, shortened: 2001:db8::250
_APART = frozenset(
    " \t\xa0\"'`([{=,;|>?\uff1a\uff08\u300c\u300e\u2018\u201c\u201e\xab\u2500\u2502\u2192\u2190"
)


def glue(site: Site, codes: Codes) -> float:
    """Characters that touch the digits and make them part of something else: ``host-550``, ``10:550``."""
    before = site.before
    last = before[-1:]
    if not last or last in _APART:
        return 0.0
    if last == "/" and slashed(site, codes):
        return 0.0
    if last >= _IDEOGRAPHS:
        return -9.0 if last == _ORDINAL else 0.0
    if before.endswith("::") and _ADDRESS.search(before[-34:]):
        return -9.0
    if last in "^/" and EXPRESSION.search(before):
        return 0.0 if last == "^" else -3.0
    starred = before.endswith("*") and not before.endswith("**") and not site.enhanced_right
    if starred and not _STARRED.search(before):
        return -4.0
    if before.endswith("#") and before[-2:-1].isdigit():
        return -9.0
    if before.endswith("#") and not site.enhanced_right:
        return -6.0  # the number of an issue
    if before == "<" and site.whole_left and site.after[:1] == ">":
        return -9.0  # the priority of a syslog message
    if _SOURCE_LINE.search(before[-6:]) or _CIPHER.search(before[-8:]) or before.endswith(("&#", "/")):
        return -9.0
    if last == "-" and before[-2:-1] in (" ", "(", "=") and before[:-2].strip():
        return -6.0 if not site.enhanced_right else 0.0  # below zero: error -110
    if last in "<#":
        return 0.0
    if site.left.base == "escape" or _CODE_GLUE.search(before[-24:]):
        return 0.0
    if last == ":":
        return -3.0 if not site.left.word or meaning(site.left.words) not in ("code", "weak") else 0.0
    if before.endswith(("**", f"{site.code}-")):  # a reply that was joined prints its code again
        return 0.0
    if last == "-" and site.enhanced_right[:1] == site.code[0] and _REPLY_BEFORE.search(before[-6:]):
        return 0.0  # a server's reply that hands on another one: 550-552-5.2.2
    return -9.0 if _GLUE_LEFT.search(before[-3:]) else -1.0
