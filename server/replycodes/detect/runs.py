"""Text that repeats itself: where the same few lines come again and again, each has the neighbourhood that the line
one period above had, and so the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from replycodes.detect.counting import LONGEST_LINE, counting_run, counts_on, may_count
from replycodes.detect.session import AFTER, BEFORE

STEP = BEFORE  # lines from one place to the next at which a repetition is looked for
LONGEST = BEFORE  # lines that may stand between a line and its like
_FARTHEST = 1_024  # the same where lines begin with codes and have been answered
_TRIES = 4  # equal lines above that are tried as the line one period above
_STRIDE = 2_048  # lines compared at once


class Run(NamedTuple):
    """Every line of ``lines[first:last]`` may be answered like the line ``period`` lines above it."""

    first: int
    last: int
    period: int


def next_run(lines: Sequence[str], first: int, last: int, known: int = 0) -> Run | None:
    """The first repetition that is noticed in ``lines[first:last]``; ``lines[known:first]`` have answers."""
    for place in range(first, last, STEP):
        period = _period(lines, place, place - LONGEST)
        if not period and may_count(lines[place]):
            period = _period(lines, place, max(place - _FARTHEST, known))
        if period:
            end = min(_end(lines, place, min(last + AFTER, len(lines)), period) - AFTER, last)
            if end > place + period:
                return Run(place, end, period)
        elif may_count(lines[place]) and (run := _counting(lines, place, last)):
            return run
    return None


def _counting(lines: Sequence[str], place: int, last: int) -> Run | None:
    """The lines around a place that count, if they do."""
    line = lines[place]
    if not any(
        len(above) == len(line) and counts_on(above, line) for above in lines[max(place - LONGEST, 0) : place]
    ):
        return None
    first = max(place - BEFORE - LONGEST, 0)
    near = lines[first : min(last + AFTER, len(lines))]
    if max(map(len, near)) > LONGEST_LINE:
        return None
    between = "" if line.endswith("\n") else "\n"
    text = between.join(near)
    begin = sum(map(len, near[: place - first])) + len(between) * (place - first)
    counting = counting_run(text, 0, begin)
    if counting is None:
        return None
    period, end = text.count("\n", begin - counting[0], begin), text.count("\n", begin, counting[1])
    end = min(place + end - AFTER, last)
    return Run(place, end, period) if end > place + period else None


def _period(lines: Sequence[str], place: int, first: int) -> int:
    """How far above the lines before a place stand once more, 0 if they do not from ``first`` on."""
    line = lines[place]
    above = lines[max(first, 0) : place]
    at = len(above)
    if line not in above:
        return 0
    tries = 0
    while at and tries < _TRIES:
        at -= 1
        if above[at] == line:
            tries += 1
            period = len(above) - at
            start = place - BEFORE
            if start >= period and lines[start:place] == lines[start - period : place - period]:
                return period
    return 0


def _end(lines: Sequence[str], place: int, last: int, period: int) -> int:
    """Up to where, from a place on, each line equals the one a period above."""
    while place < last:
        stop = min(place + _STRIDE, last)
        if lines[place:stop] != lines[place - period : stop - period]:
            break
        place = stop
    while place < last and lines[place] == lines[place - period]:
        place += 1
    return place


class TextRun(NamedTuple):
    """The same in text that was not cut into lines: positions where lines begin, and how far above the like stands."""

    begin: int
    end: int
    period: int


_REACH = (
    4_096  # code points from one place to the next at which a repetition is looked for, and of its period
)
_NEARER = 512  # the same where lines may count
_TAIL = 12  # code points at the end of a line, which differ sooner than those at its beginning
_PROBE = 64  # code points that must stand above once more before anything else is compared


def next_text_run(text: str, known: int, begin: int, end: int) -> TextRun | None:
    """The first repetition that is noticed in ``text[begin:end]``; lines from ``known`` on have answers."""
    place = begin
    while 0 < (place := text.find("\n", place, end) + 1) < end:
        period = _text_period(text, known, place)
        if period:
            last = _above(text, _text_end(text, place, period), AFTER)
            if last > place + period:
                return TextRun(place, min(last, end), period)
        elif may_count(text, place):
            counting = counting_run(text, known, place)
            if counting and (last := _above(text, counting[1], AFTER)) > place + counting[0]:
                return TextRun(place, min(last, end), counting[0])
            place += _NEARER
            continue
        place += _REACH
    return None


def _text_period(text: str, known: int, place: int) -> int:
    end = text.find("\n", place) + 1
    if text.rfind(text[max(place, end - _TAIL) : end], max(known, place - _REACH), place) < 0:
        return 0  # its line does not stand above
    like = text.rfind(text[place : place + _PROBE], max(known, place - _REACH), place + _PROBE - 1)
    start = _above(text, place, BEFORE) if like >= 0 else -1
    period = place - like
    return period if start >= period and text[start:place] == text[start - period : like] else 0


def _above(text: str, place: int, count: int) -> int:
    """Where the line begins that stands so many whole lines above a place, negative if there are not so many."""
    at = text.rfind("\n", 0, place)
    for _ in range(count):
        if at < 0:
            return -1
        at = text.rfind("\n", 0, at)
    return at + 1


def _text_end(text: str, place: int, period: int) -> int:
    """Up to where, from a place on, the text is the same as a period above."""
    stride = _REACH
    while stride and place < len(text):
        if text[place : place + stride] == text[place - period : min(place + stride, len(text)) - period]:
            place += stride
        else:
            stride //= 2
    return min(place, len(text))
