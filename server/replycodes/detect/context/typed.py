"""Evidence that what people type gives: one of two codes, lists of codes, remarks that name a code."""

from __future__ import annotations

import re

from replycodes.detect.codes import HTTP_TOO, Codes, tells
from replycodes.detect.context.lines import Lines
from replycodes.detect.evidence import Weights
from replycodes.detect.evidence.follows import closes
from replycodes.detect.evidence.touching import EXPRESSION
from replycodes.detect.evidence.word_before import said
from replycodes.detect.late import late
from replycodes.detect.lineinfo import LIMIT
from replycodes.detect.rows import CALLS
from replycodes.detect.site import Site, split_words
from replycodes.detect.words import ALL_COMMANDS, CODE_KEYS, NUMBER_WORDS, UNITS

_QUOTE = r"[bru]?[\"'`]?"
_FIRST = late(rf"{_QUOTE} ?(?:: ?|if\b[^\"'`]{{1,40}}? else ){_QUOTE}([1-5]\d\d)(?![\w.])")
_SECOND = late(rf"(?:\? ?{_QUOTE}|(?<![\w.]))([1-5]\d\d){_QUOTE} ?(?:: ?|if\b[^\"'`]{{1,40}} else ){_QUOTE}$")
_AHEAD = late(rf"\? ?{_QUOTE}$")
_LIST = late(r"(?:, ?([1-5]\d\d)(?![\w.]))+")
_EITHER = late(r"(?:\|[1-5]\d\d)+\)")
_CASES = late(r"(?:\|\d{2,5})+\)")
_COMMAND = late(
    rf"[\"'](?:{'|'.join(sorted(ALL_COMMANDS))})\b[^\"']{{0,40}}[\"'](?: ?[.+] ?\w{{1,24}})?, ?[\[\"']$",
    re.IGNORECASE,
)
_SENT = late(r"\\r\\n[\"'][^;\"']{0,50}, ?\[?[\"']?$")
_TEXT_FIRST = late(
    r"\b(?i:error|reply|respon[ds]|reject|raise|throw|fail|send|answer)\w*[ (][\"'][^\"']{1,60}[\"'], ?$"
)
_CODE_KEY = late(r"(?:\b|_)(?i:code)[\"']?, ?$")  # .with("code", 550), add(Key::Code, 550)
_COMPARES = frozenset(["assert", "vassert", "expect", "equal", "equals", "eq", "is"])
_ESCAPED = late(r"[ -]([245])\\?\\\.[\d\[\\]")  # 550 5\\.1\\.1
_BEHIND = late(r"(?<![\w.])([2-5]\d\d)[\])]?, ?$")  # expect(250, 300), expect([250, 251], 600)
_LISTED = late(r"[:\[({] ?((?:[1-5]\d\d, ?)*)$")
_PARTS = late(r", ?[\[({] ?([245]), ?\d{1,3}, ?\d{1,3} ?[\])}]")  # 550, [5, 1, 1]
_ADDRESS = late(r"[\"'](?:\w*_)?(?:address|recipient|email|rcpt|to)[\"'] ?(?::|=>) ?[\"']?[\w.{+-]{1,60}@?")
_GRAMMAR = re.compile(r"\" \[?SP\b")  # ok = "200" SP text CRLF
_OF_CODE = late(r"\b(?:reply|response|status) codes?\b|[a-z]_code\b", re.IGNORECASE)
_PUT_IN_LATER = late(r"[ -][\"'`] ?(?:[+.&,]|<<|\|\||%)|\\[rn]")
_MEASURE = late(r" (?:character|char|byte|octet|bit|second|minute|hour|day|pixel)s?\b")
_HTTP_STATUS = late(r"\.status_?[cC]ode\)?(?:, ?| [!=]==? )$")
_OF_MAIL = late(r"smtp|ftp|reply", re.IGNORECASE)
_COMPARED_CALL = late(r"\) ?(?:[=!<]?=|<>) $")
_BEGINS = late(r"[\"']([1-5]\d\d)[ -]")
_CONTRAST = late(r"\b(?:instead of|rather than|not|NOT) (?:an? |the )?$")
_OTHER = late(r"(?<![\w.-])([1-5]\d\d)(?![\w%]|[.,]\d)")
_OTHER_ASIDE = late(r"(?:\(|\b[Rr](?:eply|eturn)s? )([1-5]\d\d)(?![\w%]|[.,]\d)")
_ARTICLES = frozenset(["a", "an", "the"])
_REMARK = late(
    r"(?:^\s*\*|//|/\*|(?:^|\s)(?:#|--|\{)|<!--|^\s*;)(?=\s|[A-Z(])|^\s*(?:[A-Za-z][A-Za-z,'-]* ){4,}"
)
_ITEM = re.compile(r"\s*\* ")


