"""Text that repeats itself: where the same few lines come again and again, each has the neighbourhood that the line
one period above had, and so the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from replycodes.detect.session import AFTER, BEFORE

STEP = BEFORE  # lines from one place to the next at which a repetition is looked for
LONGEST = BEFORE  # lines that may stand between a line and its like
_TRIES = 4  # equal lines above that are tried as the line one period above
_STRIDE = 2_048  # lines compared at once


class Run(NamedTuple):
    """Every line of ``lines[first:last]`` may be answered like the line ``period`` lines above it."""

    first: int
    last: int
    period: int


def next_run(lines: Sequence[str], known: int, first: int, last: int) -> Run | None:
    """The first repetition that is noticed in ``lines[first:last]``; lines from ``known`` on have answers."""
    for place in range(first, last, STEP):
        period = _period(lines, known, place)
        if period:
            end = min(_end(lines, place, min(last + AFTER, len(lines)), period) - AFTER, last)
            if end > place:
                return Run(place, end, period)
    return None


def _period(lines: Sequence[str], known: int, place: int) -> int:
    """How far above the lines before a place stand once more, 0 if they do not."""
    line = lines[place]
    above = lines[max(place - LONGEST, known) : place]
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
