"""For GitHub Actions: workflow commands that become annotations on the lines of a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from replycodes.cli.linting import Problem

_LEVELS = {"error": "error", "warning": "warning", "information": "notice", "hint": "notice"}


def write(problems: Iterable[Problem], echo: Callable[[str], None]) -> None:
    """Print ``::warning file=...::message``."""
    for problem in problems:
        finding = problem.finding
        place = f"file={_property(problem.path)},line={problem.line},col={finding.start + 1},endColumn={finding.end + 1}"
        echo(f"::{_LEVELS[problem.severity]} {place},title={finding.rule}::{_data(finding.message)}")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