def typed(around: Lines, line: str, column: int, site: Site) -> Weights:
    """What speaks for a reply code in source, configuration and documentation alone."""
    codes, profile = around.codes, around.profile
    weights: Weights = []
    if one_of_two(site, codes):
        weights.append(("one of two codes", 2.5))
    if site.left.base == "colon" and _in_list(
        site, codes, 3 if profile.prior > 0 and not profile.http else 9
    ):
        weights.append(("a list of codes", 2.5))
    if _EITHER.match(site.after) and _in_alternatives(site, codes):
        weights.append(("one of the codes that an expression matches", 2.0))
    elif site.after[:1] == "|" and site.left.base == "start" and _CASES.match(site.after):
        weights.append(("alternatives that are no codes", -4.0))
    if site.before[-1:] in ("^", "/") and EXPRESSION.search(site.before) and site.code in codes.standard:
        weights.append(("a pattern begins with it", 3.0 if tells(site.code, codes) else 1.0))
    escaped = _ESCAPED.match(site.after)
    if escaped and escaped.group(1) == site.code[0]:
        weights.append(("an enhanced code follows in a pattern", 5.0))
    if site.left.base == "pipe" and site.code in codes.standard:
        row = line[max(0, column - 200) : column + 200]
        again = row.count(f"| {site.code}{site.after[:1]}") > 1
        weights.append(("another cell holds it too", 1.5 if again else 0.0))
    if site.code[2] == "0":
        behind = _BEHIND.search(site.before)
        if behind and behind.group(1) in codes.standard and _of_another(site.code, behind.group(1), around):
            weights.append(("an argument behind the codes", -4.0))
    parts = _PARTS.match(site.after)
    if parts and parts.group(1) == site.code[0]:
        weights.append(("an enhanced code in parts follows", 6.0))
    if site.code in HTTP_TOO and _HTTP_STATUS.search(site.before) and not _OF_MAIL.search(site.before):
        weights.append(("the status of a web response", -6.0))
    if site.left.base == "comma" and site.code in codes.standard:
        names = set(split_words(site.before))
        if not site.left.gap and not site.left.opened and closes(site) and not CALLS.isdisjoint(names):
            weights.append(("an argument behind a command", 2.5))
        if site.left.last in CODE_KEYS and site.before.rstrip()[-2:-1] in ("'", '"') and not site.left.opened:
            weights.append(("the name of its property", 1.5))
        if not _COMPARES.isdisjoint(names) and not CODE_KEYS.isdisjoint(split_words(site.after)):
            weights.append(("what the test compares", 1.5))
        if closes(site) and not site.left.opened and _CODE_KEY.search(site.before):
            weights.append(("the key of a code before it", 2.0))
        if _COMMAND.search(site.before) or _SENT.search(site.before):
            weights.append(("the command that it answers is typed before it", 3.0))
        elif closes(site) and _TEXT_FIRST.search(site.before):
            weights.append(
                ("a call with its text and then the code", 2.5 if tells(site.code, codes) else 1.5)
            )
    if (
        site.left.base == "colon"
        and site.left.last == "code"
        and tells(site.code, codes)
        and around.ask(_addressed)
    ):
        weights.append(("the code of an address", 3.0))
    if site.left.opened == '"' and site.code in codes.standard and _GRAMMAR.match(site.after):
        weights.append(("the grammar of a reply", 7.0))
    if (
        site.left.last == "default"
        and site.left.base == "colon"
        and site.code in codes.smtp
        and profile.prior > 0
        and (_OF_CODE.search(line[:column]) or around.ask(_says_code))
    ):
        weights.append(("the default of a code", 7.0))
    if profile.prior >= 1.5 and not profile.http and set_against(line, column, site, codes):
        weights.append(("set against another code", 2.5))
    if site.left.opened[:1] == "(" and _begins(site):
        weights.append(("the reply that it begins stands beside it", 2.5))
    if site.left.opened[:1] == '"' and site.code in codes.standard and _PUT_IN_LATER.match(site.after):
        weights.append(("a reply without its text", 1.5))
    if _COMPARED_CALL.search(site.before[-6:]) and not CALLS.isdisjoint(site.left.words):
        weights.append(("what a command returned", 2.5))
    if profile.prior >= 1.5 and not profile.http and in_remark(around, line[:column], site):
        named = 1.0 if site.left.word in _ARTICLES and not site.after.startswith("'s") else 0.0
        weights.append(("a remark that names it", named + (2.5 if tells(site.code, codes) else 1.0)))
    return weights


