"""Diagnostics: what the rules found, for the editor's list of problems."""

from __future__ import annotations

from itertools import islice

from lsprotocol import types

from replycodes.features.analysis import Analysis
from replycodes.features.places import range_of
from replycodes.rules.model import Finding

SOURCE = "replycodes"
MAX_PROBLEMS = 1000

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "information": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}


def diagnostics(analysis: Analysis) -> list[types.Diagnostic]:
    """The problems of a document."""
    return [
        _diagnostic(analysis, line, finding) for line, finding in islice(analysis.findings(), MAX_PROBLEMS)
    ]


def _diagnostic(analysis: Analysis, line: int, finding: Finding) -> types.Diagnostic:
    return types.Diagnostic(
        range=range_of(analysis.text, line, finding.start, finding.end),
        message=finding.message,
        severity=_SEVERITIES[analysis.severity(finding)],
        code=finding.rule,
        source=SOURCE,
        tags=[types.DiagnosticTag.Deprecated] if finding.obsolete else None,
    )
