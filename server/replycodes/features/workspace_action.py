"""Code actions that write into the workspace file: own codes, and exceptions for files that take no comments."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from replycodes.features.analysis import Analysis
from replycodes.features.session import Session, WorkspaceFile
from replycodes.rules.comments import suppress_here
from replycodes.rules.model import Finding
from replycodes.rules.suppression import UNUSED
from replycodes.rules.workspace_entry import WorkspaceEntry, exception, insertion, own_code
from replycodes.text import Document, Point


def workspace_actions(
    analysis: Analysis,
    session: Session,
    uri: str,
    line: int,
    finding: Finding,
    problem: types.Diagnostic,
) -> Iterator[types.CodeAction]:
    """What an entry in the workspace file can do about a finding."""
    if finding.rule == UNUSED:
        return
    file = session.workspace_file(uri)
    if file is None:
        return
    for entry in _entries(analysis, file, line, finding):
        edit = _edit(analysis, session, file, entry)
        if edit is not None:
            yield types.CodeAction(
                title=entry.title, kind=types.CodeActionKind.QuickFix, diagnostics=[problem], edit=edit
            )


def _entries(
    analysis: Analysis, file: WorkspaceFile, line: int, finding: Finding
) -> Iterator[WorkspaceEntry]:
    at = (one for one in analysis.occurrences(line) if (one.start, one.end) == (finding.start, finding.end))
    occurrence = next(at, None)
    if occurrence is not None:
        own = own_code(finding, occurrence, analysis.context(line, occurrence).text)
        if own is not None:
            yield own
    recorded = analysis.medium in ("log", "transcript", "message")
    if recorded or suppress_here(analysis.language_id, analysis.lines, line, finding.rule) is None:
        yield exception(finding, file.path)


def _edit(
    analysis: Analysis, session: Session, file: WorkspaceFile, entry: WorkspaceEntry
) -> types.WorkspaceEdit | None:
    """The edit of the workspace file; None where it has no safe place or the client cannot create it."""
    place = insertion(entry, file.text)
    if place is None:
        return None
    column = Document(file.text or "", analysis.text.encoding).units(Point(place.line, place.column))
    position = types.Position(place.line, column)
    edit = types.TextEdit(types.Range(position, position), place.text)
    if file.text is not None:
        return types.WorkspaceEdit(changes={file.uri: [edit]})
    if not _can_create(session.client):
        return None
    created = types.CreateFile(uri=file.uri, options=types.CreateFileOptions(ignore_if_exists=True))
    written = types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(file.uri), [edit])
    return types.WorkspaceEdit(document_changes=[created, written])


def _can_create(client: types.ClientCapabilities) -> bool:
    able = client.workspace.workspace_edit if client.workspace else None
    return bool(
        able
        and able.document_changes
        and types.ResourceOperationKind.Create in (able.resource_operations or ())
    )