def _addressed(around: Lines, index: int) -> bool:
    """A mail address stands in the same record: what a sending service keeps of a bounce."""
    near = range(max(0, index - 2), min(len(around.lines), index + 3))
    return any(_ADDRESS.search(around.text(other)[:LIMIT]) for other in near)


def _says_code(around: Lines, index: int) -> bool:
    """One of the two lines above speaks of the code of replies: its default stands here."""
    return any(_OF_CODE.search(around.text(above)) for above in range(max(0, index - 2), index))


def _begins(site: Site) -> bool:
    """A string of the same statement begins with the code: ``assertEquals(250, code("250-ready"))``."""
    found = _BEGINS.search(site.after)
    return found is not None and found.group(1) == site.code


def set_against(line: str, column: int, site: Site, codes: Codes) -> bool:
    """Another code stands left of it, and it is the other one: ``451 instead of 550``, ``temporary (451), else lost (550)``."""
    if site.code not in codes.standard:
        return False
    left = line[max(0, column - 120) : column]
    if _CONTRAST.search(left[-24:]):
        others = _OTHER.findall(left)
    else:
        others = _OTHER_ASIDE.findall(left) if left.endswith(" (") and site.after[:1] == ")" else []
    return any(code in codes.standard for code in others)


def one_of_two(site: Site, codes: Codes) -> bool:
    """``valid ? 235 : 535``, ``554 if known else 451``: what a condition chooses from."""
    found = _FIRST.match(site.after)
    if found and found.group().lstrip("bru\"'` ")[:1] == ":" and not _AHEAD.search(site.before):
        found = None
    found = found or _SECOND.search(site.before)
    if found is None or site.code not in codes.standard or found.group(1) not in codes.standard:
        return False
    return tells(site.code, codes) or tells(found.group(1), codes)


def _in_alternatives(site: Site, codes: Codes) -> bool:
    """``^(421|554)``: the number after the bar is a code too."""
    numbers = re.findall(r"\d+", _EITHER.match(site.after)[0])  # type: ignore[index]
    return site.code in codes.standard and all(number in codes.standard for number in numbers)


def _of_another(code: str, neighbour: str, around: Lines) -> bool:
    """It is no code, or one of another protocol than its neighbour in a call: ``expect(354, 120)`` waits 120 seconds."""
    own = around.codes.exclusive.get(code)
    theirs = around.codes.exclusive.get(neighbour) or around.protocols.only
    return code not in around.codes.standard or bool(own and theirs and own != theirs)


def _in_list(site: Site, codes: Codes, enough: int) -> bool:
    """``S: 250, 251``: the numbers around are codes too, one of them of mail or FTP only, or there are ``enough``."""
    left, right = _LISTED.search(site.before), _LIST.match(site.after)
    numbers = [*re.findall(r"\d+", left.group(1) if left else ""), site.code]
    numbers += re.findall(r"\d+", right.group() if right else "")
    return (
        len(numbers) > 1
        and all(number in codes.standard for number in numbers)
        and (len(numbers) >= enough or any(tells(number, codes) for number in numbers))
    )


def in_remark(around: Lines, before: str, site: Site) -> bool:
    """A comment or a sentence of documentation speaks of the code: ``after the 220``."""
    left = site.left
    if left.base != "word" or not left.gap or left.opened or site.code not in around.codes.standard:
        return False
    if around.profile.medium == "prose" and _ITEM.match(before):
        return False  # of a list of changes
    if (
        (left.last in NUMBER_WORDS and left.last != "after")
        or (left.last == "of" and not said(left))  # a list of 250 things
        or UNITS.match(site.after)
        or _MEASURE.match(site.after)
    ):
        return False
    return _REMARK.search(before) is not None
