"""IMAP status words and response codes: they count in a response position only."""

from __future__ import annotations

import re
from collections.abc import Iterable

from replycodes.detect.codes import Codes
from replycodes.detect.late import late

STATUS = late(r"(?:OK|NO|BAD|BYE|PREAUTH)(?![\w.-])")
_TAG = late(
    r"(?:^|(?<=[\s\"'`<>:(^]))([A-Za-z]{0,8}\d{1,9}|[A-Za-z]{1,4}\d{1,9}[A-Za-z]?\d*|(?:[A-Za-z]{1,3}|\d{1,3})\.\d+|\+?[a-z]\w{0,7}|\*|\.)$"
)
_QUOTES = tuple("\"'`")
_SAID = late(
    r"(?:error|said|returned|responded|answered|response|reply|server|rejected|failed|failure|:)[^:]{0,12}: $",
    re.IGNORECASE,
)
_TAG_LATER = late(r"(?:\{\w{0,12}[tT]ag\w{0,12}\}|\\\(\w{0,12}[tT]ag\w{0,12}\)) $")  # of a template string
_JOINED = late(r"[.+&] ?[\"'] $")  # the tag is a value: tag + " OK done"
_ANCHORED = late(r"\^ ?\S{1,12} $")  # a pattern: /^A1 OK/
_CODE = late(r" \\{0,2}\[([A-Za-z][A-Za-z0-9/_-]*)(?=[\] \\\"'])")
_PHRASE = late(
    r"\b(?:complet\w*|logged|log ?in|log ?out|authenticat\w*|failed|failure|ready|mailbox|command|success\w*|closing|"
    r"unavailable|imap\w*|select\w*|fetch\w*|store\w*|append\w*|permission|denied|unknown|invalid|done|idle|terminated|server|"
    r"autologout|bye|accepted|begin|tls|expunge\w*|search\w*|no such|not found|quota|error|still here|nothing|create|subscribe)",
    re.IGNORECASE,
)
COMMAND = late(
    r" (?:UID )?(?:CAPABILITY|NOOP|LOGOUT|STARTTLS|AUTHENTICATE|LOGIN|ENABLE|SELECT|EXAMINE|CREATE|DELETE|RENAME|SUBSCRIBE|"
    r"UNSUBSCRIBE|LIST|LSUB|NAMESPACE|STATUS|APPEND|IDLE|CHECK|CLOSE|UNSELECT|EXPUNGE|SEARCH|FETCH|STORE|COPY|MOVE|THREAD|SORT|"
    r"GETQUOTA|GETQUOTAROOT|SETQUOTA|GETACL|SETACL|MYRIGHTS|GETMETADATA|SETMETADATA|ID|COMPRESS)\b"
)
"""The commands of RFC 9051 and the common extensions, as servers name them in their answers: NO AUTHENTICATE failed."""
_CLIENT = late(r"(?:C:|->|~>|>>>|IMAP>|Request:|> b|>|Command:|send:)\s*[\"'b]*$")
_SERVER = late(r"(?:S:|<-|~<|<<<|IMAP<|Response:|< b|<|\*\*|recv:|reply:|Received:|got:|<=)\s*[\"'b]*$")


