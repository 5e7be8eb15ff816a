"""Position vote: places that mostly hold known codes are reply columns, those that hold counters are not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from replycodes.detect.codes import HTTP_ONLY, MAIL_OR_FTP_ONLY, Codes

_CANDIDATE = re.compile(r"[1-9](?<![\w.][1-9])\d\d(?![\w]|\.\d|\]:)")  # not a process: smtpd[550]:
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_NUMBER = re.compile(r"\d[\d.:]*")
_BLANKS = re.compile(r"[ \t]{2,}|\t")
REACH = 28  # code points to the left that are folded
KEPT = 6  # folded characters that make the shape
MEMBERS = 4


RIGHT = 3  # code points to the right that are looked at
_COMMENTS = frozenset([" #", " /", "//", "/*", "# ", "--"])


def place(left: str, right: str) -> str:
    """The shape of a place: what stands left, words and numbers folded, and the kind of character right of it."""
    whole = len(left) <= REACH
    folded = _BLANKS.sub(" ", _NUMBER.sub("0", _WORD.sub("a", left[-REACH:])))
    folded = folded.lstrip() or folded  # a longer name reaches beyond the line's indentation
    kind = right[:1]
    if kind == " " and right[1:3] in _COMMENTS:
        kind = ""  # a comment behind it ends the statement
    elif kind == " " and right[1:2]:
        kind = " 0" if right[1].isdigit() else " a" if right[1].isalpha() else " " + right[1]
    elif kind.isalpha():
        kind = "a"
    return f"{'^' if whole and not folded.strip() else ''}{folded[-KEPT:]}|{kind}"


_OF_THE_WEB = HTTP_ONLY | {"200", "500", "501", "502", "503", "504"}
_STAMP = re.compile(
    r"(?:[\[<(]?(?:\d{4}[-/]\d\d[-/]\d\d|\d{1,2}[/.]\w{2,3}[/.]\d{4}|[A-Z][a-z]{2} [A-Z]?[a-z]{0,2} ?[ \d]?\d)[ T:,]*)?"
    r"\d{1,2}:\d\d:\d\d(?:[.,]\d+)?"
)


def behind_time(line: str) -> int:
    """The column behind the time that a line begins with."""
    stamp = _STAMP.match(line)
    return stamp.end() if stamp else 0


def first_place(line: str) -> int:
    """The column of the first number of code size behind the line's time, -1 if none."""
    head = line[:400]
    found = _CANDIDATE.search(head, behind_time(head))
    return found.start() if found else -1


def groups(lines: list[str]) -> dict[str, list[str]]:
    """The numbers of a sample by the shape of their place; only the first of each line."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        at = first_place(line)
        if at >= 0:
            shape = place(line[max(0, at - REACH - 1) : at], line[at + 3 : at + 3 + RIGHT])
            found[shape].append(line[at : at + 3])
    return found


def vote(places: dict[str, list[str]], codes: Codes) -> dict[str, float]:
    """Weights of the places in a sample."""
    weights = {shape: _weight(values, codes) for shape, values in places.items()}
    return {shape: weight for shape, weight in weights.items() if weight}


def has_column(places: Mapping[str, list[str]], weights: Mapping[str, float]) -> bool:
    """A column with four or more codes that only mail or FTP use, as in a table or an enumeration."""
    return any(
        weights.get(shape, 0.0) > 0 and len(MAIL_OR_FTP_ONLY.intersection(values)) >= 4
        for shape, values in places.items()
    )


def _weight(values: list[str], codes: Codes) -> float:
    if len(values) < MEMBERS:
        return 0.0
    different = len(set(values))
    known = sum(1 for value in values if value in codes.known) / len(values)
    rising = sum(1 for a, b in pairwise(values) if int(b) - int(a) in (0, 1))
    if different > 5 and rising > 0.9 * (len(values) - 1) and different > 0.7 * len(values):
        return -5.0
    if different >= 2 and known >= 0.92:
        if _OF_THE_WEB.issuperset(values):
            return 0.0
        return 4.0 if len(values) >= 8 and different >= 4 else 3.0
    if known >= 0.8 and len(MAIL_OR_FTP_ONLY.intersection(values)) >= 8:
        return 3.0  # a table with some codes of its own
    return -4.0 if known < 0.5 else 0.0
