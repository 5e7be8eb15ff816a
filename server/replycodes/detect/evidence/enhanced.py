"""Evidence for and against enhanced status codes."""

from __future__ import annotations

import re

from replycodes.detect.codes import Codes
from replycodes.detect.late import late
from replycodes.detect.site import Site, pair_turned
from replycodes.detect.words import (
    CODE_KEYS,
    ERRORS_ABROAD,
    REPLY_TEXT,
    TEXT_KEYS,
    UNITS,
    VERSION_WORDS,
    WEAK_KEYS,
)

_BEFORE = re.compile(
    r"(?:\bdsn[\s\"':=]*|\bstatus[\"']?\s*[:=]\s*[\"']?|#|\b(?:REJECT|DEFER|DISCARD|HOLD|DEFER_IF_PERMIT|DEFER_IF_REJECT|"
    r"E?REJECT|reject|defer)[\s\"':]+|(?<![\w.-])(?:ERROR|error|retry):[\s\"']*|\$@ |enhanced\w*[\"']?\s*(?:[:=]|=>)\s*[\"']?)$",
    re.IGNORECASE,
)


def introducer(site: Site, codes: Codes) -> float:
    """``dsn=``, ``Status:``, ``#``, ``REJECT``: where an enhanced code stands without a reply code."""
    if not _BEFORE.search(site.before[-24:]):
        return 0.0
    return (
        2.0
        if site.before.endswith("#")
        and not site.before.endswith("(#")
        and site.left.gap == ""
        and (not _text(site) or _ALSO.search(site.before[-10:]))
        else 5.5
    )


_ALSO = late(r"\d\.\d{1,3}, #$")  # of several sections: #4.3.6, #4.4.5
_PRODUCT = late(r"\((?:[A-Z]\w{1,20}[ -]){2,5}$")
_PATH = re.compile(r"/\d{3}_$")
_ISSUE = re.compile(r"#\d+[:)] ?$")


def reply(site: Site, codes: Codes) -> float:
    """A reply code directly before; of the same class it is nearly proof."""
    before = site.reply_left
    if not before and pair_turned(site):
        return 6.0
    if not before or _PATH.search(site.before[-8:]) or _ISSUE.search(site.before[-10:]):
        return 0.0
    return 7.0 if before[0] == site.code[0] else 4.5


def position(site: Site, codes: Codes) -> float:
    """A quote, a colon or the line's start before."""
    left = site.left
    if left.base == "start" and not left.opened:
        return 2.0
    if left.base == "escape":
        return 3.0
    if left.opened.startswith('"'):
        return 2.0
    if left.base == "colon" and left.gap:
        return 2.0
    if left.opened.startswith("("):
        return 1.0
    if left.base in ("comma", "semicolon", "pipe") or site.before[-1:] == "\t":
        return 1.5
    return 0.0


def key(site: Site, codes: Codes) -> float:
    """A code key before it: ``"enhanced-code": "5.1.1"``, ``error_code=5.1.1``."""
    left = site.left
    if left.base not in ("equals", "colon", "arrow") or left.cut:
        return 0.0
    if left.last in TEXT_KEYS or left.last == "score":
        return 0.0 if left.last == "value" and left.base == "colon" and _text(site) else -8.0
    if left.last in CODE_KEYS or "enhanced" in left.words or "dsn" in left.words:
        return 3.0
    return 1.5 if left.last in WEAK_KEYS else -1.0 if left.base == "equals" else 0.0


def known(site: Site, codes: Codes) -> float:
    """A registered detail weighs in; a subject beyond 7 weighs against."""
    detail = site.code[2:]
    subject = detail.partition(".")[0]
    if detail in codes.details or detail == "0.0":
        return 2.0
    return -3.0 if int(subject) > 7 else 0.0


def _text(site: Site) -> bool:
    after = site.after.removeprefix(" -")
    return (
        after[:1] in (" ", "_", "-", "\xa0", "\t")
        and bool(after[1:2])
        and (after[1].isalpha() or after[1] in "<[('\"*" or after[1] > "\x7f")
    )


def text(site: Site, codes: Codes) -> float:
    """Text follows, with words that servers use."""
    if not _text(site):
        return 0.0
    hits = sum(
        1 for part in re.split(r"[^a-zA-Z]+", site.after[:45])[:8] if len(part) > 1 and REPLY_TEXT.match(part)
    )
    return 1.0 + min(hits, 3) * 0.7


_GLUE_BEFORE = late(r"(?:[\w@%$\\&/~^+*]|\w-|[<>=!~]=\s?|[<>]\s?|\d\s?-|\bv|\()$")
_GLUE_AFTER = re.compile(r"[\w@%\\/+]|-\w|\.\w|\.[*x]|[_]\w")


def glue(site: Site, codes: Codes) -> float:
    """``foo-5.1.1``, ``>= 5.1.1``, ``5.1.1-rc2``: a version."""
    before, weight = site.before, 0.0
    if site.left.base != "escape" and not site.reply_left:
        found = None if before.endswith("**") and _text(site) else _GLUE_BEFORE.search(before[-4:])
        if found and not before.endswith("(") and not (before.endswith("_") and before[-2:-1] in ":(#/"):
            weight -= 7.0
        elif before.endswith("-") and not site.reply_left:
            weight -= 5.0
    if (
        _GLUE_AFTER.match(site.after)
        and not (site.after[0] == "_" and before.endswith("_"))
        and not site.after.startswith(("\\n", "\\r", '\\"', "\\'"))
        and not (site.after[0] == "+" == before[-1:] and site.reply_left)  # IIS writes blanks so
    ):
        weight -= 7.0
    return weight


