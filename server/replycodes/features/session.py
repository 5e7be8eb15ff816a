"""What every feature may know beside the document: the database and what the client can show."""

from __future__ import annotations

from dataclasses import dataclass, field

from lsprotocol import types

from replycodes.catalog.model import Catalog


@dataclass(slots=True)
class Session:
    """One editor's session."""

    catalog: Catalog
    client: types.ClientCapabilities = field(default_factory=types.ClientCapabilities)

    @property
    def hover_kind(self) -> types.MarkupKind:
        """The client's favourite among the kinds of text that this server writes."""
        wanted = self.client.text_document and self.client.text_document.hover
        formats = wanted.content_format if wanted else None
        if formats is None:  # a client that does not say: Markdown, as it was before clients could
            return types.MarkupKind.Markdown
        return next(iter(formats), types.MarkupKind.PlainText)
