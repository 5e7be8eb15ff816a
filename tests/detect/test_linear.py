"""No text makes detection super-linear: twice the text costs about twice the steps, counted and not timed."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from replycodes.detect.detector import Detector
from replycodes.detect.profile import Profile
from tests.detect import hostile
from tests.detect.tiny import tiny_detector

SMALL, LARGE = 10_000, 40_000  # code points
REPEATED, VARIED = 3_000, 32_000  # steps for 1,000 code points of text that repeats itself, and of any other


def steps(action: Callable[[], object]) -> int:
    """How many functions are entered in an action; searches inside the C library are not counted."""
    count = 0

    def entered(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(entered)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


def scanned(name: str, size: int) -> int:
    detector, lines, profile = _read(name, size)
    return steps(lambda: detector.scan(lines, profile))


def _read(name: str, size: int) -> tuple[Detector, list[str], Profile]:
    detector = tiny_detector()
    lines = hostile.text(name, size).split("\n")
    return detector, lines, detector.profile("x.log", "log", lines)


@pytest.mark.parametrize("name", hostile.NAMES)
def test_twice_the_text_costs_twice_the_steps(name: str) -> None:
    small, large = scanned(name, SMALL), scanned(name, LARGE)
    assert large <= 5 * small + 2_000
    assert large <= (REPEATED if name in hostile.REPEATED else VARIED) * LARGE / 1_000
