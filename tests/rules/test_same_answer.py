"""Same answer twice: what ``lint`` says of a text, and what the server says of it, are the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.cli.linting import Selection, lint_text
from replycodes.cli.workspaces import Surroundings
from replycodes.detect.languages import language_of
from replycodes.features.analysis import Analysis
from replycodes.features.diagnostics import diagnostics
from replycodes.features.session import Session
from replycodes.features.settings import Settings
from replycodes.rules.workspace import NO_WORKSPACE
from replycodes.text import Document, Encoding
from tests.marks import Case, read_cases

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = [
    case
    for folder in ("rules", "detect")
    for path in sorted((FIXTURES / folder).glob("*.txt"))
    for case in read_cases(path)
]
SEVERITIES = {1: "error", 2: "warning", 3: "information", 4: "hint"}


@cache
def around() -> Surroundings:
    return Surroundings(NO_WORKSPACE, None)


def by_lint(case: Case, text: str) -> list[tuple[object, ...]]:
    return [
        (p.line - 1, p.finding.start, p.finding.end, p.finding.rule, p.severity, p.finding.message)
        for p in lint_text(case.file_name, text, Selection(), around())
    ]


def by_server(case: Case, text: str, piece: int) -> list[tuple[object, ...]]:
    document = Document(text, Encoding.UTF32)
    analysis = Analysis(
        document, around().detector, around().catalog, case.file_name, language_of(case.file_name)
    )
    while not analysis.all_judged:
        analysis.advance(piece)
    session = Session(load_catalog(), settings=Settings(max_problems=1_000_000))
    return [
        (
            d.range.start.line,
            d.range.start.character,
            d.range.end.character,
            d.code,
            SEVERITIES[d.severity or 0],
            d.message,
        )
        for d in diagnostics(analysis, session, "file:///x")
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path.parent.name}/{case.id}")
def test_lint_and_server_agree(case: Case) -> None:
    for text, piece in ((case.text, 5000), (case.text.replace("\n", "\r\n") + "\r\n", 3)):
        assert sorted(by_lint(case, text)) == sorted(by_server(case, text, piece))


def test_there_is_something_to_agree_on() -> None:
    assert sum(len(by_lint(case, case.text)) for case in CASES) > 150
