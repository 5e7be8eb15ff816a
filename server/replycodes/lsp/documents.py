"""The open documents, by their exact URI. Nothing here reads a file: what is not open is not there."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lsprotocol import types

from replycodes.text import Document, Encoding, Point, Splice

if TYPE_CHECKING:
    from replycodes.features.analysis import Analysis


class OpenDocument:
    """One open document; its analysis is made when it is first needed."""

    def __init__(self, item: types.TextDocumentItem, encoding: Encoding) -> None:
        self.uri = item.uri
        self.version = item.version
        self.revision = (
            0  # of the session: no two texts have the same, whatever versions the client gives them
        )
        self.language_id = item.language_id
        self.text = Document(item.text, encoding)
        self.analysis: Analysis | None = None
        self.settled = False  # whether the collector has taken its lists for old

    @property
    def name(self) -> str:
        """The path part of the URI, for evidence that lies in names."""
        try:
            return unquote(urlsplit(self.uri).path)
        except ValueError:
            return self.uri

    @property
    def path(self) -> Path | None:
        """Where it lies on this machine, if it does."""
        return local_path(self.uri)

    def change(self, event: types.TextDocumentContentChangeEvent) -> None:
        """Apply one edit of the client."""
        splice = self._apply(event)
        if self.analysis is not None:
            self.analysis.spliced(splice)

    def _apply(self, event: types.TextDocumentContentChangeEvent) -> Splice:
        if isinstance(event, types.TextDocumentContentChangePartial):
            return self.text.replace(self._point(event.range.start), self._point(event.range.end), event.text)
        return self.text.replace_all(event.text)

    def _point(self, position: types.Position) -> Point:
        return self.text.point(position.line, position.character)


class Documents:
    """All open documents. The callbacks are told of every new document, every new text and every one gone."""

    def __init__(
        self,
        opened: Callable[[OpenDocument], None],
        changed: Callable[[OpenDocument], None],
        closed: Callable[[OpenDocument], None],
    ) -> None:
        self.encoding = Encoding.UTF16
        self._opened = opened
        self._changed = changed
        self._closed = closed
        self._open: dict[str, OpenDocument] = {}
        self._revisions = count(1)

    def get(self, uri: str) -> OpenDocument | None:
        """An open document."""
        return self._open.get(uri)

    def __iter__(self) -> Iterator[OpenDocument]:
        return iter(tuple(self._open.values()))

    def open(self, item: types.TextDocumentItem) -> None:
        """Open a document; one that is open already gets the new text."""
        if item.uri in self._open:
            self.close(item.uri)
        document = self._open[item.uri] = OpenDocument(item, self.encoding)
        document.revision = next(self._revisions)
        self._opened(document)

    def change(
        self,
        identifier: types.VersionedTextDocumentIdentifier,
        events: Sequence[types.TextDocumentContentChangeEvent],
    ) -> None:
        """Edit a document; edits of one that is not open are ignored."""
        document = self._open.get(identifier.uri)
        if document is None:
            return
        for event in events:
            document.change(event)
        document.version = identifier.version
        document.revision = next(self._revisions)
        self._changed(document)

    def close(self, uri: str) -> None:
        """Close a document, if it is open."""
        document = self._open.pop(uri, None)
        if document is not None:
            self._closed(document)


def local_path(uri: str) -> Path | None:
    """The path of a ``file:`` URI on this machine; None for anything else (untitled, remote shares, nonsense)."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    path = unquote(parts.path)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost") or "\0" in path:
        return None
    if len(path) > 2 and path[0] == "/" and path[2] == ":":  # file:///c:/logs/mail.log
        path = path[1:]
    return Path(posixpath.normpath(path)) if Path(path).is_absolute() else None
