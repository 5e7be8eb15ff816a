"""Lines that count: line by line the same text, but for numbers that no evidence compares, ``550-line 17``. As in text that
repeats itself each has the neighbourhood that the line one period above had."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replycodes.detect.alike import counted_apart
from replycodes.detect.identifiers import ZEROS
from replycodes.detect.session import BEFORE

REACH = 4_096  # code points above in which the like is looked for
LONGEST_LINE = 1_000  # code points
_FARTHEST = 1 << 18  # code points compared at once
_PROBE = 64  # code points that must stand above once more before anything else is compared
_BEGINS = re.compile(r"[^\d\n]{0,24}[1-5]\d\d[ -]")
_CODE = re.compile(rb"[1-5](?<![\w.:/@-][1-5])\d\d(?=[ \r\n-])")
_NUMBER = re.compile(rb"0[0.]*")
_TAG = re.compile(rb"(\S{1,20}) (?i:OK|NO|BAD|BYE|PREAUTH)(?![A-Za-z])")
_ZEROS = str.maketrans("123456789", "000000000")


def may_count(line: str, begin: int = 0) -> bool:
    """The first number of a line is a code: what stands before it, which tells the stream, does not count."""
    return _BEGINS.match(line, begin) is not None


def counts_on(above: str, line: str) -> bool:
    """The lines differ in digits alone."""
    return above.translate(_ZEROS) == line.translate(_ZEROS)


def counting_run(text: str, known: int, place: int) -> tuple[int, int] | None:
    """The period of a run of lines that count and hold ``place``, where a line begins, and the end of what is like the text
    a period above; ``known``: where the lines begin that have answers. Both in code points."""
    low = max(known, place - REACH)
    try:
        near = text[low : place + _PROBE].encode("latin-1").translate(ZEROS)
    except UnicodeEncodeError:
        return None
    at = place - low
    like = near.rfind(near[at:], 0, len(near) - 1)
    if like < 0:
        return None
    period = at - like
    start = place
    for _ in range(BEFORE + 1):
        start = text.rfind("\n", 0, start)
        if start < 0:
            return None
    first = start + 1 - period
    if first < 0:
        return None
    try:
        raw = text[first : place + _FARTHEST].encode("latin-1")
    except UnicodeEncodeError:
        return None
    folded = raw.translate(ZEROS)
    end = _like(folded, period)
    begin = place - first
    if end <= begin + period or (columns := _compared(folded, raw, begin, period)) is None:
        return None
    for column in columns:
        digits = raw[(begin + column) % period : end : period]
        same = len(digits) - len(digits.lstrip(digits[:1]))
        if same < len(digits):
            end = (begin + column) % period + same * period
            if end <= begin + period:
                return None
    return period, first + end


def _like(folded: bytes, period: int) -> int:
    """Up to where a text is the same as a period above."""
    place = period
    stride = REACH
    while stride and place < len(folded):
        if (
            folded[place : place + stride]
            == folded[place - period : min(place + stride, len(folded)) - period]
        ):
            place += stride
        else:
            stride //= 2
    return min(place, len(folded))


def _compared(folded: bytes, raw: bytes, begin: int, period: int) -> list[int] | None:
    """The columns of the digits in the lines of one period that evidence may compare: those of numbers of three digits, of
    enhanced codes, versions and addresses, and whatever stands before the code of its line. None if there may be others."""
    unit = folded[begin : begin + period]
    if counted_apart(unit) or any(b"0" in tag and tag != b"000" for tag in _TAG.findall(unit)):
        return None
    spans = _compared_spans(unit, raw[begin : begin + period])
    return [column for first, last in spans for column in range(first, last) if unit[column] == 0x30]


def _compared_spans(unit: bytes, raw: bytes) -> Iterator[tuple[int, int]]:
    line = 0
    while line < len(unit):
        end = unit.find(b"\n", line) + 1 or len(unit)
        code = _CODE.search(raw, line, end)
        behind = code.start() if code else end
        yield line, behind
        for number in _NUMBER.finditer(unit, behind, end):
            if b"." in number.group().strip(b".") or len(number.group().rstrip(b".")) == 3:
                yield number.span()
        line = end
