"""Every marked text of tests/fixtures/detect is found as marked, and nothing else is found.

A claim is ``<text> <kind> <protocols>``, the protocols ranked and joined with ``|``: ``550 reply smtp|ftp``. Where the
code is not the text itself, the kind names it: ``5, 1, 1 enhanced=5.1.1 smtp``, ``overquota response-code=OVERQUOTA imap``.

``known-failures.txt`` lists cases that do not pass yet. It may only shrink: a listed case that passes fails here, and
so does a name that no case has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from replycodes.catalog.files import load_catalog, load_formats
from replycodes.detect.occurrence import Occurrence
from tests.marks import Case, Mark, difference, read_cases, update_marks

FIXTURES = Path(__file__).parents[1] / "fixtures" / "detect"
KNOWN_FAILURES = FIXTURES / "known-failures.txt"
FILES = sorted(path for path in FIXTURES.glob("*.txt") if path != KNOWN_FAILURES)
CASES = [case for path in FILES for case in read_cases(path)]

REPLY = re.compile(r"reply (smtp|ftp|smtp\|ftp|ftp\|smtp)")
ENHANCED = re.compile(r"enhanced(=[245]\.\d{1,3}\.\d{1,3})? smtp")
STATUS = re.compile(r"status(=(OK|NO|BAD|BYE|PREAUTH))? imap")
RESPONSE_CODE = re.compile(r"response-code(=[A-Z-]+)? imap")

PROTOCOLS = {"smtp", "ftp", "imap"}  # what stands in these texts in other protocols is nobody's claim

LANGUAGES = {
    ".c": "c", ".cpp": "cpp", ".cs": "csharp", ".css": "css", ".go": "go", ".html": "html", ".ini": "ini",
    ".java": "java", ".js": "javascript", ".json": "json", ".jsonl": "jsonl", ".kt": "kotlin", ".log": "log",
    ".lua": "lua", ".md": "markdown", ".php": "php", ".pl": "perl", ".pm": "perl", ".py": "python", ".rb": "ruby",
    ".rs": "rust", ".sh": "shellscript", ".toml": "toml", ".ts": "typescript", ".xml": "xml", ".yaml": "yaml",
    ".yml": "yaml",
}  # fmt: skip


def known_failures() -> set[str]:
    rows = KNOWN_FAILURES.read_text(encoding="utf-8").split("\n") if KNOWN_FAILURES.exists() else []
    return {row for row in rows if row.strip() and not row.startswith("#")}


def as_mark(case: Case, line: int, found: Occurrence) -> Mark:
    text = case.lines[line][found.start : found.end]
    kind = found.kind if text == found.code else f"{found.kind}={found.code}"
    return Mark(line, found.start, found.end, f"{text} {kind} {'|'.join(found.protocols)}")


Find = Callable[[Case], list[Mark]]


@pytest.fixture(scope="module")
def find() -> Find:
    detector_module = pytest.importorskip(
        "replycodes.detect.detector", reason="the detector has not landed yet"
    )
    catalog = load_catalog()
    if not (catalog.enhanced_details and catalog.replies.get("ftp") and catalog.response_codes.get("imap")):
        pytest.skip("the database is not complete yet")
    detector = detector_module.Detector(catalog, load_formats())

    def find(case: Case) -> list[Mark]:
        language = LANGUAGES.get(Path(case.file_name).suffix.lower(), "plaintext")
        profile = detector.profile(case.file_name, language, case.lines)
        found = detector.scan(case.lines, profile, 0, len(case.lines))
        return [
            as_mark(case, line, occurrence)
            for line, occurrences in found
            for occurrence in occurrences
            if occurrence.protocol in PROTOCOLS
        ]

    return find


def test_every_claim_says_kind_and_protocol() -> None:
    wrong = [
        f"{case.id}: {mark.claim}"
        for case in CASES
        for mark in case.marks
        if not any(p.fullmatch(case.rest(mark)) for p in (REPLY, ENHANCED, STATUS, RESPONSE_CODE))
    ]
    assert not wrong


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 400
    assert sum(not case.marks for case in CASES) >= 60, (
        "texts without a code show that the detector is silent"
    )


def test_the_list_of_known_failures_names_cases() -> None:
    assert known_failures() <= {case.id for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case, find: Find, updating_marks: bool) -> None:
    if updating_marks:
        pytest.skip("--update-marks rewrites the marks")
    message = difference(case, find(case))
    if case.id in known_failures():
        assert message, f"{case.id} passes now: take it out of {KNOWN_FAILURES.name}"
    else:
        assert not message, message


def test_update_marks(find: Find, updating_marks: bool) -> None:
    if not updating_marks:
        pytest.skip("only with --update-marks")
    for path in FILES:
        update_marks(path, find)
