"""What every feature may know beside the document: the database and what the client can show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lsprotocol import types

from replycodes.catalog.model import Catalog
from replycodes.features.settings import Settings


@dataclass(frozen=True, slots=True)
class WorkspaceFile:
    """The workspace file that holds for a document, or would if it were there."""

    uri: str
    text: str | None  # None: it is not there
    path: str  # of the document, relative to the file's folder


def _no_file(uri: str) -> WorkspaceFile | None:
    return None


def _no_place(file: str, section: str, entry: str | int) -> types.Location | None:
    return None


@dataclass(slots=True)
class Session:
    """One editor's session."""

    catalog: Catalog
    client: types.ClientCapabilities = field(default_factory=types.ClientCapabilities)
    settings: Settings = field(default_factory=Settings)
    workspace_file: Callable[[str], WorkspaceFile | None] = _no_file  # by a document's URI
    entry_place: Callable[[str, str, str | int], types.Location | None] = (
        _no_place  # of the database: file, list, code
    )
    pages: str = ""  # address of the folder with the rules' pages; empty: not installed

    @property
    def hover_kind(self) -> types.MarkupKind:
        """The client's favourite among the kinds of text that this server writes."""
        wanted = self.client.text_document and self.client.text_document.hover
        return _favourite(wanted.content_format if wanted else None)

    @property
    def completion_item(self) -> types.ClientCompletionItemOptions:
        """What the client can do with a completion item."""
        completion = self.client.text_document and self.client.text_document.completion
        return (completion and completion.completion_item) or types.ClientCompletionItemOptions()

    @property
    def documentation_kind(self) -> types.MarkupKind:
        """The client's favourite for the documentation of a completion item; eglot says it for hovers alone."""
        formats = self.completion_item.documentation_format
        return self.hover_kind if formats is None else _favourite(formats)

    @property
    def shows_symbol_trees(self) -> bool:
        """Whether the client's outline can be a tree."""
        symbols = self.client.text_document and self.client.text_document.document_symbol
        return bool(symbols and symbols.hierarchical_document_symbol_support)

    @property
    def code_kind(self) -> types.CompletionItemKind:
        """What a code is among completions: a member of a list, for clients that say that they know such a thing."""
        completion = self.client.text_document and self.client.text_document.completion
        known = completion and completion.completion_item_kind and completion.completion_item_kind.value_set
        member = types.CompletionItemKind.EnumMember
        return member if known and member in known else types.CompletionItemKind.Value

    def page_of(self, rule: str) -> str | None:
        """The address of a rule's page."""
        return f"{self.pages}/{rule}.md" if self.pages else None


def _favourite(formats: Sequence[types.MarkupKind] | None) -> types.MarkupKind:
    """The first of the client's kinds; Markdown where it does not say, as it was before clients could."""
    if formats is None:
        return types.MarkupKind.Markdown
    return next(iter(formats), types.MarkupKind.PlainText)
