"""Hostile texts and all that reads a whole text: rules, the summary of a log, a pasted reply. Steps are counted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.detect.detector import Detector
from replycodes.rules.document import TextDocument
from replycodes.rules.run import Checker
from replycodes.summary.collect import Collector
from replycodes.text import split_lines
from tests.detect import hostile
from tests.detect.test_linear import steps

SMALL, LARGE = 4_000, 12_000  # code points
PER_KB = 150_000  # steps for 1,000 code points
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
