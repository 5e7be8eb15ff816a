"""Runs rules over marked text: a claim is ``<code> <rule> <severity>``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from replycodes.catalog.files import load_catalog
from replycodes.detect.detector import Detector
from replycodes.detect.languages import language_of
from replycodes.rules.document import TextDocument
from replycodes.rules.model import Finding
from replycodes.rules.run import Checker
from tests.marks import Case, Mark


@cache
def detector() -> Detector:
    return Detector(load_catalog())


def document(name: str, lines: Sequence[str]) -> TextDocument:
    return TextDocument(name, language_of(name), lines, detector(), load_catalog())


def findings(name: str, lines: Sequence[str]) -> tuple[Checker, list[tuple[int, Finding]]]:
    checker = Checker(document(name, lines))
    return checker, checker.answered(checker.check_all(range(len(lines))))


def marks(case: Case) -> list[Mark]:
    checker, found = findings(case.file_name, case.lines)
    return [
        Mark(
            line,
            f.start,
            f.end,
            f"{case.lines[line][f.start : f.end]} {f.rule} {checker.severities[f.rule]}",
        )
        for line, f in found
    ]
