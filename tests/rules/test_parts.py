"""A long line is judged part by part: nothing is lost or found twice, its fixes hold, and its length costs no more than
as much text in lines."""

from __future__ import annotations

from functools import cache
from itertools import accumulate

import pytest

from replycodes.catalog.files import load_catalog, load_formats
from replycodes.detect.detector import Detector
from replycodes.detect.occurrence import Occurrence
from replycodes.features.analysis import Analysis
from replycodes.rules.document import TextDocument
from replycodes.rules.model import Finding
from replycodes.rules.run import Checker
from replycodes.text import Document
from tests.detect.test_linear import steps

STATEMENTS = (
    'smtp.send("599 5.2.2 mailbox full"); ',
    'smtp.send("550 5.1.1 no such user"); ',
    'smtp.send("250 4.1.1 fine"); ',
    'smtp.send("550 5.9.9 never heard of it"); ',
)
TIMES = 90  # far longer than one part, so that codes stand at and across every border


@cache
def detector() -> Detector:
    return Detector(load_catalog(), load_formats())


def lint(*lines: str) -> list[tuple[int, Finding]]:
    checker = checker_of(*lines)
    return [(line, one) for line, found in checker.check_found(found_in(checker)) for one in found]


def checker_of(*lines: str) -> Checker:
    return Checker(TextDocument("mock.py", "python", list(lines), detector(), load_catalog()))


def found_in(checker: Checker) -> list[tuple[int, tuple[Occurrence, ...]]]:
    assert isinstance(checker.document, TextDocument)
    return list(checker.document.found.items())


@pytest.mark.parametrize("shift", [0, 7, 13])
def test_a_long_line_has_the_findings_of_its_statements(shift: int) -> None:
    lines = [" " * shift, *STATEMENTS * TIMES]
    starts = [0, *accumulate(map(len, lines))]
    expected = [(one.rule, one.code, starts[line] + one.start) for line, one in lint(*lines)]
    assert starts[-1] > 10_000
    assert len(expected) == 3 * TIMES
    assert sorted((one.rule, one.code, one.start) for _, one in lint("".join(lines))) == sorted(expected)


def test_fixes_in_a_long_line_stand_at_their_places() -> None:
    text = "".join(STATEMENTS) * TIMES
    checker = checker_of(text)
    found_in(checker)
    mismatched = [one for _, one in lint(text) if one.code == "250"]
    proven = [checker.proven(0, one) for one in mismatched[::10]]
    fixes = [(fix.title, edit.start - one.start) for one in proven for fix in one.fixes for edit in fix.edits]
    assert len(mismatched) == TIMES
    assert fixes
    assert fixes == fixes[: len(fixes) // len(proven)] * len(proven)


def test_the_editor_sees_the_same_problems_in_steps() -> None:
    text = "".join(STATEMENTS) * TIMES
    analysis = Analysis(Document(text), detector(), load_catalog(), "mock.py", "python")
    while analysis.advance(1):
        pass
    found = [(one.rule, one.start) for _, one in analysis.findings()]
    assert sorted(found) == sorted((one.rule, one.start) for _, one in lint(text))
    assert len(analysis.occurrences(0)) == 8 * TIMES


def test_three_times_the_line_costs_three_times_the_steps() -> None:
    small, large = (steps(lambda n=n: lint("".join(STATEMENTS) * n)) for n in (TIMES, 3 * TIMES))
    assert large <= 4 * small
