"""What stands right of a reply code and speaks for or against it."""

from __future__ import annotations

import re

from replycodes.detect.codes import HTTP_ONLY, HTTP_TOO, Codes
from replycodes.detect.evidence.follows import noun_follows
from replycodes.detect.late import late
from replycodes.detect.site import Site, pair_turned
from replycodes.detect.words import ALL_COMMANDS, REPLY_TEXT, SAYING_WORDS, UNITS


def enhanced_code(site: Site, codes: Codes) -> float:
    """An enhanced code follows; of the same class it is the strongest single sign."""
    enhanced = site.enhanced_right
    if not enhanced:
        return 6.0 if pair_turned(site) else 0.0
    if enhanced[0] == site.code[0]:
        return 6.5
    return 4.0 if site.code[0] <= "5" else 0.0  # 959 5.3.1: a section of a document


_LOGIC = re.compile(r" (?:then|do|else)\b")
_NAMED = re.compile(r"\d+[A-Za-z]{3}")
_ENTITIES = ("&lt;", "&quot;", "&#")  # of HTML, for an address or a quotation
_NEXT_KEY = late(r"[ ,;]+[\w.-]{1,24}=(?!=| |$)")


def text(site: Site, codes: Codes) -> float:
    """A blank or a hyphen and then text."""
    after = site.after
    if after.startswith(": ") and (after[2:3].isalpha() or after[2:3] == "<"):
        return 0.0 if after.startswith(": http") else 1.0
    if after.startswith(("] '", '] "')) and site.left.base == "start":
        return 2.0  # [220] 'ready'
    if after[:3] == "..." and after[3:4].isalpha():
        return 1.5
    if after[:1] not in (" ", "-", "\t", "_", "\xa0") or site.enhanced_right:
        return 0.0
    body = after[1:].lstrip(" ")
    if not body:
        return 0.5
    if body.startswith("# ") and site.left.base in ("colon", "equals"):
        return 0.0  # a remark behind a value
    if (after[0] == "\t" and not body[0].isalpha()) or _LOGIC.match(after):
        return 0.0
    if _NEXT_KEY.match(after):
        return 1.0 if site.left.base == "colon" and after[1:2].isupper() else -2.0
    if after[0] == "-" and body[0] in "<'\"[(":
        return 2.5
    if len(after) - len(body) > 2 and site.left.base == "start" and site.left.gap:
        return -2.5  # an indented count and what it counts
    if body[0].isalpha() or _NAMED.match(body):
        blanks = len(after) - len(body)
        if blanks > 2:
            return -1.5 if body[0].islower() else 0.5
        if UNITS.match(after) or (blanks > 1 and body[0].islower()):
            return 0.0
        return 1.0 if site.left.base == "comma" and not phrase(site, codes) else 2.0
    if body[0] == "(":
        return 1.0 if body[1:2].isalpha() or body[1:2] == "#" else -2.0
    if body[0].isdigit():
        if site.code == "213" and body.isdigit():
            return 1.0  # a size or a time is all that FTP's 213 says
        if body.startswith((f"{site.code} ", f"{site.code}-")):
            return 2.0  # the program prints the code, then the reply
        return 0.0 if site.left.base == "start" or site.left.opened.startswith('"') else -1.0
    if body.startswith(_ENTITIES):
        return 1.5
    if body.startswith("=>"):
        return 0.0  # a case, or a key
    return 1.5 if body[0] in "<'\"[*#{:%$" or body[0] > "\x7f" else -1.5 if body[0] in "&=" else 0.0


_CAPABILITY = late(
    r"[ -](?:STARTTLS|PIPELINING|8BITMIME|ENHANCEDSTATUSCODES|SMTPUTF8|CHUNKING|BINARYMIME|AUTH[ =]?(?:PLAIN|LOGIN|CRAM|XOAUTH2)|"
    r"SIZE(?: \d| ?[\"'])|DSN(?![\w-]))"
)


def capability(site: Site, codes: Codes) -> float:
    """``250-STARTTLS``: one of the extensions that EHLO is answered with."""
    return 3.0 if site.code == "250" and _CAPABILITY.match(site.after) else 0.0


_COMMAND = re.compile(
    r" (?:after|to|for|on|in (?:reply|response|answer) to) (?:the )?(?:end of )?[\"'`]?("
    + "|".join(sorted(ALL_COMMANDS))
    + r")\b"
)


