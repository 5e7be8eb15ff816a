"""What the word left of a reply code says, and the client's command there."""

from __future__ import annotations

import re

from replycodes.detect.codes import HTTP_ONLY, HTTP_TOO, MAIL_OR_FTP_ONLY, Codes, tells
from replycodes.detect.evidence.follows import closes, noun_follows, reply_follows
from replycodes.detect.evidence.keys import meaning, other_code
from replycodes.detect.evidence.named import in_title
from replycodes.detect.late import late
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
    STRONG_CODE_WORDS,
)

_NAMED = late(
    r"\b(?:"
    + "|".join(sorted(STRONG_CODE_WORDS - {"failed"}))
    + r"|answer)s?(?: \w+){0,3} (?:is|was|were|of)(?: type)? $",
    re.IGNORECASE,
)
_EXIT = late(r"\b[Ee]xit(?:ed|ing|s)?(?: with)?(?: (?:code|status))? $")
_VERB_BEFORE = late(r"(?:^|[\s\"'])(?:" + "|".join(sorted(ALL_COMMANDS)) + r") $")


def word(site: Site, codes: Codes) -> float:
    """``error 550``, ``returned 550``; against it ``port 465``, ``line 550``, ``MaxClients 421``."""
    left = site.left
    if left.base != "word" or left.cut or not (left.gap or left.opened):
        return 0.0
    last = left.last
    if in_title(site) or other_code(left):
        return -8.0
    if left.opened.startswith("("):
        return _in_parentheses(site, codes)
    if left.opened == '"' and left.gap == "" and meaning(left.words) == "code":
        return 2.0
    if left.opened.startswith('"('):
        key = meaning(left.words)
        return 2.0 if key in ("code", "weak") else -5.0 if closes(site) and last in _IDENTITIES else 0.0
    if left.opened == "{" and closes(site) and left.name.isupper():
        return (
            1.5 if meaning(left.words) in ("code", "weak", "outcome") else 0.0
        )  # const int LOGGED_IN { 230 };
    if left.opened == "[" and last in STRONG_CODE_WORDS and site.code in codes.standard and closes(site):
        return 2.0  # Login failed[530]
    if left.opened:
        return -9.0 if left.opened == "[" and not left.gap and closes(site) else 0.0
    if last == "rfc" or (left.name in _WEB_VERBS and site.code not in MAIL_OR_FTP_ONLY):
        return -9.0
    if "_" in left.name and (
        left.name.isupper() or left.before.endswith("#define ")
    ):  # #define FTP_LOGINOK 230
        return {"number": -3.0, "": 0.0}.get(meaning(left.words), 1.5)
    if left.name in ALL_COMMANDS and reply_follows(site) and said(left):
        return 2.0  # REPLY SIZE 500 what?
    if left.name.isupper() and left.name.endswith("ID") and not left.opened:
        return -2.0 if site.enhanced_right else -6.0  # MID 550, DCID 421: identifiers
    if left.name.isupper() and len(last) > 2 and last not in CODE_WORDS and last not in NUMBER_WORDS:
        if _BARE_CLIENT.search(left.before[-24:]) or _VERB_BEFORE.search(left.before[-10:]):
            return -6.0  # a client's line: verb and argument
        return -1.5 if not site.after or reply_follows(site) or command_field(site, codes) else -5.0
    if last == "after" and closes(site) and site.code in MAIL_OR_FTP_ONLY and _COMES.search(left.before):
        return 1.0
    if last in NUMBER_WORDS or (len(left.words) > 1 and meaning(left.words) == "number"):
        return -2.0 if site.enhanced_right else -9.0 if left.name in _PROCESS_WORDS else -6.0
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
    if left.name in _TYPED_COMMANDS and site.code in MAIL_OR_FTP_ONLY:
        return 1.0
    if last in _SMALL_WORDS:
        return _before_small_word(site, codes)
    return 1.0 if last in CODE_WORDS else -2.0


_COMES = late(r"\b(?:appears?|comes?|follows?|sent|received?) (?:right |only |directly |immediately )?$")
_IDENTITIES = frozenset(["password", "passwd", "user", "username", "name", "id", "host", "title", "subject"])
_PROCESS_WORDS = frozenset(["pid", "pids", "process", "delivery", "uid", "gid", "port", "line"])
_WEB_VERBS = frozenset(["GET", "POST", "PUT", "PATCH", "HEAD"])  # http fetch GET 200 https://...
_TYPED_COMMANDS = frozenset(
    ["ehlo", "helo", "rcpt", "starttls", "pasv", "epsv", "retr", "stor"]
)  # after ehlo 250
_SMALL_WORDS = frozenset(["a", "an", "the", "of", "with", "as", "by", "to", "on", "not", "like"])
_LAST_WORD = re.compile(r"([A-Za-z]+) (?:is |was |to |such )?(?:with )?$")
_FAILED = re.compile(r"\b(?:fail|reject|refus|deni|abort)(?:s|ed|es|ing)? $", re.IGNORECASE)


