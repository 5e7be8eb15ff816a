"""Diagnostics for clients that ask for them: ``textDocument/diagnostic`` and ``workspace/diagnostic``.

A result's name is made of the text's number in the session and of how often the settings and workspace files have
changed, so that equal names mean equal problems.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from replycodes.lsp.documents import OpenDocument

if TYPE_CHECKING:
    from replycodes.lsp.server import ReplycodesServer

OPTIONS = types.DiagnosticOptions(
    inter_file_dependencies=False, workspace_diagnostics=False, identifier="replycodes"
)
"""Only open documents are known, and those are asked for one by one; a client that asks for all gets them too."""


def document_diagnostic(
    server: ReplycodesServer, params: types.DocumentDiagnosticParams
) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
    """The problems of one open document."""
    document = server.documents.get(params.text_document.uri)
    if document is None:
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    name = result_id(server, document)
    if name is not None and name == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=name)
    problems = server.engine.diagnostics(document)
    return types.RelatedFullDocumentDiagnosticReport(items=problems, result_id=name)


def workspace_diagnostic(
    server: ReplycodesServer, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    """The problems of all open documents."""
    known = {previous.uri: previous.value for previous in params.previous_result_ids}
    return types.WorkspaceDiagnosticReport(
        [_report(server, document, known.get(document.uri)) for document in server.documents]
    )


def _report(
    server: ReplycodesServer, document: OpenDocument, previous: str | None
) -> types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport:
    name = result_id(server, document)
    if name is not None and name == previous:
        return types.WorkspaceUnchangedDocumentDiagnosticReport(document.uri, name, document.version)
    problems = server.engine.diagnostics(document)
    return types.WorkspaceFullDocumentDiagnosticReport(
        document.uri, problems, document.version, result_id=name
    )


def result_id(server: ReplycodesServer, document: OpenDocument) -> str | None:
    """The name of a document's problems; none as long as a large document is not examined to its end."""
    analysis = server.engine.analysis(document)
    if not analysis.judged():
        analysis.asked_early = True
        return None
    return f"{document.revision}.{server.configured}"