_ALONE = re.compile(r"[ \t]*$")
_DATED = late(
    r"[ \t]*(?:[(\[/]|-{1,3}|\u2013)? ?(?:\d{4}[-/]\d\d|(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6},? \d)|: "
)
_DATE_BEFORE = late(r"^\W{0,3}\d{4}[-/]\d\d[-/]\d\d[ :,-]{1,4}$")
_CONSTANT = late(r" [A-Z]{2,20}(?:_[A-Z]+)+$")
_IMAGE = late(
    r"[\w-]/[\w.-]+:$|Version\.new\([\"']$|Version=&quot;$"
)  # the tag of an image, a version's own type
_VERSION_CALL = late(r"[vV]ersion\w{0,8}\((?:\w{1,20}\()?[\"']$")
_SECTION = late(r"\b(?:rfc ?-?|RFC ?-?|std|STD ?)\d{3,4}\W{1,3}(?:\w{1,10} )?$|\b\d{4} #$")
_VERSION_AFTER = late(
    r" (?:is )?(?:released?|installed|start(?:ed|ing)|beta|alpha|rc\d?|build|(?:or|and) (?:later|newer|higher|above|up))\b",
    re.IGNORECASE,
)
_BEFORE_CODE = frozenset(["error", "failed", "status", "with", "smtp", "rejected"]) | ERRORS_ABROAD
_EVENT_HEAD = late(
    r"\b(?:CEF|LEEF):\d(?:\.\d)?(?:\|[^|]{0,40}){2}\|$"
)  # of an event: maker, product, version
_TRANSPORT = late(r"\bwith (?:E?SMTP|LMTP)[A-Z]* \($")  # a Received header: the program's version
_PACKAGE = late(r"[\w-]@v?\d{1,3}\.\d{1,3}\.\d{1,3}(?!\.?\d)")  # a release of a package: name@2.1.0
_DEPENDENCY = late(
    r"(?:gem|pod|requires?|depends?\w*|\w*dependency|implementation|version)[ (]+[\"'][\w./:-]{1,40}[\"'], ?[\"']$"
)
_SPAN = late(  # error codes 5.1.1 to 5.1.20
    r"(?:\b(?:codes?|errors?|status|NDRs?|DSNs?)|erreurs?|errores|Fehlercodes?)(?:,? [245]\d\d)? [245](?:\.\d{1,3}){2}"
    r" (?:to|through|until|bis|\xe0|a|hasta|\u0434\u043e) $",
    re.IGNORECASE,
)
_IN_LIST_LEFT = late(r"\d\.\d[\w.-]*(?: \[\w+\])?, ?$")
_IN_LIST_RIGHT = late(r"(?: \[\w+\])?, ?v?\d+\.\d")


def _heading(site: Site) -> bool:
    """Nothing or a date follows, as in a list of releases."""
    return _DATED.match(site.after) is not None or (site.whole_right and _ALONE.match(site.after) is not None)


def version(site: Site, codes: Codes) -> float:
    """``version 5.1.1``, ``RFC 959, 4.2.1``, ``Exim 4.9.2``: words that make it a version or a section."""
    left = site.left
    if _ISSUE.search(site.before[-10:]):
        return -6.0  # of an issue
    if site.reply_left:
        return 0.0
    if _SECTION.search(site.before[-24:]) or _IMAGE.search(site.before[-32:]):
        return -9.0
    if site.before[-1:] == "|" and _EVENT_HEAD.search(site.before[-64:]):
        return -6.0
    if site.before[-1:] == "\t":
        return 0.0  # a column of its own
    if left.base == "word" and left.gap and not left.opened:
        if _SPAN.search(site.before):
            return 3.0
        if left.before.endswith("/") or _PRODUCT.search(site.before):
            return -5.0  # the name of a program: mailer/smtp 4.3.0, (Example Pro SMTP 4.1.8)
        if left.name.startswith("$") and left.last not in VERSION_WORDS:
            return 3.5  # behind a reply code that is put in later: "$NOT_ALLOWED 5.1.3 $address"
        if left.last in CODE_KEYS or left.last in _BEFORE_CODE:
            return 1.5
        return -5.0 if left.last in VERSION_WORDS else -3.0
    if left.last.startswith("version") or _VERSION_CALL.search(site.before[-48:]):
        return -6.0
    if left.base == "start" and not left.opened and site.after[:1] == ".":
        return -6.0  # the number of a section
    if _DATE_BEFORE.search(site.before) and not site.after.strip():
        return -6.0  # a release, behind its date
    if left.base == "start" and not left.opened and (_heading(site) or _CONSTANT.match(site.after)):
        return -8.0 if "#" in site.before else -4.0  # a heading of a changelog
    if "@" in site.before and _PACKAGE.search(site.before):
        return -5.0
    if left.base == "comma" and left.opened[:1] == '"' and _DEPENDENCY.search(site.before):
        return -6.0
    if left.word and left.last in VERSION_WORDS and not (left.last == "to" and left.opened):
        return -6.0
    if (left.base != "escape" and UNITS.match(site.after)) or _VERSION_AFTER.match(site.after):
        return -6.0
    if left.base == "word" and left.opened == "(" and site.after[:1] == ";":
        return -6.0  # the version of a program: "mailer (2.5.0; ...)"
    if site.after[:1] == ")" and _TRANSPORT.search(site.before[-20:]):
        return -6.0
    if left.base == "digit" and left.gap:
        return -3.0
    if _IN_LIST_LEFT.search(site.before) or _IN_LIST_RIGHT.match(site.after):
        return -5.0
    return 0.0
