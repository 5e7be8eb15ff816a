"""What stands left of a reply code and speaks for or against it."""

from __future__ import annotations

import re

from replycodes.detect.codes import HTTP_ONLY, HTTP_TOO, Codes
from replycodes.detect.evidence.follows import closes, noun_follows, reply_follows
from replycodes.detect.evidence.keys import meaning
from replycodes.detect.evidence.named import ASSIGNS, TEXT_ARGUMENT, key, tells_outcome
from replycodes.detect.site import Left, Site, split_words
from replycodes.detect.words import (
    ALL_COMMANDS,
    CODE_KEYS,
    CODE_WORDS,
    DELIVERY_WORDS,
    JOINING_WORDS,
    NUMBER_WORDS,
    PREPOSITIONS,
    REPLY_TEXT,
    SAYING_WORDS,
    SENDING_WORDS,
    STRONG_CODE_WORDS,
)

_SERVER_MARK = re.compile(
    r"(?:^|[\s|\])>,])(?:S:|<<<?|<---?|<-|<~|<\*\*|<~\*|<=|SMTP<|FTP<|S>|recv:|RECV:|Received:|SENT:|Response:|response:|"
    r"reply:|REPLY:|\[Response\]|\*?(?:resp|get)\*|Server:|server:|Out:|<)[ \t\"'b]*$"
)
"""Marks that clients and sniffers put before what the server said: S:, <-, <<<, Response:."""


def mark(site: Site, codes: Codes) -> float:
    """A direction mark that says "the server sent this"."""
    if site.left.base == "relation" and not reply_follows(site):
        return 0.0
    if site.before[-1:] == "<" and site.before[:-1].strip():
        return 0.0  # "fewer than", or a bracket
    if _SERVER_MARK.search(site.before[-14:]) is None:
        return 0.0
    # "Response:" is a key as well, and counts once
    return 1.0 if site.left.base == "colon" and meaning(site.left.words) == "code" else 4.0


_NAME = re.compile(r"[A-Za-z]+\d\w*[\"'`]")


def argument(site: Site, codes: Codes) -> float:
    """A call or tuple of a code and a text: ``reject(550, "no")``; against it a name: ``(421, 'pc550')``."""
    if not site.left.opened.startswith("("):
        return 0.0
    text = TEXT_ARGUMENT.match(site.after)
    if text is None or _NAME.match(site.after, text.end()):
        return 0.0
    return 3.0 if site.code in codes.known or not _LOGGING.intersection(site.left.words) else -3.0


_LOGGING = frozenset(
    ["log", "logger", "logging", "debug", "trace"]
)  # the number is a level or a message's own


def sending(site: Site, codes: Codes) -> float:
    """``return "577 not here"``, ``send_line("334 ...")``: a string that begins with a code is given out."""
    left = site.left
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


def introducer(site: Site, codes: Codes) -> float:
    """``said: 550``, ``RCPT TO:<a>: 550``, ``smtp; 550``: a colon or semicolon before the code."""
    left = site.left
    if left.base == "colon" and left.gap and meaning(left.words) != "number":
        return 0.0 if closes(site) and not meaning(left.words) and not tells_outcome(site) else 1.5
    if left.base == "semicolon" and left.word in ("smtp", "lmtp", "ftp"):
        return 6.0
    return 4.0 if site.before.endswith("_said:_") else 0.0  # qmail writes blanks as underscores


_NAMED = re.compile(
    r"\b(?:"
    + "|".join(sorted(STRONG_CODE_WORDS - {"failed"}))
    + r"|answer)s?(?: \w+){0,3} (?:is|was|were|of) $",
    re.IGNORECASE,
)
_EXIT = re.compile(r"\b[Ee]xit(?:ed|ing|s)?(?: with)?(?: (?:code|status))? $")
_VERB_BEFORE = re.compile(r"(?:^|[\s\"'])(?:" + "|".join(sorted(ALL_COMMANDS)) + r") $")


