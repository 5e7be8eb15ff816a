"""A fix, applied alone, removes its finding and adds none: tried for every fix of every finding in all fixtures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from replycodes.detect.languages import language_of
from replycodes.rules.comments import suppress_here
from replycodes.rules.model import Finding, Fix
from replycodes.rules.run import Checker
from replycodes.rules.suppression import UNUSED
from tests.marks import Case, read_cases
from tests.rules.support import findings

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = [
    case
    for folder in ("rules", "detect")
    for path in sorted((FIXTURES / folder).glob("*.txt"))
    for case in read_cases(path)
]


def applied(lines: Sequence[str], number: int, fix: Fix) -> list[str]:
    """The lines with the edits of a fix, from the right to the left."""
    changed = list(lines)
    for edit in sorted(fix.edits, key=lambda edit: (edit.line, edit.start), reverse=True):
        text = changed[number + edit.line]
        changed[number + edit.line] = text[: edit.start] + edit.text + text[edit.end :]
    return "\n".join(changed).split("\n")


def places(found: Sequence[tuple[int, Finding]], line: int = 0, moved: int = 0) -> Counter[tuple[int, str]]:
    """Rules by line, as the lines were counted before ``moved`` lines came in above ``line``."""
    return Counter((at - moved * (at > line), finding.rule) for at, finding in found)


def offered(case: Case, checker: Checker, number: int, finding: Finding) -> Iterator[Fix]:
    yield from checker.proven(number, finding).fixes
    silence = suppress_here(language_of(case.file_name), case.lines, number, finding.rule)
    if silence is not None and finding.rule != UNUSED and checker.document.medium in ("source", "config"):
        yield silence


def broken(case: Case) -> Iterator[str]:
    """What is wrong with the fixes of a case."""
    checker, before = findings(case.file_name, case.lines)
    for number, finding in before:
        for fix in offered(case, checker, number, finding):
            edited = applied(case.lines, number, fix)
            after = places(findings(case.file_name, edited)[1], number, len(edited) - len(case.lines))
            wanted = places(before)
            wanted[number, finding.rule] -= 1
            if more := after - wanted:
                yield (
                    f"{fix.title!r} for {finding.rule} in line {number + 1} leaves or adds {dict(more)}: "
                    + (edited[number].strip()[:120])
                )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path.parent.name}/{case.id}")
def test_each_fix_removes_its_finding_and_adds_none(case: Case) -> None:
    assert not list(broken(case))
