"""Long tables of numbers: of numbers between which nothing stands but delimiters, the first few may be a list of codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from replycodes.detect.late import late
from replycodes.detect.session import BEFORE

KEPT = 64  # numbers at the head of a table that are judged like any others; on one line so many are a table at once
_WIDEST = 15  # code points of a number of a table with its delimiters
_TABLE = late(rb"(?: {1,6}0(?:00|\.0{1,3}\.0{1,3})(?= )){8,}")
_NUMBER = re.compile(rb"0(?:00|[.0]+)")
_LINE_END = late(rb"(?:\\[nrt]|[^0-9A-Za-z\n]){0,6}(?:\n|$)")
_EMPTY_LINE = {  # lines with and without their terminators, joined by line feeds
    True: re.compile(rb"\n[^0-9\n]{0,3}\n[^0-9\n]{0,3}\n"),
    False: re.compile(rb"\n[^0-9\n]{0,3}\n"),
}
_ESCAPED = re.compile(r"\\[nrt]")  # a line end in a literal stands between numbers as a blank does
_NUMBER_FIRST = re.compile(r"\W{0,6}(?:\d{3}|\d\.\d{1,3}\.\d{1,3})(?![\w.])")
_NUMBER_LAST = late(r"(?:^|\W)(?:\d{3}|\d\.\d{1,3}\.\d{1,3})\W{0,6}$")


def begins_inside(lines: Sequence[str], first: int) -> int:
    """How many lines above must be read to know whether a line stands in a table."""
    if first == 0 or not _NUMBER_FIRST.match(_ESCAPED.sub("  ", lines[first][:32])):
        return 0
    if not _NUMBER_LAST.search(_ESCAPED.sub("  ", lines[first - 1][-16:])):
        return 0
    return min(BEFORE, first)


def is_dense(folded: bytes) -> bool:
    """A block whose numbers are folded to zeros and whose delimiters to blanks holds a table without gaps."""
    return b" 000" * KEPT in folded or b" 0.0.0" * KEPT in folded  # the longer, the faster it is searched for


def may_hold(places: Sequence[int], folded: bytes) -> bool:
    """Whether candidates at these places of a block may be a table: half a table stands somewhere among them."""
    half = KEPT // 2
    return any(
        after - before <= half * _WIDEST and not folded[before:after].strip(b" 0.")
        for before, after in pairwise(places[::half])
    )


def without_tables(folded: bytes, raw: bytes, terminated: bool) -> bytes:
    """A block whose numbers are folded to zeros and whose delimiters to blanks, with blanks for the rest of its tables;
    ``raw`` is what the block was: lines joined by line feeds, ``terminated`` when they have their own too. A table has no empty lines, so that it is known from near by."""
    empty_line = _EMPTY_LINE[terminated]
    kept: list[bytes] = []  # what is left of the block up to ``done``
    done = 0
    for found in _TABLE.finditer(folded):
        if found.end() - found.start() < 4 * KEPT:
            continue
        for begin, end in _parts(folded, raw, *found.span(), empty_line):
            rest = _rest(folded, raw, begin, end)
            if rest < end:
                kept += (folded[done:rest], b" " * (end - rest))
                done = end
    return b"".join(kept) + folded[done:] if kept else folded


def _parts(
    folded: bytes, raw: bytes, begin: int, end: int, empty_line: re.Pattern[bytes]
) -> Iterator[tuple[int, int]]:
    """The tables between empty lines. In a line that goes on with text the last numbers may be a reply's,
    ``550 5.1.1 no such user``; the lines above it are another table."""
    whole = _LINE_END.match(raw, end) is not None
    last = end if whole else raw.rfind(b"\n", begin, end)
    for gap in empty_line.finditer(raw, begin, last) if last > begin else ():
        yield begin, gap.start()
        begin = gap.end()
    if last > begin:
        yield begin, last
        begin = last
    if not whole:
        yield begin, folded.rfind(b" 0", begin, folded.rfind(b" 0", begin, end))


def _rest(folded: bytes, raw: bytes, begin: int, end: int) -> int:
    """Where the rest of a table begins."""
    head = [found.start() for found in islice(_NUMBER.finditer(folded, begin, end), KEPT + 1)]
    if len(head) <= KEPT:
        return end
    return begin if b"\n" not in raw[head[0] : head[-1]] else head[-1] - 1