def word(site: Site, codes: Codes) -> float:
    """``error 550``, ``returned 550``; against it ``port 465``, ``line 550``, ``MaxClients 421``."""
    left = site.left
    if left.base != "word" or left.cut or not (left.gap or left.opened):
        return 0.0
    last = left.last
    if left.opened.startswith("("):
        return _in_parentheses(site)
    if left.opened == '"' and left.gap == "" and meaning(left.words) == "code":
        return 2.0
    if left.opened.startswith('"('):
        return 2.0 if meaning(left.words) in ("code", "weak") else 0.0
    if left.opened:
        return -9.0 if left.opened == "[" and not left.gap and closes(site) else 0.0
    if last == "rfc":
        return -9.0
    if left.name.isupper() and "_" in left.name:  # a constant: #define FTP_LOGINOK 230
        return {"number": -3.0, "": 0.0}.get(meaning(left.words), 1.5)
    if left.name in ALL_COMMANDS and reply_follows(site) and _said(left):
        return 2.0  # REPLY SIZE 500 what?
    if left.name.isupper() and len(last) > 2 and last not in CODE_WORDS and last not in NUMBER_WORDS:
        if _BARE_CLIENT.search(left.before[-24:]) or _VERB_BEFORE.search(left.before[-10:]):
            return -6.0  # a client's line: verb and argument
        return -1.5 if not site.after or reply_follows(site) or command_field(site, codes) else -5.0
    if last in NUMBER_WORDS or (len(left.words) > 1 and meaning(left.words) == "number"):
        return -6.0 if not site.enhanced_right else -2.0
    if _EXIT.search(site.before):
        return -8.0
    if site.before.endswith("status code ") and not _OF_MAIL.search(site.before):
        return 1.0  # HTTP's words
    if last in STRONG_CODE_WORDS or _NAMED.search(site.before):
        return 3.0
    if last in JOINING_WORDS:
        if _CODE_NEAR.search(site.before):
            return 1.5
        return -2.0 if _COUNTED.match(site.after) else 1.0
    if last in _SMALL_WORDS:
        return _before_small_word(site, codes)
    return 1.0 if last in CODE_WORDS else -2.0


_SMALL_WORDS = frozenset(["a", "an", "the", "of", "with", "as", "by", "to", "on", "not"])
_LAST_WORD = re.compile(r"([A-Za-z]+) $")


def _said(left: Left) -> bool:
    found = _LAST_WORD.search(left.before)
    return found is not None and found.group(1).lower() in SAYING_WORDS


def _before_small_word(site: Site, codes: Codes) -> float:
    """``a reply code of 502``, ``reply with 530``, ``the server sent a 421``: the word before the small one tells."""
    left = site.left
    if _said(left):
        return 3.0 if site.code in codes.standard else -1.0 if site.code in HTTP_ONLY else 1.0
    if left.last in CODE_WORDS:
        return 1.0
    if left.last == "to":
        return -2.0
    says = REPLY_TEXT.match(site.after[1:]) is not None and (
        site.code in codes.standard or site.after[1:2].isupper()
    )
    return 0.0 if says or (noun_follows(site) and site.code in codes.standard) else -2.0


_COUNTED = re.compile(r" [a-z]+\b(?! (?:" + "|".join(sorted(ALL_COMMANDS)) + r")\b)")
_OF_MAIL = re.compile(r"smtp|ftp|enhanced|dsn|mail", re.IGNORECASE)
_CODE_NEAR = re.compile(r"(?<![\w.])[1-5]\d\d[\"'`]?,? \w+ $")  # "550 or "


def _in_parentheses(site: Site) -> float:
    """``sent (250 Ok)``, ``reject(550,``; against it ``lmtp(550)``."""
    left = site.left
    if meaning(left.words) in ("code", "weak", "http") or (
        left.last in CODE_WORDS and left.last not in NUMBER_WORDS
    ):
        return 2.0
    if left.last in DELIVERY_WORDS and reply_follows(site) and site.after[:2] != "  ":
        return 2.5
    if left.last in PREPOSITIONS and site.before.endswith(" ("):
        return 0.0
    if left.last in NUMBER_WORDS or meaning(left.words) == "number":
        return -3.0
    if left.last in _COMPARING and CODE_KEYS.intersection(split_words(left.before[-40:])):
        return 2.0
    if _PROCESS.match(site.after) and site.before[-2:-1].isalpha():
        return -6.0  # lmtp(550): a process
    called = not left.gap and not (_ASIDE.search(site.before) and site.after[1:2])
    return -3.0 if called and closes(site) and not noun_follows(site) else 0.0


_COMPARING = frozenset(
    ["equal", "equals", "eql", "eq", "be", "same", "is"]
)  # expect(reply.code).to.equal(250)
_PROCESS = re.compile(r"\): ")
_ASIDE = re.compile(r"[A-Za-z,.] \($")  # prose in parentheses, not a call


