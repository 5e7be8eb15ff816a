"""Hostile texts and all that reads a whole text: rules, the summary of a log, a pasted reply. Steps are counted."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import cast

import pytest

import replycodes
from replycodes.catalog.files import load_catalog
from replycodes.detect.detector import Detector
from replycodes.detect.late import Late
from replycodes.rules.document import TextDocument
from replycodes.rules.run import Checker
from replycodes.summary.collect import Collector
from replycodes.text import split_lines
from tests.detect import hostile
from tests.detect.test_linear import steps

SMALL, LARGE = 10_000, 30_000  # code points; one line of either is judged in pieces
PER_KB = 150_000  # steps for 1,000 code points
WINDOW = 300  # code points, more than most windows
CATALOG = load_catalog()


def lint(text: str) -> None:
    document = TextDocument("session.txt", "", split_lines(text), Detector(CATALOG), CATALOG)
    checker = Checker(document)
    wrong = checker.check_found(document.found.items())
    checker.answered((line, one) for line, findings in wrong for one in findings)


def summary_of(name: str, text: str) -> None:
    lines, detector = split_lines(text), Detector(CATALOG)
    profile = detector.profile(name, "", lines)
    Collector(lines, profile, detector, name).add(detector.scan(lines, profile))


def paste(text: str) -> None:
    Detector(CATALOG).parse(text)


READERS: dict[str, Callable[[str], None]] = {
    "rules": lint,
    "summary of a log": lambda text: summary_of("mail.log", text),
    "summary of a message": lambda text: summary_of("bounce.eml", text),
    "pasted": paste,
}
TEXTS = (
    "tags",
    "lines of a reply",
    "unclosed replies",
    "inside replies",
    "bodies",
    "objects",
    *hostile.OPENED,
)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", TEXTS)
def test_three_times_the_text_costs_three_times_the_steps(name: str, reader: str) -> None:
    read = READERS[reader]
    read("550 5.1.1 no\n")  # what is made once
    small, large = (steps(partial(read, hostile.text(name, size))) for size in (SMALL, LARGE))
    assert large <= 5 * small + 100_000
    assert large <= PER_KB * LARGE / 1_000


def _patterns() -> dict[tuple[str | bytes, int], re.Pattern[str] | re.Pattern[bytes]]:
    """Every expression that a module of the package holds."""
    found: dict[tuple[str | bytes, int], re.Pattern[str] | re.Pattern[bytes]] = {}

    def walk(value: object, depth: int) -> None:
        if isinstance(value, Late):
            value = value.compiled
        if isinstance(value, re.Pattern):
            found[value.pattern, value.flags] = value
        elif depth and isinstance(value, (tuple, list, frozenset, dict)):
            for member in value.values() if isinstance(value, dict) else value:
                walk(member, depth - 1)

    for module in pkgutil.walk_packages(replycodes.__path__, "replycodes."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                walk(value, 3)
    return found


def test_every_expression_comes_to_an_end() -> None:
    """None backtracks exponentially or nearly so: the test ends. Where a search may take the square of a length, the
    text it gets is a window of fixed length; that whole texts take no more than their length is counted above."""
    texts = [hostile.text(name, WINDOW).replace("\n", " ") for name in hostile.REPEATED]
    texts += [
        unit * (WINDOW // len(unit))
        for unit in ("a", "A", " ", "\t", "a ", "a.", "A_", "1 ", "1:", "a@", "<")
    ]
    patterns = _patterns()
    assert len(patterns) > 200
    for pattern in patterns.values():
        for text in texts:
            if isinstance(pattern.pattern, bytes):
                deque(
                    cast("re.Pattern[bytes]", pattern).finditer(text.encode("latin-1", "replace")), maxlen=0
                )
            else:
                deque(cast("re.Pattern[str]", pattern).finditer(text), maxlen=0)
