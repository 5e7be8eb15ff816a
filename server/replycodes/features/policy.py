"""What settings and the workspace file say about one document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from replycodes.features.settings import Settings
from replycodes.rules.model import Finding
from replycodes.rules.registry import rules
from replycodes.rules.run import Configured
from replycodes.rules.workspace import NO_WORKSPACE, UNSAID, FileRule, Workspace


@dataclass(frozen=True)
class Policy:
    """Protocol and medium that are said, severities, and which findings are wanted."""

    said: FileRule = UNSAID
    severities: Configured = field(default_factory=dict)
    workspace: Workspace = NO_WORKSPACE
    path: str = ""  # relative to the workspace file

    def accepts(self, finding: Finding) -> bool:
        """Whether the workspace still wants a finding."""
        return self.workspace.accepts(self.path, finding)


NO_POLICY = Policy()


def policy_for(settings: Settings, workspace: Workspace, path: str, chosen_protocol: str = "") -> Policy:
    """The policy of a document: the workspace file first, the user's settings over it, and what the user chose for
    this very document over both."""
    said = workspace.file_rule(path)
    general = "" if settings.protocol == "auto" else settings.protocol
    own = Workspace(files=settings.files).file_rule(path)
    said = replace(
        said,
        protocol=chosen_protocol or own.protocol or general or said.protocol,
        medium=own.medium or said.medium,
    )
    if said.exclude:
        return Policy(said, dict.fromkeys(rules(), "off"), workspace, path)
    return Policy(said, {**workspace.severities, **settings.rules}, workspace, path)
