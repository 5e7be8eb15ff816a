"""The engine behind the server: database, detector and features, imported together when first needed."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache
from typing import Any

from lsprotocol import types

from replycodes.catalog.files import load_catalog, rule_pages
from replycodes.detect.detector import Detector
from replycodes.features.analysis import Analysis
from replycodes.features.diagnostics import diagnostics
from replycodes.features.session import Session
from replycodes.lsp.documents import OpenDocument


class Engine:
    """What answers the requests of one session."""

    def __init__(self, client: types.ClientCapabilities) -> None:
        pages = rule_pages()
        self.session = Session(load_catalog(), client, pages=pages.as_uri() if pages else "")
        self._detector = Detector(self.session.catalog)

    def feature(self, name: str) -> Callable[..., Any]:
        """The function of features/ that answers a request."""
        return _feature(name)

    def analysis(self, document: OpenDocument) -> Analysis:
        """What is known about a document."""
        if document.analysis is None:
            document.analysis = Analysis(
                document.text, self._detector, self.session.catalog, document.name, document.language_id
            )
        return document.analysis

    def diagnostics(self, document: OpenDocument) -> list[types.Diagnostic]:
        """The problems of an examined document."""
        return diagnostics(self.analysis(document), self.session, document.uri)


@cache
def _feature(name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(importlib.import_module(f"replycodes.features.{name}"), name)
    return function
