"""For reviewdog: its Diagnostic Format, one JSON object per line. Its columns are 1-based UTF-8 bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from replycodes.cli.linting import Problem

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "information": "INFO", "hint": "INFO"}


def write(problems: Iterable[Problem], echo: Callable[[str], None]) -> None:
    """Print reviewdog's rdjsonl."""
    for problem in problems:
        finding = problem.finding
        row = {
            "message": finding.message,
            "location": {
                "path": problem.path,
                "range": {
                    "start": {"line": problem.line, "column": _bytes(problem.text, finding.start) + 1},
                    "end": {"line": problem.line, "column": _bytes(problem.text, finding.end) + 1},
                },
            },
            "severity": _SEVERITIES[problem.severity],
            "source": {"name": "replycodes"},
            "code": {"value": finding.rule},
        }
        echo(json.dumps(row, ensure_ascii=False))


def _bytes(text: str, column: int) -> int:
    return len(text[:column].encode("utf-8", "surrogatepass"))
