"""For code scanning: SARIF 2.1.0, with the rules' pages in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from replycodes import __version__
from replycodes.cli.linting import Problem
from replycodes.rules.model import Edit, Rule
from replycodes.rules.registry import rules

_LEVELS = {"error": "error", "warning": "warning", "information": "note", "hint": "note"}


def write(problems: Iterable[Problem], echo: Callable[[str], None]) -> None:
    """Print one SARIF log with one run."""
    known = list(rules().values())
    index = {rule.id: number for number, rule in enumerate(known)}
    run = {
        "tool": {
            "driver": {
                "name": "replycodes",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in known],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, index) for problem in problems],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    echo(json.dumps(log, ensure_ascii=False, indent=2))


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.page.split("\n\nExamples:")[0]},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": _LEVELS.get(rule.severity["source"], "none")},
    }


def _result(problem: Problem, index: dict[str, int]) -> dict[str, Any]:
    finding = problem.finding
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[problem.severity],
        "message": {"text": finding.message},
        "locations": [_location(problem.path, problem.line, finding.start, finding.end)],
    }
    if finding.related:
        result["relatedLocations"] = [
            _location(problem.path, problem.line + other.line, other.start, other.end)
            | {"message": {"text": other.message}}
            for other in finding.related
        ]
    if finding.fixes:
        result["fixes"] = [
            {
                "description": {"text": fix.title},
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": _uri(problem.path)},
                        "replacements": [_replacement(problem.line, edit) for edit in fix.edits],
                    }
                ],
            }
            for fix in finding.fixes
        ]
    return result


def _location(path: str, line: int, start: int, end: int) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(path)},
            "region": _region(line, start, end),
        }
    }


def _region(line: int, start: int, end: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": start + 1, "endLine": line, "endColumn": end + 1}


def _replacement(line: int, edit: Edit) -> dict[str, Any]:
    return {
        "deletedRegion": _region(line + edit.line, edit.start, edit.end),
        "insertedContent": {"text": edit.text},
    }


def _uri(path: str) -> str:
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
