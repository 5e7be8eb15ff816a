"""Runs rules over marked text: a claim is ``<code> <rule> <severity>``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from replycodes.catalog.files import load_catalog
from replycodes.detect.detector import Detector
from replycodes.rules.document import TextDocument
from replycodes.rules.model import Finding
from replycodes.rules.run import Checker
from tests.marks import Case, Mark

LANGUAGES = {
    ".py": "python", ".js": "javascript", ".ts": "typescript", ".go": "go", ".java": "java", ".cs": "csharp",
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".toml": "toml", ".log": "log", ".lua": "lua", ".rb": "ruby",
    ".php": "php", ".c": "c", ".rs": "rust", ".pl": "perl", ".sh": "shellscript",
}  # fmt: skip


@cache
def detector() -> Detector:
    return Detector(load_catalog())


def document(name: str, lines: Sequence[str]) -> TextDocument:
    return TextDocument(
        name, LANGUAGES.get(Path(name).suffix, "plaintext"), lines, detector(), load_catalog()
    )


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
