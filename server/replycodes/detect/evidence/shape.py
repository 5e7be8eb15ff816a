"""What the code itself says."""

from __future__ import annotations

import re

from replycodes.detect.codes import ROUND, Codes
from replycodes.detect.evidence import left as left_side
from replycodes.detect.evidence import right as right_side
from replycodes.detect.evidence.follows import closes, reply_follows
from replycodes.detect.late import late
from replycodes.detect.site import Site
from replycodes.detect.words import CODE_WORDS, REPLY_TEXT, STRONG_CODE_WORDS

_NAMED = re.compile("code$")
_IMAP_STATUS = re.compile(r" (?:OK|NO|BAD) ")


def known(site: Site, codes: Codes) -> float:
    """A defined code weighs in, an undefined one against; less so behind an introducer, for the linter's sake."""
    code = site.code
    if code in codes.standard:
        return 1.5
    introduced = bool(site.enhanced_right) or left_side.introduces(site, codes) >= 2
    if code in codes.known:
        return 1.0 if introduced else -1.0
    if _IMAP_STATUS.match(site.after):
        return -6.0  # the tag of an IMAP response
    if code[0] == "1":
        return -6.0  # SMTP has none, and those of FTP are known
    if (
        code[0] in "6789"
        and site.left.base == "equals"
        and closes(site)
        and not _NAMED.search(site.left.last)
    ):
        return -6.0  # reject = 999: a score
    if code[0] not in "2345" or code[1] > "5":
        return -1.5 if introduced else -6.0
    return -1.0 if introduced or right_side.phrase(site, codes) > 1.5 else -3.0


_NEXT = re.compile(r", ?([1-5]\d\d)\b(?!\.)")
_JOINS = r",? (?:and|or|&|not|instead of|rather than) "
_OR = late(_JOINS + r"([1-5]\d\d)\b(?!\.)")
_OR_BEFORE = late(r"(?:([A-Za-z]+) )?\b([1-5]\d\d)" + _JOINS + "$")
_PREVIOUS = re.compile(r"\b([1-5]\d\d), ?$")


def joined(site: Site, codes: Codes) -> bool:
    """``550, 551 or 553``: one of several codes."""
    found = _OR_BEFORE.search(site.before)
    return found is not None and found.group(2) in codes.known


_OR_NUMBER = late(_JOINS + r"([016-9]\d\d|\d\d|\d{4,5})\b(?![.%-])")


def listed(site: Site, codes: Codes) -> float:
    """``(550, 551, 553)``: the neighbour in a list is a defined code too."""
    if right_side.slashed(site, codes):
        return 2.5
    if site.left.opened[:1] in ("(", "[", "{"):
        found = _NEXT.match(site.after) or _PREVIOUS.search(site.before)
        if found is None and _OR_NUMBER.match(site.after):
            return -3.0  # (110 or 995)
    elif site.left.base == "word" and (site.left.word in CODE_WORDS or site.left.word == "not"):
        before = _OR_BEFORE.search(site.before)
        said = before is not None and (before.group(1) or "").lower() in CODE_WORDS
        found = before if said else _OR.match(site.after)
    else:
        return 0.0
    return (
        1.5
        if found and found.group(found.lastindex or 1) in codes.standard and site.code in codes.standard
        else 0.0
    )


_DEFAULT = late(r"\b[Dd]efaults?(?: is| to|:) [`'\"]?$")


def round_number(site: Site, codes: Codes) -> float:
    """``250`` or ``500`` without a word beside it may be any number; so may any that is only a default."""
    is_round = site.code in ROUND and (site.left.last not in STRONG_CODE_WORDS or site.code[0] == "1")
    if not is_round and site.code in codes.standard:
        return 0.0
    if site.after[:3] == " by" and site.after.startswith(" by default"):
        return -6.0
    if not is_round:
        return 0.0
    left = site.left
    if (
        left.base == "word"
        and not left.opened
        and left.last not in CODE_WORDS
        and site.after[1:2].islower()
        and not site.after.startswith(" instead")
        and not REPLY_TEXT.match(site.after[1:])
    ):
        return -1.5  # over 350 protocols, in any language
    if (site.code not in codes.smtp or not reply_follows(site)) and _DEFAULT.search(site.before[-14:]):
        return -4.0
    return 0.0 if reply_follows(site) else -1.0
