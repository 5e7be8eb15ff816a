"""What stands left of a reply code and speaks for or against it."""

from __future__ import annotations

import re

from replycodes.detect.codes import HTTP_TOO, Codes
from replycodes.detect.evidence.follows import closes, reply_follows
from replycodes.detect.evidence.keys import meaning
from replycodes.detect.evidence.named import ASSIGNS, TEXT_ARGUMENT, key, tells_outcome
from replycodes.detect.evidence.word_before import word
from replycodes.detect.late import late
from replycodes.detect.site import QUOTES, Site
from replycodes.detect.words import SENDING_WORDS

_SERVER_MARK = re.compile(
    r"(?:^|[\s|\])>,])(?:S:|S ?->|--+>|<<<?|<---?|<-|<~|<\*\*|<~\*|<=|SMTP<<?|FTP<<?|S>|recv:|RECV:|Received:|SENT:|Response:|response:|"
    r"reply:|REPLY:|\[Response\]|\*?(?:resp|get)\*|Server:|server:|Out:|<)[ \t\"'b]*$"
)
"""Marks that clients and sniffers put before what the server said: S:, <-, <<<, Response:."""


def mark(site: Site, codes: Codes) -> float:
    """A direction mark that says "the server sent this"."""
    if site.left.base == "relation" and not reply_follows(site):
        return 0.0
    if site.before[-1:] == "<" and site.before[:-1].strip():
        return 0.0  # "fewer than", or a bracket
    if f"3{site.code[0]}" in site.before and _dumped(site):
        return 6.0
    if _SERVER_MARK.search(site.before[-14:]) is None:
        return 0.0
    # "Response:" is a key as well, and counts once
    return 1.0 if site.left.base == "colon" and meaning(site.left.words) == "code" else 4.0


_BYTES = re.compile(r"(?:^|[\s:])((?:[0-9a-f]{2} {0,2}){3,16}) *\|?$")


def _dumped(site: Site) -> bool:
    """The text column of a hexadecimal dump, whose bytes begin with those of the code."""
    found = _BYTES.search(site.before)
    return found is not None and found.group(1).replace(" ", "").startswith(site.code.encode().hex())


_NAME = late(r"[A-Za-z]+\d\w*[\"'`]")


def argument(site: Site, codes: Codes) -> float:
    """A call or tuple of a code and a text: ``reject(550, "no")``; against it a name: ``(421, 'pc550')``."""
    left = site.left
    quoted = left.opened.startswith('"(') and left.base == "word" and site.after[:1] in QUOTES
    if not (quoted or left.opened.startswith("(")):
        return 0.0
    text = TEXT_ARGUMENT.match(site.after[quoted:])
    if text is None or _NAME.match(site.after, text.end() + quoted) or site.code in site.after:
        return 0.0
    return 3.0 if site.code in codes.known or not _LOGGING.intersection(site.left.words) else -3.0


_LOGGING = frozenset(
    ["log", "logger", "logging", "debug", "trace"]
)  # the number is a level or a message's own


def sending(site: Site, codes: Codes) -> float:
    """``return "577 not here"``, ``send_line("334 ...")``: a string that begins with a code is given out."""
    left = site.left
    if left.word == "echo" and left.gap and not left.opened and reply_follows(site):
        return 3.5
    if left.base != "word" or left.opened not in ('"', '"(') or SENDING_WORDS.isdisjoint(left.words):
        return 0.0
    if site.code[0] == "1" or not reply_follows(site):
        return 0.0
    return 0.5 if site.code in HTTP_TOO else 2.0


def introduces(site: Site, codes: Codes) -> float:
    """How plainly the left side says that a code comes."""
    plain = site.left.base == "word" and not site.left.opened  # "returned 127", "error 255" may be any number
    asked = (key, mark, argument, escape, sending) if plain else (key, mark, argument, escape, sending, word)
    return sum(weigh(site, codes) for weigh in asked)


def names_number(site: Site) -> bool:
    """The name before says that its value is another number."""
    return site.left.base in (*ASSIGNS, "word") and meaning(site.left.words) == "number"


_FEWER = re.compile(r"[a-z] <$")  # "ids <500": no mark of a transcript, no bracket


def relation(site: Site, codes: Codes) -> float:
    """``len(x) > 250``: a limit. ``code >= 500``: a code."""
    left = site.left
    if site.before[-1:] == "<" and _FEWER.search(site.before[-4:]) and ">" not in site.after:
        return -6.0
    if left.base != "relation" or (reply_follows(site) and not site.after[1:2].islower()):
        return 0.0
    return 2.0 if meaning(left.words) in ("code", "weak") else -8.0


_DIAGNOSTIC = late(r"\bdiagnostic-code: ?[\w-]{1,24}; ?$", re.IGNORECASE)  # of any type (RFC 3464)


def introducer(site: Site, codes: Codes) -> float:
    """``said: 550``, ``RCPT TO:<a>: 550``, ``smtp; 550``: a colon or semicolon before the code."""
    left = site.left
    if left.base == "colon" and left.gap and meaning(left.words) != "number":
        return 0.0 if closes(site) and not meaning(left.words) and not tells_outcome(site) else 1.5
    if left.base == "semicolon" and left.word in ("smtp", "lmtp", "ftp"):
        return 6.0
    if left.base == "semicolon" and left.gap and _DIAGNOSTIC.search(site.before[-48:]):
        return 4.0
    return 4.0 if site.before.endswith("_said:_") else 0.0  # qmail writes blanks as underscores


_CAST = re.compile(r"\(\w*(?:Code|Reply|Status|Response)\w*\)$")


_CODE_SAID = late(r"\b(?:[Cc]ode|[Ee]rror|[Rr]eply)[.:]? \[$")  # received an error code. [550]


def opened(site: Site, codes: Codes) -> float:
    """A string, a bracket or a cast that begins with the code: ``"550 no"``, ``(250 Ok)``, ``(SmtpReplyCode)550``."""
    first = site.left.opened[:1]
    if first == "[" and _CODE_SAID.search(site.before[-12:]):
        return 1.5
    if first == '"':
        return 1.5
    if first == "(":
        return 1.0
    return 5.0 if _CAST.search(site.before) else 0.0


def line_start(site: Site, codes: Codes) -> float:
    """The code begins the line, as in a bare session, or a comment."""
    if site.left.base != "start" or site.left.opened:
        return 0.0
    return 1.5 if not site.left.gap else 1.0


def escape(site: Site, codes: Codes) -> float:
    """A literal ``\\n`` directly before: a multi-line reply that was put on one line."""
    return 3.0 if site.left.base == "escape" else 0.0
