"""The editor's settings and the workspace files, fetched when the session begins and whenever they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lsprotocol import types

if TYPE_CHECKING:
    from replycodes.lsp.server import ReplycodesServer

SECTION = "replycodes"
_WATCHED = "**/.replycodes.yaml"
_DEEPEST = 20  # levels of objects, several times what the settings have


class Configuration:
    """Asks the client where it can be asked, else takes what it sends. ``apply`` gets the section's value."""

    def __init__(self, server: ReplycodesServer, apply: Callable[[object], None]) -> None:
        self._server = server
        self._apply = apply

    def begin(self) -> None:
        """The session has begun: ask for the settings and for news about them."""
        self._fetch()
        registrations = list(self._registrations())
        if registrations:
            self._server.client_register_capability(
                types.RegistrationParams(registrations), callback=lambda _: None
            )

    def changed(self, sent: Any) -> None:
        """The client says that settings have changed, and perhaps to what."""
        if self._can_be_asked:
            self._fetch()
            return
        section = sent.get(SECTION) if isinstance(sent, dict) else getattr(sent, SECTION, None)
        self._apply(_plain(section))

    @property
    def _can_be_asked(self) -> bool:
        workspace = self._server.client_capabilities.workspace
        return bool(workspace and workspace.configuration)

    def _fetch(self) -> None:
        if self._can_be_asked:
            items = [types.ConfigurationItem(section=SECTION)]
            self._server.workspace_configuration(
                types.ConfigurationParams(items),
                callback=lambda values: self._apply(_plain(values[0]) if values else None),
            )

    def _registrations(self) -> Any:
        workspace = self._server.client_capabilities.workspace
        settings = workspace and workspace.did_change_configuration
        files = workspace and workspace.did_change_watched_files
        if settings and settings.dynamic_registration:
            yield types.Registration(
                "settings",
                types.WORKSPACE_DID_CHANGE_CONFIGURATION,
                types.DidChangeConfigurationRegistrationOptions(section=SECTION),
            )
        if files and files.dynamic_registration:
            yield types.Registration(
                "workspace-files",
                types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_WATCHED)]),
            )


def _plain(value: Any, levels: int = _DEEPEST) -> Any:
    """Named tuples, as pygls makes of untyped JSON objects, back to dicts; nothing of what is nested too deep."""
    if not levels:
        return None
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {key: _plain(item, levels - 1) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, levels - 1) for item in value]
    return value