EXPECTED = (" was expected", " were expected", " is expected")


def command(site: Site, codes: Codes) -> float:
    """``554 after DATA``, ``550 in reply to RCPT``."""
    return 3.0 if _COMMAND.match(site.after) or site.after.startswith(EXPECTED) else 0.0


_PRODUCT = late(r"[\w)\"'\]] ?\* $|\w \+ $")
_ARITHMETIC = re.compile(r" ?(?:\*|\+|<<|>>) ?[\w($]| % [\w(]| / \w|/\d|\s*\*\*\s*\d")


def arithmetic(site: Site, codes: Codes) -> float:
    """``550 * 1024``: a value in a calculation."""
    if site.before[-2:] in ("* ", "+ ") and _PRODUCT.search(site.before[-4:]):
        return -7.0
    return -7.0 if _ARITHMETIC.match(site.after) and not slashed(site, codes) else 0.0


_SLASHED_BEFORE = late(r"(?:^\d{0,2}/?|[\"'])((?:[1-5]\d\d/)*)$")
_SLASHED_AFTER = late(r"((?:/[1-5]\d\d)*)(?:[\"']|/?\d{0,2}$)")


def slashed(site: Site, codes: Codes) -> bool:
    """One of several codes in quotes, as a client names what it expected: ``"250/251/252"``."""
    if "/" not in (site.before[-1:], site.after[:1]):
        return False
    before, after = _SLASHED_BEFORE.search(site.before[-13:]), _SLASHED_AFTER.match(site.after)
    if before is None or after is None:
        return False
    others = {*before.group(1).split("/"), *after.group(1).split("/")} - {""}
    return bool(others) and others <= codes.standard and site.code in codes.standard


_REASONS = {
    "500": "internal server",
    "502": "bad gateway",
    "503": "service unavailable",
    "504": "gateway time",
    "421": "misdirected",
    "425": "too early",
    "426": "upgrade required",
    "451": "unavailable for legal",
    "200": "success",
    "201": "created",
    "204": "no content",
    "301": "moved perm",
    "302": "found",
    "304": "not modified",
    "400": "bad request",
    "401": "unauthorized",
    "403": "forbidden",
    "404": "not found",
    "405": "method not allowed",
    "409": "conflict",
    "410": "gone",
    "418": "i'm a teapot",
    "429": "too many requests",
}


_MAIL_SAYS_TOO = frozenset(["200", "500", "503"])


def reason(site: Site, codes: Codes) -> float:
    """``503 Service Unavailable``: HTTP's own text for this code (RFC 9110 section 15)."""
    if site.code not in _REASONS:
        return 0.0
    said = site.after[1:].lower()
    if not said.startswith(_REASONS[site.code]):
        beside = site.code in HTTP_ONLY and re.search(f"[\"']{_REASONS[site.code]}", said)
        return -5.0 if beside else 0.0  # 'code' => 404, 'message' => 'Not Found'
    if site.code == "200" and site.left.opened.startswith('"'):
        return 0.0  # a string of a test: "200 success"; whose it is the file tells
    return -3.0 if site.code in _MAIL_SAYS_TOO else -6.0


_TIME_FOLLOWS = late(
    r"[ \t]+(?:\d{4}-\d\d-\d\d[T ]|(?:\d\d?[ /-])?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ /-][ \d]?\d|"
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? |\d\d:\d\d:\d\d)"
)
_LEVEL_AFTER = late(
    r" \[(?:debug|info|note|notice|warn|warning|err|error|crit|critical|fatal|system)\]", re.IGNORECASE
)
_TABLE_TEXT = late(r" {3,}(?:[Mm]ax|[Mm]in|[Nn]umber of|[Ss]ize|[Tt]ime|[Ii]nterval|[Pp]ort\b)")
_TIME_AFTER = re.compile(r" +\d{1,7}\.\d{6,9} ")
_MARK_AFTER = re.compile(r" (?:[SC]:|Response:|Request:|Command:|[<>]) ")
_COUNT_AFTER = late(r" [a-z]+, \d+ [a-z]+|, (?:of which|including)\b")
_COUNT_BEFORE = re.compile(r"\b\d+ [a-z]+, $")
_IN_BRACKETS_AFTER = late(r"\), (?:and )?[\w-]+ \((\d+)\)")
_IN_BRACKETS_BEFORE = late(r"\((\d+)\), (?:and )?[\w-]+ \($")
_NUMBERS_AFTER = re.compile(r"(?: +[^\s\d]\S*){0,2}(?: +[\d.:]+(?!\S)){3}")


