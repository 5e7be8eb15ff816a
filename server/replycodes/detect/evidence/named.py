"""The key or name that a number is the value of: ``code: 550``, ``RCPT TO: 550``, ``size=550``."""

from __future__ import annotations

import re

from replycodes.detect.codes import MAIL_OR_FTP_ONLY, Codes
from replycodes.detect.evidence.follows import closes, reply_follows
from replycodes.detect.evidence.keys import meaning, other_code
from replycodes.detect.late import late
from replycodes.detect.site import Site
from replycodes.detect.words import DECIDING_FTP, DECIDING_SMTP, TEXT_KEYS

ASSIGNS = ("equals", "colon", "arrow")
TEXT_ARGUMENT = re.compile(r", ?[bruf@$]?[\"'`]")
_SESSION_WORD = re.compile(r"(?:^|\s)(?:In|Out): $")  # the marks of a transcript that Postfix sends
_PAIRS = late(r"(?:^|[ ,;])[\w.-]{1,24}=[^\s\"']{0,24}(?=[ ,;])")


_NAMED_VALUE = late(r"\bname=[\"']\w{0,24}[cC]ode[\"'] value=[\"']$")  # a property in XML
_SURE_KEYS = (
    DECIDING_SMTP | DECIDING_FTP | frozenset(["DATA", "QUIT", "STARTTLS", "VRFY", "EXPN", "NOOP", "RSET"])
) - {"MAIL"}
_COMMAND_KEY = re.compile(
    rf"(?:^|[\s{{,\[\"'`])(?:({'|'.join(sorted(_SURE_KEYS))}|MAIL[ _]FROM|RCPT[ _]TO)|(MAIL|AUTH|HELP|USER|PASS|LIST|TYPE|SYST|FEAT))"
    r":?[\"'`\]]?\s*(?::|=>|=)\s*[\[({\"'`]*$"
)
"""A mock's table of commands and their replies: ``RCPT TO: 550``, ``"QUIT" => 221``."""


_TITLE = re.compile(r"(?:\b(?:[sS]ubject|[tT]itle|[fF]ilename)|\sT)=\"[^\"]{0,60}$")


def in_title(site: Site) -> bool:
    """Within the quoted subject of a message: ``T="about 550 pages"``, as Exim logs it."""
    return '="' in site.before and _TITLE.search(site.before) is not None


_REMARKS = frozenset(["note", "notes", "comment"])
_EXIT_STATES = late(r"12[4-9]|1[3-5]\d|255")
_RESULTS = (("code",), ("rc",), ("ret",), ("status",), ("result",), ("res",), ("err",), ("retval",), ("r",))
_COMPARED = re.compile(r"[=!]=+ ?$")


def key(site: Site, codes: Codes) -> float:
    """``code: 550``, ``dsn=``, ``reply=``; against it ``size=550``, ``port: 465``, ``in=421``."""
    left = site.left
    if left.base == "close" and left.opened and left.last in TEXT_KEYS:
        return -8.0
    if left.base not in ASSIGNS or left.cut or not left.word or _SESSION_WORD.search(site.before):
        return 0.0
    if in_title(site):
        return -8.0
    if left.last == "value" and _NAMED_VALUE.search(site.before):
        return 4.5
    if (
        left.last in _REMARKS
        and (left.gap or left.opened)
        and reply_follows(site)
        and (not left.opened or left.last == "comment")
    ):
        return 0.0  # "Note: 251 is a code too", a remark of whoever wrote the source
    if left.last in TEXT_KEYS and (len(left.words) == 1 or left.last in ("subject", "title", "tags")):
        return 0.0 if site.enhanced_right and left.last in ("name", "value") else -8.0
    if left.before.endswith("<") and site.after.lstrip("\"'").startswith("</") and left.last == "code":
        return 1.0 if site.code in codes.standard else -6.0  # HTML's mark for anything typed
    if (
        site.code not in codes.known
        and _EXIT_STATES.fullmatch(site.code)
        and left.words in _RESULTS
        and _COMPARED.search(site.before)
    ):
        return -6.0  # what a process returned
    if left.name == "$status":
        return -3.0  # the exit status of a shell
    answered = _COMMAND_KEY.search(site.before[-24:])
    if answered:
        return 3.0 if answered.group(2) is None else 2.0 if site.code in MAIL_OR_FTP_ONLY else 0.0
    if other_code(left):
        return -7.0
    said = meaning(left.words)
    quoted = left.opened.startswith('"')
    starts_text = reply_follows(site)
    if said == "code":
        return 4.5
    if said == "weak":
        return 3.0 if site.code[0] in "2345" or site.code in codes.known else 0.0
    if said == "http":
        return 1.0
    if left.words == ("line",) and site.code in codes.standard and _UPPER.match(site.after):
        return -1.0  # the line that was sent: line=220 Ready
    if (
        left.base == "equals"
        and said not in ("code", "weak")
        and not quoted
        and len(_PAIRS.findall(site.before)) > 1
    ):
        return -7.0
    if said == "number":
        if left.opened.startswith("(") and TEXT_ARGUMENT.match(site.after):
            return 0.0  # mx.example.in: (554, 'no')
        if (starts_text and (left.gap or quoted)) or (quoted and _FILLED.match(site.after)):
            return -2.0
        return -9.0 if left.base == "equals" else -7.0
    if said == "outcome":
        return 1.5 if not starts_text else 1.0
    if left.base == "equals" and left.opened.startswith('"') and site.after[:1] in (" ", "-"):
        return 2.0
    if starts_text or left.base == "arrow":
        return 0.0
    if left.base == "equals":
        return -1.5 if left.gap or left.opened[:1] in ("(", "[", "{") else -4.0
    if TEXT_ARGUMENT.match(site.after) or tells_outcome(site):
        return 0.0
    return -2.5 if left.opened or closes(site) else 0.0


_UPPER = re.compile(r"[ -][A-Z][\w-]+(?!=)\b")
_FILLED = re.compile(r"[ -][{%$#]\w?")  # a text that is put in later: "213 {}"
_ADDRESS = re.compile(r"@[\w.-]{1,60}>?: $")
_OUTCOME = late(
    r"\b(?:fail\w*|denied|refused|reject\w*|error|returned|answered|replied|said)\b", re.IGNORECASE
)


def tells_outcome(site: Site) -> bool:
    """Several words and a colon, and the code ends the line: ``Failed FTP upload: 553``."""
    left = site.left
    if left.base != "colon" or site.after:
        return False
    if _ADDRESS.search(site.before):
        return True  # a reply without text, behind the recipient: RCPT TO:<a@example.org>: 550
    return _OUTCOME.search(left.before.rpartition(":")[2] + " " + left.word) is not None