def status_weight(line: str, start: int, word: str, codes: Codes) -> list[tuple[str, float]]:
    """The evidence for a status word at ``start``, by name."""
    left = line[max(0, start - 60) : start].replace("\\r", "  ").replace("\\n", "  ").replace("\\*", " *")
    right = line[start + len(word) : start + len(word) + 60]
    found: list[tuple[str, float]] = []
    if right and right[0] not in " \r\n\"'\\])" and not (right[0] == "/" and _ANCHORED.search(left)):
        return [("not followed by a blank", -9.0)]
    bare = left[:-1]
    tag = _TAG.search(bare[-14:]) if left.endswith(" ") else None
    name = ""
    if tag is None:
        code = _CODE.match(right)
        later = _TAG_LATER.search(left)
        in_string = left.rstrip(" ").endswith(("}", '"', "'", "%s"))
        if (in_string and code and code.group(1).upper() in codes.response_codes) or later:
            found.append(("a tag put in later", 3.0 if left.endswith(" ") else -1.0))
        elif _JOINED.search(left) and (COMMAND.match(right) or _PHRASE.search(right)):
            found.append(("a tag put in later", 1.5))
        else:
            known = _known_code(right, codes)  # remarks leave the tag out: "or NO [TRYCREATE]"
            found.append(("no tag before", -1.0 if known else -1.5 if left.endswith(": ") else -3.0))
        if _SAID.search(left):
            found.append(("introducer", 2.0))
        prefix = left
    else:
        prefix = bare[: len(bare) - len(tag.group(1))]
        name = tag.group(1)
        if name == "*":
            found.append(("untagged response", 3.5))
        elif name == ".":
            found.append(("tag", 2.0 if not prefix.strip() else 1.5 if prefix.endswith(_QUOTES) else -4.0))
        elif any(c.isdigit() for c in name):
            found.append(("tag", 3.0 if name[0].isalpha() else 2.0))
        elif len(name) < 3 and (
            _SERVER.search(prefix[-14:]) or (prefix.endswith(('"', "'")) and _CODE.match(right))
        ):
            found.append(("tag", 2.0))
        elif _known_code(right, codes):
            found.append(("a word as the tag", -1.0))
        else:
            found.append(("no tag shape", -4.0))
        if name.isdigit() and prefix.endswith("tatus: "):
            found.append(("the web's status", -6.0))
        if word in ("BYE", "PREAUTH") and name != "*":
            found.append(("only untagged", -3.0))
    begins = start <= 60 and not prefix.strip()
    if tag is not None and (begins or line[: start - 1 - len(name)].endswith(("\\n", "\\r"))):
        found.append(("start of line", 1.0))
    elif tag is not None and prefix.strip() and not prefix[-1:].isspace() and prefix[-1:] not in "\"'`>:(^":
        found.append(("tag inside text", -4.0))
    if _CLIENT.search(prefix[-14:]):
        found.append(
            ("client's line", 0.0 if name == "*" else -3.0 if prefix.rstrip().endswith(">") else -8.0)
        )
    elif _SERVER.search(prefix[-14:]):
        found.append(("server's line", 2.5))
    elif prefix.rstrip().endswith(('"', "'", "`", ":", "^")):
        found.append(("string or introducer", 1.0))
    code = _CODE.match(right)
    if code:
        known = code.group(1).upper() in codes.response_codes
        found.append(("response code", 4.0 if known else 2.5 if code.group(1).isupper() else -1.0))
    elif COMMAND.match(right):
        found.append(("the command that it answers", 2.5))
    elif _PHRASE.search(right):
        found.append(("response words", 1.5))
    elif name == "*" and word != "BYE" and right[:1] == " " and right[1:2].islower():
        found.append(("a sentence goes on", -2.0))
    if not right.strip():
        found.append(("nothing follows", -0.5))
    elif right.lstrip(" ")[:1] == "=":
        found.append(("a name", -6.0))
    if line[start : start + len(word)] != word and word != "BYE":
        found.append(("not in upper case", -4.5 if name == "*" and not code else -2.5))
    return found


def _known_code(right: str, codes: Codes) -> bool:
    """A response code that is registered follows."""
    code = _CODE.match(right)
    return code is not None and code.group(1).upper() in codes.response_codes


def tags_command(above: Iterable[str], tag: str) -> bool:
    """One of the lines above, nearest first, is a command with the tag, and no answer to it stands between."""
    for line in above:
        bare = line.lstrip("<>CS: \t")
        if bare == tag or bare.startswith(f"{tag} "):
            if tag.isdigit() and len(tag) == 3:  # else a reply code
                return COMMAND.match(bare, len(tag)) is not None
            return not STATUS.match(bare, len(tag) + 1)
        at = line.find(f" {tag} ")
        if at >= 0 and COMMAND.match(line, at + len(tag) + 1):
            return True
    return False


def response_code(line: str, end: int, codes: Codes) -> tuple[int, int] | None:
    """The span of the bracketed atom behind a status that ends at ``end``."""
    code = _CODE.match(line, end)
    if code is None:
        return None
    name = code.group(1)
    return code.span(1) if name.isupper() or name.upper() in codes.response_codes else None


# What any program writes in brackets, with words behind them.
_MARKS = frozenset(["ALERT", "PARSE", "CLOSED", "LIMIT"])
_ENGLISH_CODES = (
    "ANNOTATE AUTH CANNOT CAPABILITY CORRUPTION DOWNGRADED EXPIRED IN-USE INPROGRESS INUSE METADATA MODIFIED READ-ONLY "
    "READ-WRITE REFERRAL TEMPFAIL THROTTLED TOOBIG TOOMANY UNAVAILABLE UNSEEN"
)
# Words of English, that other programs have too.
_ENGLISH = _MARKS.union(_ENGLISH_CODES.split())


def lone_weight(line: str, column: int, code: str) -> list[tuple[str, float]]:
    """The evidence for a response code without its status."""
    if line[column - 1] == "(":
        return [("response code in parentheses", 3.5)]
    if line[column + len(code) :].startswith("] ="):
        return [("an element", -9.0)]
    if in_sentence(line, column):
        weights = [("response code in a sentence", 1.0)]
    else:
        weights = [("response code in a string", 3.0 if line[column - 2 : column - 1] != " " else 2.0)]
    if line[column + len(code) : column + len(code) + 2] == "] " or code not in _MARKS:
        weights.append(("text follows", 1.0))
    if code not in _ENGLISH:
        weights.append(("a word that nobody else has", 1.0))
    return weights


def in_sentence(line: str, column: int) -> bool:
    """No quote stands before the bracket of the response code, and no colon."""
    before = line[max(0, column - 3) : column - 1]
    return line[column - 1] == "[" and before[-1:] not in _QUOTES and before[-2:] not in (": ", "+ ")
