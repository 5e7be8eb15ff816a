"""Numbers among numbers: a row of them, an entry of an ascending table, an argument alone on its line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from replycodes.detect.codes import Codes
from replycodes.detect.late import late
from replycodes.detect.session import AFTER
from replycodes.detect.site import split_words
from replycodes.detect.votes import first_place
from replycodes.detect.words import CODE_KEYS

Weights = list[tuple[str, float]]

ABOUT_REPLIES = CODE_KEYS | {"smtp", "ftp"}
CALLS = frozenset(["cmd", "command", "respond"])
"""Words in the name of a call whose numbers are codes."""
ROW = 5  # numbers that make a row
_BEFORE = late(r"(?:[\"']?(?<![\w.])\d{1,6}[\"']?[ \t]*,[ \t]*)+[\"']?$")
_AFTER = late(r"[\"']?(?:[ \t]*,[ \t]*[\"']?\d{1,6}\b[\"']?)+")
_NUMBERS = re.compile(r"\d{1,6}")
_ALONE = late(r"\s*\d{3}\s*,\s*(?://.*)?")


def row(line: str, column: int, code: str, codes: Codes, prior: float) -> Weights:
    """A list of numbers: of codes, or of any numbers. ``prior``: how much the file speaks of mail or FTP."""
    before = _BEFORE.search(line[max(0, column - 64) : column])
    after = _AFTER.match(line[column + len(code) : column + 64])
    left = _NUMBERS.findall(before.group()) if before else []
    members = [*left, code, *(_NUMBERS.findall(after.group()) if after else ())]
    known = sum(member in codes.known for member in members)
    if len(members) >= ROW and min(len(set(members)), known) < 0.8 * len(members):
        return [("a row of numbers", -9.0)]
    if len(members) > 3 and known == len(members) and prior > 0:
        return [("a row of codes", 2.0)]
    if left and len(left[-1]) == 3 and left[-1] not in codes.known and left[-1][0] in "16789":
        return [("numbers before it in its list", -4.0)]
    return []


def between_codes(lines: Sequence[str], index: int, code: str, codes: Codes) -> bool:
    """The entries before and after in an ascending table are codes of the same class."""
    near = [_nearest(lines, index, step, codes) for step in (-1, 1)]
    return near[0] < code < near[1] and near[0][:1] == code[0] == near[1][0]


def _nearest(lines: Sequence[str], index: int, step: int, codes: Codes) -> str:
    for other in range(index + step, index + step * (AFTER + 1), step):
        if 0 <= other < len(lines):
            line = lines[other]
            at = first_place(line)
            if at >= 0 and line[at - 2 : at] in ("= ", " =", "=>", ": "):
                found = line[at : at + 3]
                return found if found in codes.known else ""
    return ""


def called(above: str, line: str) -> Weights:
    """``new Response(`` on the line above, and the code alone on its own: an argument."""
    above = above.rstrip()
    if not above.endswith("(") or _ALONE.fullmatch(line[:80]) is None:
        return []
    names = split_words(above[-60:])
    if ABOUT_REPLIES.intersection(names) or CALLS.intersection(names):
        return [("the first argument of the call above", 3.0)]
    return []
