"""Diagnostics: what the rules found, for the editor's list of problems."""

from __future__ import annotations

from itertools import islice

from lsprotocol import types

from replycodes.features.analysis import Analysis
from replycodes.features.places import range_of
from replycodes.rules.model import Finding, Severity

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
        _diagnostic(analysis, finding, analysis.severity(finding))
        for finding in islice(analysis.findings(), MAX_PROBLEMS)
    ]


def _diagnostic(analysis: Analysis, finding: Finding, severity: Severity) -> types.Diagnostic:
    return types.Diagnostic(
        range=range_of(analysis.text, finding.line, finding.start, finding.end),
        message=finding.message,
        severity=_SEVERITIES[severity],
        code=finding.rule,
        source=SOURCE,
    )
