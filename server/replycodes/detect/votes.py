"""Position vote: places that mostly hold known codes are reply columns, those that hold counters are not."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict

from replycodes.detect.codes import Codes

_CANDIDATE = re.compile(r"(?<![\w.])[1-9]\d\d(?![\w]|\.\d)")
_FOLD = str.maketrans("123456789\t", "000000000 ")
_WORDS = re.compile(r"[A-Za-z]+")
_NUMBERS = re.compile(r"0+")
_BLANKS = re.compile(r" {2,}")
REACH = 12
MEMBERS = 4


def place(left: str, right: str) -> str:
    """The shape of a place: the characters to the left, folded, and the kind of character to the right."""
    folded = _NUMBERS.sub("0", _BLANKS.sub(" ", _WORDS.sub("a", left[-REACH:].translate(_FOLD))))
    kind = right[:1]
    if kind.isalpha():
        kind = "a"
    if right[:1] == " " and right[1:2]:
        kind = " 0" if right[1].isdigit() else " a" if right[1].isalpha() else " " + right[1]
    return f"{'^' if len(left) < REACH else ''}{folded}|{kind}"


def vote(lines: list[str], codes: Codes) -> dict[str, float]:
    """Weights of the places in a sample; only the first candidate of each line votes."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        found = _CANDIDATE.search(line[:400])
        if found:
            groups[place(line[: found.start()][-REACH - 1 :], line[found.end() : found.end() + 2])].append(
                found.group()
            )
    weights = {}
    for shape, values in groups.items():
        weight = _weight(values, codes)
        if weight:
            weights[shape] = weight
    return weights


def _weight(values: list[str], codes: Codes) -> float:
    if len(values) < MEMBERS:
        return 0.0
    different = len(set(values))
    known = sum(1 for value in values if value in codes.known) / len(values)
    rising = sum(1 for a, b in itertools.pairwise(values) if int(b) - int(a) in (0, 1))
    if different > 5 and rising > 0.9 * (len(values) - 1) and len(set(values)) > 0.7 * len(values):
        return -5.0
    if different >= 2 and known >= 0.92:
        return 3.0
    return -4.0 if known < 0.5 else 0.0