_VERB_FIELD = re.compile(r"[\"'](?:" + "|".join(sorted(ALL_COMMANDS)) + r")\b[^\"']{0,60}[\"'][ ,;\t]+$")
_BARE_CLIENT = re.compile(r"^[\s<>~*-]*$|(?:C:|Command:|Request:|cmd\*|[<>]-*|-+>|[>\"'])[\s\"']*$")


def command_field(site: Site, codes: Codes) -> float:
    """The command answered stands in the field before: ``"RETR /x" 550``, ``192.0.2.1 PASS 530``."""
    left = site.left
    if left.base == "close" and _VERB_FIELD.search(site.before):
        return 6.0
    if left.base != "word" or not left.gap or left.opened or left.name not in ALL_COMMANDS or left.cut:
        return 0.0
    if _BARE_CLIENT.search(left.before[-24:]) or len(left.before) < 8 or reply_follows(site):
        return 0.0
    return 4.5 if not site.after.strip(" -0123456789") else 3.0


_CAST = re.compile(r"\(\w*(?:Code|Reply|Status|Response)\w*\)$")


def opened(site: Site, codes: Codes) -> float:
    """A string, a bracket or a cast that begins with the code: ``"550 no"``, ``(250 Ok)``, ``(SmtpReplyCode)550``."""
    first = site.left.opened[:1]
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


_TIME_TAIL = re.compile(r"\d:\d\d(?:[.,]\d+)?$")
_FLAGS = re.compile(r"(?:[ \t]+[-\w](?=[ \t])){4,}[ \t]+$")  # columns of one character: n - y -
_PREFIX_ENDS = re.compile(r"(?:\d|[AP]M|[\dM] -) \($")  # of a log: a time, or a time and a hyphen
_FRACTION = re.compile(r"\d:\d\d[,.:]$|(?<!\d)\d{1,2},$")


def number_before(site: Site, codes: Codes) -> float:
    """``4 550``, ``,550,``: a column among others. A time before is a log's prefix and says nothing."""
    left = site.left
    last = site.before[-1:]
    if last in (",", ".", ":") and _FRACTION.search(site.before[-6:]):
        return -9.0
    if last in (" ", "\t") and left.base in ("other", "word") and _FLAGS.search(site.before[-16:]):
        return -6.0
    if left.base in ("comma", "pipe") and not left.gap and not left.opened:
        if site.before[-2:] in (">,", "<,") and site.after[:1] in (" ", "-"):
            return 3.0  # the direction column of an Exchange protocol log
        return 0.0 if reply_follows(site) else -3.0
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
    ):
        return 0.0  # the program prints the code, then the reply
    if _TIME_TAIL.search(left.before) or (len(left.gap) > 2 and reply_follows(site)):
        return 0.0
    return -1.5


_GLUE_LEFT = re.compile(r"(?:[\w@%$\\&.]|[\w]-|\d[/:]|[^\s\"'(\[{<=,:;>|]/|\w:|[+]|&#)$")
_CODE_GLUE = re.compile(
    r"(?:\b(?i:smtp|lmtp|ftp|error|code|status|reply|response|error_code|dsn|said|denied|failed)[:_-]|_said:_|[:/]_|"
    r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}:|[)>]:|[a-z]: ?|[A-Z]{4}:|\(\w*(?:Code|Reply|Status|Response)\w*\))$"
)
_STARRED = re.compile(r"(?:^|[A-Za-z]: ?|^\s+)\*$")
_SOURCE_LINE = re.compile(r"\.[a-z]{1,4}:$")
_CIPHER = re.compile(
    r"(?:SHA\d*|MD5|POLY1305|GCM|CCM8?):$"
)  # its bits stand behind it: AES256-GCM-SHA384:256


_APART = frozenset(" \t\xa0\"'`([{=,;|>?")


def glue(site: Site, codes: Codes) -> float:
    """Characters that touch the digits and make them part of something else: ``host-550``, ``10:550``."""
    before = site.before
    last = before[-1:]
    if not last or last in _APART:
        return 0.0
    if before.endswith("*") and not before.endswith("**") and not _STARRED.search(before):
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
    return -9.0 if _GLUE_LEFT.search(before[-3:]) else -1.0
