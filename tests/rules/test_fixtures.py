"""Every marked text of tests/fixtures/rules is found as marked, and nothing else is found.

One file for each rule, named after it. A claim is ``<text> <rule> <severity>``. Columns, severities and rules are all
that stands in a case: messages are the business of other tests.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from replycodes.rules.registry import rules
from tests.marks import Case, difference, read_cases, update_marks
from tests.rules.support import marks

FIXTURES = Path(__file__).parents[1] / "fixtures" / "rules"
FILES = sorted(FIXTURES.glob("*.txt"))
CASES = [case for path in FILES for case in read_cases(path)]
ENOUGH = 8


def rule_of(claim: str) -> str:
    return claim.rsplit(" ", 2)[1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case, updating_marks: bool) -> None:
    if updating_marks:
        pytest.skip("--update-marks rewrites the marks")
    assert not (wrong := difference(case, marks(case))), wrong


@pytest.mark.parametrize("rule", rules())
def test_each_rule_has_enough_cases_for_and_against_it(rule: str) -> None:
    counts = Counter(
        any(rule_of(mark.claim) == rule for mark in case.marks) for case in CASES if case.path.stem == rule
    )
    assert counts[True] >= ENOUGH, "cases in which it speaks"
    assert counts[False] >= ENOUGH, "cases in which it is silent"


def test_every_file_is_named_after_a_rule() -> None:
    assert {path.stem for path in FILES} == set(rules())


def test_update_marks(updating_marks: bool) -> None:
    if not updating_marks:
        pytest.skip("only with --update-marks")
    for path in FILES:
        update_marks(path, marks)
