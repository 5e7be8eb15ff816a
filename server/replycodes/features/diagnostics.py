"""Diagnostics: what the rules found, for the editor's list of problems."""

from __future__ import annotations

from lsprotocol import types

from replycodes.catalog.model import Catalog, Problem
from replycodes.features.analysis import Analysis
from replycodes.features.places import range_of
from replycodes.features.session import Session
from replycodes.rules.model import SEVERITIES, Finding
from replycodes.rules.workspace import NAME, read_workspace
from replycodes.text.lines import content_length

SOURCE = "replycodes"

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "information": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}


def diagnostics(analysis: Analysis, session: Session, uri: str) -> list[types.Diagnostic]:
    """The problems of a document, at most as many as the user wants: the gravest, then those nearest the top. A cut
    is said."""
    limit = session.settings.max_problems
    found = analysis.problems()
    kept = found
    if len(found) > limit:
        gravity = {severity: rank for rank, severity in enumerate(reversed(SEVERITIES))}
        kept = sorted(found, key=lambda pair: (gravity[analysis.severity(pair[1])], pair[0]))[:limit]
    shown = [diagnostic(analysis, session, uri, line, finding) for line, finding in kept]
    if kept is not found:
        shown.append(_cut(len(found), limit))
    return shown


def diagnostic(
    analysis: Analysis, session: Session, uri: str, line: int, finding: Finding
) -> types.Diagnostic:
    """One finding as the protocol wants it."""
    url = session.page_of(finding.rule)
    return types.Diagnostic(
        range=range_of(analysis.text, line, finding.start, finding.end),
        message=finding.message,
        severity=_SEVERITIES[analysis.severity(finding)],
        code=finding.rule,
        code_description=types.CodeDescription(url) if url else None,
        source=SOURCE,
        tags=_tags(finding),
        related_information=[
            types.DiagnosticRelatedInformation(
                types.Location(uri, range_of(analysis.text, line + other.line, other.start, other.end)),
                other.message,
            )
            for other in finding.related
        ]
        or None,
    )


def _tags(finding: Finding) -> list[types.DiagnosticTag] | None:
    if finding.obsolete:
        return [types.DiagnosticTag.Deprecated]
    return [types.DiagnosticTag.Unnecessary] if finding.rule == "unused-suppression" else None


def _cut(count: int, limit: int) -> types.Diagnostic:
    return types.Diagnostic(
        range=types.Range(types.Position(0, 0), types.Position(0, 0)),
        message=f"{count} problems were found and the gravest {limit} are shown; replycodes.maxProblems sets how many.",
        severity=types.DiagnosticSeverity.Information,
        source=SOURCE,
    )


def workspace_problems(analysis: Analysis, catalog: Catalog) -> list[types.Diagnostic]:
    """What is wrong in a workspace file itself."""
    workspace = read_workspace("".join(analysis.lines), NAME, catalog)
    return [
        types.Diagnostic(
            range=_place(analysis, problem),
            message=problem.message,
            severity=types.DiagnosticSeverity.Error,
            source=SOURCE,
        )
        for problem in workspace.problems
    ]


def _place(analysis: Analysis, problem: Problem) -> types.Range:
    line = min(problem.line, len(analysis.lines)) - 1
    length = content_length(analysis.lines[line])
    return range_of(analysis.text, line, min(problem.start, length), min(problem.end or length, length))
