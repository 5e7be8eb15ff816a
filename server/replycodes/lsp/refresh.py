"""Tells the client to ask again for what it has asked before: after settings changed, or when a large document that
was answered early is examined to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from replycodes.lsp.server import ReplycodesServer


def refresh(server: ReplycodesServer) -> None:
    """Ask for new requests of each kind that the client can be asked for."""
    workspace = server.client_capabilities.workspace
    if workspace is None:
        return
    if workspace.semantic_tokens and workspace.semantic_tokens.refresh_support:
        server.workspace_semantic_tokens_refresh(None, callback=lambda _: None)
    if workspace.inlay_hint and workspace.inlay_hint.refresh_support:
        server.workspace_inlay_hint_refresh(None, callback=lambda _: None)
    if workspace.folding_range and workspace.folding_range.refresh_support:
        server.workspace_folding_range_refresh(None, callback=lambda _: None)
    if pulls(server) and workspace.diagnostics and workspace.diagnostics.refresh_support:
        server.workspace_diagnostic_refresh(None, callback=lambda _: None)


def pulls(server: ReplycodesServer) -> bool:
    """Whether the client asks for problems itself; then none are sent to it unasked."""
    document = server.client_capabilities.text_document
    return bool(document and document.diagnostic)
