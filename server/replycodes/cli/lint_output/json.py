"""For programs: one JSON object per problem and line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from replycodes.cli.linting import Problem


def write(problems: Iterable[Problem], echo: Callable[[str], None]) -> None:
    """Print ``{"path", "line", "column", "end_column", "rule", "severity", "message"}``; columns are 1-based code
    points, the end exclusive."""
    for problem in problems:
        finding = problem.finding
        row = {
            "path": problem.path,
            "line": problem.line,
            "column": finding.start + 1,
            "end_column": finding.end + 1,
            "rule": finding.rule,
            "severity": problem.severity,
            "message": finding.message,
        }
        echo(json.dumps(row, ensure_ascii=False))