def counts(site: Site, codes: Codes) -> float:
    """``250 delivered, 450 deferred``; ``550 postfix 20 0 42100``: one number of a summary or a table."""
    if ("," in site.after and _COUNT_AFTER.match(site.after)) or (
        site.before[-2:] == ", " and _COUNT_BEFORE.search(site.before[-24:])
    ):
        return -5.0
    if site.after[:1] == ")" and site.before[-1:] == "(":
        found = _IN_BRACKETS_AFTER.match(site.after) or _IN_BRACKETS_BEFORE.search(site.before)
        if found and not {site.code, found.group(1)} <= codes.known:
            return -5.0  # telnet (519), ftp (459)
    if site.after[:1] in (" ", "\t") and site.left.base == "start" and _TIME_FOLLOWS.match(site.after):
        return -9.0  # the number of a line of a log
    if site.after.startswith(" LOG: "):
        return -8.0  # Exim's process, before what its log gets
    if site.after[:2] == " [" and _LEVEL_AFTER.match(site.after):
        return -8.0  # a thread or process, before how important the line is
    if site.after[:3] == "   " and _TABLE_TEXT.match(site.after):
        return -5.0  # the description of a limit
    if _MARK_AFTER.match(site.after) or ("0" <= site.after[1:2] <= "9" and _TIME_AFTER.match(site.after)):
        return (
            -8.0
        )  # a frame of a capture, a length or an identifier before the mark that says who sent the text
    if _NUMBERS_AFTER.match(site.after):
        return -4.0 if site.after.lstrip(" ")[:1].isdigit() else -8.0
    return 0.0


_CHALLENGE = late(r" [A-Za-z0-9+/]{7,}={0,2}(?: |$)")  # in Base64, all that 334 says (RFC 4954)
_EDGES = re.compile(r"[^a-z]+", re.IGNORECASE)


_STATUS_CODE = late(r" status[- ]codes?\b")


def phrase(site: Site, codes: Codes) -> float:
    """Words that servers use in replies, within the text right of the code; a noun such as ``response`` says it."""
    if noun_follows(site):  # "status code" is the word of HTTP
        return -1.0 if site.code in HTTP_TOO and _STATUS_CODE.match(site.after) else 2.5
    if site.after[:1] not in (" ", "-", "_", "\t", ":", "\xa0", ",", "'", '"', ")"):
        return 0.0
    if UNITS.match(site.after) or (site.after[0] == "\t" and not site.after[1:2].isalpha()):
        return 0.0  # a measure, or a column whose neighbour is another
    if site.after[0] == "," and site.code not in codes.standard and _JSON_KEY.match(site.after):
        return 0.0  # the next key of a record
    if site.code == "334" and _CHALLENGE.match(site.after):
        return 2.4
    hits = 0
    for part in _EDGES.split(site.after[:45])[:8]:
        if len(part) > 1 and REPLY_TEXT.match(part):
            hits += 1
    return min(hits, 3) * 0.8


def unit(site: Site, codes: Codes) -> float:
    """``550 bytes``, ``550 ms``: a measure."""
    if site.after[:1] == "-" and site.left.base == "start":
        return 0.0
    if site.after[:4] in (" and", " or ", " AS ") and _COMPARISON.match(site.after):
        return -6.0
    found = UNITS.match(site.after)
    if found is None or (site.left.word in SAYING_WORDS and noun_follows(site)):
        return 0.0  # "return 550 errors"
    return -6.0


_COMPARISON = late(r" (?:and|or) (?:above|below|more|less|higher|lower|greater|fewer)\b| AS [a-z]\w*")
"""``500 and above``; SQL's ``501 AS uid``."""
_STREET = late(
    r" (?:[A-Z][\w.']*,? ){1,4}(?:Street|Avenue|Road|Drive|Boulevard|Blvd|Lane|Suite|Parkway|Ave|Rd)\b"
)


def street(site: Site, codes: Codes) -> float:
    """``530 Lytton Avenue``: the number of a house."""
    return -9.0 if site.after[1:2].isupper() and _STREET.match(site.after) else 0.0


