"""Code actions: the rules' quick fixes, suppression in the line or in the workspace file, fix-all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types

from replycodes.features.analysis import Analysis
from replycodes.features.diagnostics import SOURCE, diagnostic
from replycodes.features.places import range_of
from replycodes.features.session import Session
from replycodes.features.workspace_action import workspace_actions
from replycodes.rules.comments import suppress_here
from replycodes.rules.model import Edit, Finding, Fix
from replycodes.rules.suppression import UNUSED

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
_MOST_LINES = 200  # a selection over more lines gets the fixes of its first ones


def code_action(
    analysis: Analysis, session: Session, params: types.CodeActionParams
) -> list[types.CodeAction]:
    """What can be done about the problems in a range."""
    uri = params.text_document.uri
    only = params.context.only
    actions: list[types.CodeAction] = []
    if _wanted(only, types.CodeActionKind.QuickFix.value):
        for line, finding in _findings(analysis, params.range):
            problem = diagnostic(analysis, session, uri, line, finding)
            if params.context.diagnostics and not _asked(problem, params.context.diagnostics):
                continue
            actions += _fixes(analysis, uri, line, finding, problem)
            actions += _fix_all_of(analysis, uri, finding)
            actions += workspace_actions(analysis, session, uri, line, finding, problem)
    if _wanted(only, FIX_ALL):
        actions += _fix_all(analysis, uri)
    return actions


def _wanted(only: Sequence[types.CodeActionKind | str] | None, kind: str) -> bool:
    """Whether a client that asks for some kinds (each with those below it) means this one."""
    if not only:
        return kind == types.CodeActionKind.QuickFix.value
    asked = [getattr(one, "value", one) for one in only]
    return any(kind == one or kind.startswith(f"{one}.") or one == "" for one in asked)


def _findings(analysis: Analysis, range_: types.Range) -> Iterator[tuple[int, Finding]]:
    """The problems that a range touches, at the code or at what contradicts it in its line."""
    text = analysis.text
    first = text.point(range_.start.line, range_.start.character)
    last = text.point(range_.end.line, range_.end.character)
    for line, finding in analysis.problems_in(first.line, min(last.line, first.line + _MOST_LINES) + 1):
        places = (
            (finding.start, finding.end),
            *((one.start, one.end) for one in finding.related if not one.line),
        )
        for start, end in places:
            after_start = line > first.line or end >= first.column
            before_end = line < last.line or start <= last.column
            if after_start and before_end:
                yield line, finding
                break


def _asked(problem: types.Diagnostic, diagnostics: Iterable[types.Diagnostic]) -> bool:
    return any(problem.code == one.code and problem.range == one.range for one in diagnostics)


def _fixes(
    analysis: Analysis, uri: str, line: int, finding: Finding, problem: types.Diagnostic
) -> Iterator[types.CodeAction]:
    for number, fix in enumerate(analysis.proven(line, finding).fixes):
        yield types.CodeAction(
            title=fix.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[problem],
            is_preferred=number == 0 or None,
            edit=_workspace_edit(analysis, uri, [(line, edit) for edit in fix.edits]),
        )
    ignore = suppress_here(analysis.language_id, analysis.lines, line, finding.rule)
    if ignore is not None and finding.rule != UNUSED:
        yield types.CodeAction(
            title=ignore.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[problem],
            edit=_workspace_edit(analysis, uri, [(line, edit) for edit in ignore.edits]),
        )


def _fix_all_of(analysis: Analysis, uri: str, finding: Finding) -> Iterator[types.CodeAction]:
    """One action for all problems of a rule whose fix is safe, or for one code that stands in several places."""
    if not any(fix.safe for fix in finding.fixes):
        yield from _everywhere(analysis, uri, finding)
        return
    same = [(line, other) for line, other in analysis.problems() if other.rule == finding.rule]
    edits = list(_safe_edits(same))
    if len(same) > 1 and edits:
        yield types.CodeAction(
            title=f"Fix all {len(same)} problems of {finding.rule} in this file",
            kind=types.CodeActionKind.QuickFix,
            edit=_workspace_edit(analysis, uri, edits),
        )


def _everywhere(analysis: Analysis, uri: str, finding: Finding) -> Iterator[types.CodeAction]:
    """The best fix of one code, wherever the same is offered for the same code."""
    alike = [
        (line, one)
        for line, one in analysis.problems()
        if (one.rule, one.code) == (finding.rule, finding.code)
    ]
    if not finding.fixes or len(alike) < 2:
        return
    title = finding.fixes[0].title
    held = [
        (line, fix) for line, one in alike for fix in analysis.proven(line, one).fixes if fix.title == title
    ]
    if len(held) > 1:
        yield types.CodeAction(
            title=f"{title} in all {len(held)} places of this file",
            kind=types.CodeActionKind.QuickFix,
            edit=_workspace_edit(analysis, uri, [(line, edit) for line, fix in held for edit in fix.edits]),
        )


def _fix_all(analysis: Analysis, uri: str) -> Iterator[types.CodeAction]:
    edits = list(_safe_edits(analysis.problems()))
    if edits:
        yield types.CodeAction(
            title="Fix all reply code problems that are safe to fix",
            kind=FIX_ALL,
            edit=_workspace_edit(analysis, uri, edits),
        )


def _safe_edits(problems: Iterable[tuple[int, Finding]]) -> Iterator[tuple[int, Edit]]:
    """The edits of safe fixes; of two that overlap the first."""
    taken: list[tuple[int, int, int]] = []
    for line, finding in problems:
        fix: Fix | None = next((fix for fix in finding.fixes if fix.safe), None)
        if fix is None:
            continue
        places = [(line + edit.line, edit.start, edit.end) for edit in fix.edits]
        if any(a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for a in places for b in taken):
            continue
        taken += places
        for edit in fix.edits:
            yield line, edit


def _workspace_edit(analysis: Analysis, uri: str, edits: Iterable[tuple[int, Edit]]) -> types.WorkspaceEdit:
    changes = [
        types.TextEdit(range_of(analysis.text, line + edit.line, edit.start, edit.end), edit.text)
        for line, edit in edits
    ]
    return types.WorkspaceEdit(changes={uri: changes})
