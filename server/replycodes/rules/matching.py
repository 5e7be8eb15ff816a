"""Whether a code is only matched by the text around it, not sent: in a regular expression, or as a bound of a range.

A bounce classifier that holds ``/^599 .*full/`` invents nothing, and neither does ``code < 600``. What tells a regular
expression is the literal around the code: its metacharacters, its slashes, or what it is handed to. A bracket or a
dollar sign elsewhere in the line proves nothing.
"""

from __future__ import annotations

import re

_LONGEST = 2_000  # columns on either side that are read

_QUOTES = "\"'`"
_META = re.compile(
    r"""
    \\[dswDSWbBAzZ.|()\[\]{}^$+*?-]          # an escape that only patterns have
  | \[\^?[^\]\[]{0,24}?(?:a-[zfh]|A-[ZFH]|(?<!\d)\d-\d(?!\d))[^\]\[]*\]  # a class with a range: [0-9]
  | \[\^?[^\]\[]{1,24}\](?:[+*?]|\{\d)       # a class that is repeated: [ -]?
  | \[\^                                     # a class that excludes
  | \[[ ]?-[ ]?\]                            # the two marks behind a reply code: [ -]
  | \(\?[:=!<Pimsx]                          # a group with a sign
  | \([^()\s]{1,80}(?:\|[^()|\s]{1,80})+\)   # a group of alternatives
  | \.[*+](?![\w/])                          # anything, repeated
  | \.\?(?=[\w\\(])
  | [\])\w]\{\d+(?:,\d*)?\}                  # a counted repetition
    """,
    re.VERBOSE,
)
_BESIDE = re.compile(r"\|\s*$|[\^]\s*\(*$")  # directly before the code: an alternative, an anchor
_BEHIND = re.compile(r"\s*\)*(?:\||\$(?:$|\)))")
_HANDED_TO = re.compile(
    r"""
    (?: \b \w* (?: regexp? | regex(?:es|p)? | pattern s? | failregex | ignoreregex ) \w* (?: \.\w+ )? (?: \(\s* | \s*[=:]>?\s* | \s*,\s* )
      | \bre\.\w+\(\s*
      | \b(?:preg_\w+|mb_ereg\w*|ereg\w*|regcomp|regexec|scan|gsub|sub|matches|rlike|regexp_\w+)\(\s*(?:[\w$>.-]+,\s*)?
      | \bmatch\s*=\s*
      | \b(?:e|f|z|r|rip)?grep\b[^"'`]*\s
      | [=!]~[*]?\s*
      | ~[*]\s*
    )
    [brRuf@$]{0,2}["'`/]?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SLASH_BEFORE = re.compile(
    r"(?:^|[=(,:~\[!&|{;]|\b(?:return|if|unless|when|and|or|not|split|grep)|\bm|\bqr|\bs|%r)\s*$"
)

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`")

_BOUND_LEFT = re.compile(r"(?:[\w)\]\s](?:<=|>=)\s*|[\w)\]]\s+[<>]\s+|[\w)\]]<\s*)$")
_BOUND_RIGHT = re.compile(r"\s*(?:<=|>=)|\s+[<>]\s+[\w(]|<\s*=?\s*\w+\s*(?:&&|\|\||\)|and\b)")
_RANGE_LEFT = re.compile(
    r"(?:\b\d{3}\s*(?:\.\.[.=<]?|-|–|\bto\b|\bthrough\b)|\brange\s*\(\s*\d{3}\s*,|\bbetween\s+\d{3}\s+and)\s*$",
    re.IGNORECASE,
)
_RANGE_RIGHT = re.compile(r"\s*(?:\.\.[.=<]?|-|–|\bto\b|\bthrough\b)\s*\d{3}\b(?![-. ]\d)", re.IGNORECASE)
_SERIES = re.compile(
    r"\s*(?:series|range|block|family|group|level|class)\b", re.IGNORECASE
)  # "the 300 series"
_RANGE_CALL = re.compile(r"\b(?:range\s*\(|between)\s*$", re.IGNORECASE)


def only_matched(text: str, start: int, end: int) -> bool:
    """Whether the code at ``text[start:end]`` is a pattern's or a bound's."""
    low = max(0, start - _LONGEST)
    text = text[low : end + _LONGEST].rstrip("\r\n")
    start, end = start - low, end - low
    return _is_bound(text, start, end) or _in_expression(text, start, end)


def _is_bound(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if _BOUND_LEFT.search(before) or _BOUND_RIGHT.match(after):
        return True
    round_hundred = text[start:end].endswith(("00", "99"))
    if not round_hundred:
        return False
    if _RANGE_LEFT.search(before) or _RANGE_RIGHT.match(after) or _SERIES.match(after):
        return True
    return _RANGE_CALL.search(before) is not None and after[:1] in (",", " ")


def _in_expression(text: str, start: int, end: int) -> bool:
    literal = _literal_around(text, start, end)
    if literal is None:
        return _in_slashes(text, start, end) or _in_bare_value(text, start, end)
    first, last = literal
    inside = text[first:last]
    if _META.search(inside) or _HANDED_TO.search(text[max(0, first - 120) : first]):
        return True
    if _in_slashes(text, start, end):
        return True
    return _beside(text[first:start], text[end:last])


def _beside(before: str, after: str) -> bool:
    """Whether an anchor or the stroke between alternatives touches the code."""
    return _BESIDE.search(before) is not None or _BEHIND.match(after) is not None


def _literal_around(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The inside of the string literal that holds the code, quotes left out. A literal that is not closed in its
    line ends with it."""
    at = 0
    while at < start:
        opening = text[at]
        if opening not in _QUOTES or (
            opening == "'" and at and text[at - 1].isalnum() and not _prefix(text, at)
        ):
            at += 1
            continue
        close = at + 1
        while close < len(text) and text[close] != opening:
            close += 2 if text[close] == "\\" else 1
        if close >= end:
            return at + 1, min(close, len(text))
        at = close + 1
    return None


def _prefix(text: str, at: int) -> bool:
    """Whether the letters before a quote are a literal's prefix (r'', b''), no word with an apostrophe."""
    return text[at - 1] in "rRbBuUfF" and (at < 2 or not text[at - 2].isalnum())


def _in_slashes(text: str, start: int, end: int) -> bool:
    """``/^550 /`` where a value may stand: JavaScript, Ruby, Perl, Postfix tables."""
    at = text.rfind("/", 0, start)
    while at >= 0:
        close = text.find("/", end)
        before = text[:at]
        if close > 0 and before[-1:] != "/" and _SLASH_BEFORE.search(before):
            return True
        at = text.rfind("/", 0, at)
    return re.search(r"(?:%r|\bqr|\bm)[{(!|][^})!|]*$", text[:start]) is not None


def _in_bare_value(text: str, start: int, end: int) -> bool:
    """``failregex = ^.* 550 5\\.7\\.1``: a value without quotes."""
    key = re.match(r"\s*[\w.\"'-]+\s*[=:]\s*", text)
    first = key.end() if key else 0
    if first > start:
        first = 0
    named = _HANDED_TO.search(text[:first]) is not None if key else False
    bare = _QUOTED.sub("", text[first:])
    return named or _META.search(bare) is not None or _beside(text[first:start], text[end:])