_GLUE_RIGHT = re.compile(
    r"[\w@%\\]|\.\.?\d|/\d|/[a-z]|:\d|x\d|-\d{1,3}-|-\d{4,}|\+\d|,\d{3}(?!\d)|[=*^]\d|\.[a-z]{2,4}\b| ?[*/^<>%=] ?\d| ?-> ?\d"
)


_IDEOGRAPHS = "\u2e80"  # from here on, letters of scripts that put no blank between a number and a word
_COUNTERS = "个個次条條封通年月日号號秒分时時件名人位行元円台份天回字개명건번초분원"  # what is counted, behind its number
_JSON_KEY = re.compile(r",\s*\"\w+\":")


_PHONE = re.compile(r"(?:-|\) ?)\d{3}-\d{4}(?!\d)")
_CODES = late(r"(?:,[1-5]\d\d)+(?:[)\]}]|  |$)")  # (250,251)
_COUNTED = re.compile(r"-\d{1,5} [A-Za-z]")
_HANDED_ON = re.compile(r"-([45])\d\d[ -]\1\.\d")  # a reply within a reply: 550-552 5.2.2 full
_IDENTIFIER = late(r"-[A-Za-z]{2,4}-\d{3}")  # 426-abc-114.0: the identifier of a sender
_PROPERTY = late(r"\.[A-Za-z][\w.]* ?[=:]")
_CONVERTED = late(
    r"\.(?:into|to|as)(?:_\w{1,16}|[A-Z]\w{1,16})?\("
)  # 451.into(), 550.to_string(), 250.toString()


def glue(site: Site, codes: Codes) -> float:
    """Characters right of the digits that make them part of something else: ``550.5``, ``550px``, ``550-12-01``."""
    after = site.after
    if after[:1] >= _IDEOGRAPHS:
        return -9.0 if after[0] in _COUNTERS else 0.0
    if after[:1] == "]" and after[1:2].isalnum() and site.left.opened.startswith("["):
        return -9.0  # the number of a connection: [550]USER
    if after[:1] == "/" and after[1:2].isupper() and site.left.base == "equals":
        return -9.0  # a number and its name: status=203/EXEC
    if _PHONE.match(after) and (after[0] == "-" or site.before.endswith("(")):
        return -9.0  # of a telephone: 550-555-0123, (550) 555-0123
    if not after or after[0] in " \"')]}>;":
        return 0.0 if not after[:3].strip(" ") or not _GLUE_RIGHT.match(after) else -3.0
    if site.enhanced_right or after.startswith("...") or slashed(site, codes):
        return 0.0
    if (after[0] == "_" and site.before.endswith("_")) or (after[0] == "," and site.before.endswith(",")):
        return 0.0
    if after[0] == "." and after[1:2].isalpha():
        if _CONVERTED.match(after):
            return 0.0
        if site.left.base != "start":
            return -9.0
        return (
            2.5
            if _PROPERTY.match(after)
            else 0.0
            if not site.whole_right and after[1:].replace(".", "").isalnum()
            else -9.0
        )
    if after[0] == "-" and (
        site.left.base == "escape" or (site.left.base == "start" and _COUNTED.match(after))
    ):
        return 0.0
    if after[0] == "," and (site.left.opened[:1] in ("(", "[", "{") or site.left.base == "start"):
        found = _CODES.match(after)
        if found and {site.code, *found.group().strip(" )]}").split(",")[1:]} <= codes.standard:
            return 0.0
    if after[0] == "-" and _IDENTIFIER.match(after):
        return -9.0
    if after[0] == "-" and after[1:4].isdigit() and after[4:5] in tuple("- \"')"):
        return 0.0 if after[1:4] == site.code or _HANDED_ON.match(after) else -4.0
    if after.startswith(("\\n", "\\r", '\\"', "\\'", "\\b", "\\s", "\\D")):
        return 0.0
    return -9.0 if _GLUE_RIGHT.match(after) else 0.0


def closing(site: Site, codes: Codes) -> float:
    """Nothing but a closing mark follows: fine for a key or a call, weak otherwise."""
    after = site.after
    if not after:
        return 0.5 if site.whole_right else 0.0
    return 0.5 if after[0] in "\"')]},;" else 0.0
