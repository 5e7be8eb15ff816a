"""No text makes detection super-linear: twice the text costs about twice the steps, counted and not timed."""

from __future__ import annotations

import sys

import pytest

from tests.detect.tiny import tiny_detector

HOSTILE = {
    "digits": "5",
    "hyphens": "550-",
    "blanks": "550 ",
    "dots": "5.",
    "enhanced": "5.1.1 ",
    "brackets": "[(",
    "quotes": "\"'",
    "escapes": "\\n550-",
    "statuses": "* OK ",
    "tags": "a1 NO [ALERT] ",
    "unclosed replies": "220-x\n",
    "inside replies": "220-x\n 530 y\n",
    "bodies": "DATA\n354 x\n550 y\n",
    "commands": "RETR 550\n",
    "objects": '{"code":550,"status":"5.1.1","x":[',
    "lists": "550, ",
    "keys": "a=550 ",
    "paths": "/550",
}


def steps(text: str) -> int:
    """How many functions are entered while a text is searched; searches inside the C library are not counted."""
    detector = tiny_detector()
    lines = text.split("\n")
    profile = detector.profile("x.log", "log", lines)
    count = 0

    def entered(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(entered)
    try:
        detector.scan(lines, profile)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_text_costs_twice_the_steps(name: str) -> None:
    unit = HOSTILE[name]
    small = steps(unit * (8_000 // len(unit)))
    large = steps(unit * (32_000 // len(unit)))
    assert large <= 4.6 * small + 2_000