def said(left: Left) -> bool:
    """A word of answering stands before the small word: ``a reply code of``."""
    found = _LAST_WORD.search(left.before)
    return found is not None and found.group(1).lower() in SAYING_WORDS


def _before_small_word(site: Site, codes: Codes) -> float:
    """``a reply code of 502``, ``reply with 530``, ``the server sent a 421``: the word before the small one tells."""
    left = site.left
    if said(left):
        return 3.0 if site.code in codes.standard else -1.0 if site.code in HTTP_ONLY else 1.0
    if left.last == "with" and _FAILED.search(left.before):
        return 2.0 if site.code in codes.standard and site.code not in HTTP_TOO else 1.0
    if left.last in CODE_WORDS:
        return 1.0
    if left.last == "to":
        return -2.0
    says = REPLY_TEXT.match(site.after[1:]) is not None and (
        site.code in codes.standard or site.after[1:2].isupper()
    )
    return 0.0 if says or (noun_follows(site) and site.code in codes.standard) else -2.0


_COUNTED = late(r" [a-z]+\b(?! (?:" + "|".join(sorted(ALL_COMMANDS)) + r")\b)")
_OF_MAIL = late(r"smtp|ftp|enhanced|dsn|mail", re.IGNORECASE)
_CODE_NEAR = late(r"(?<![\w.])[1-5]\d\d[\"'`]?,? \w+ $")  # "550 or "


def _in_parentheses(site: Site, codes: Codes) -> float:
    """``sent (250 Ok)``, ``reject(550,``; against it ``lmtp(550)``."""
    left = site.left
    if meaning(left.words) in ("code", "weak", "http") or (
        left.last in CODE_WORDS and left.last not in NUMBER_WORDS
    ):
        return 2.0
    if closes(site) and _LABELLED.search(site.before):
        return 3.0  # Response code: Service ready (220)
    if left.last in DELIVERY_WORDS and reply_follows(site) and site.after[:2] != "  ":
        return 2.5
    if left.last in PREPOSITIONS and site.before.endswith(" ("):
        return 0.0
    if left.last in NUMBER_WORDS or meaning(left.words) == "number":
        return -3.0
    comparing = left.last in _COMPARING or ("equal" in left.words and site.code not in HTTP_TOO)
    if comparing and CODE_KEYS.intersection(split_words(left.before[-40:])):
        return 2.0
    if left.last in _LISTS and not _ANSWERING.isdisjoint(split_words(_CALLEE.sub(r"\1", left.before[-40:]))):
        return 2.0
    if not _ANSWERING.isdisjoint(left.words):
        return 2.0
    if left.last in _GIVING and site.after[:1] == "," and tells(site.code, codes):
        return 2.0
    if _PROCESS.match(site.after) and site.before[-2:-1].isalpha():
        return -6.0  # lmtp(550): a process
    called = not left.gap and not (_ASIDE.search(site.before) and site.after[1:2])
    return -3.0 if called and closes(site) and not noun_follows(site) else 0.0


_LABELLED = late(r"\b(?:[Rr]esponse|[Rr]eply) code(?:: [A-Z][^:()]{2,60}|(?: [a-z]+){1,3}) \($")
_COMPARING = frozenset(
    ["equal", "equals", "eql", "eq", "be", "same", "is"]
)  # expect(reply.code).to.equal(250)
_LISTS = frozenset(["array", "list", "set", "tuple", "of", "vec"])  # parseResponse(array(250, 251))
_CALLEE = late(r".*?(\w+)\($")
_ANSWERING = frozenset(["respond", "reply", "replies", "response"])  # respond_multiline(250, text)
_GIVING = frozenset(["write", "send"])  # channel.write(213, size)
_PROCESS = re.compile(r"\): ")
_ASIDE = re.compile(r"[A-Za-z,.] \($")  # prose in parentheses, not a call


_VERB_FIELD = late(
    r"[\"'](?:" + "|".join(sorted(ALL_COMMANDS)) + r")(?:_[A-Z0-9]+)?\b[^\"']{0,60}[\"'][ ,;\t]+$"
)
_BARE_CLIENT = late(r"^[\s<>~*-]*$|(?:C:|Command:|Request:|cmd\*|[<>]-*|-+>|[>\"'])[\s\"']*$")


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
