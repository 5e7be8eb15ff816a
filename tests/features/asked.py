"""Asks features about marked texts: an analysis of a case, and a session of a client that can do everything."""

from __future__ import annotations

from functools import cache
from typing import Any

from lsprotocol import types

from replycodes.catalog.files import load_catalog, load_formats
from replycodes.catalog.model import Catalog
from replycodes.detect.detector import Detector
from replycodes.detect.languages import language_of
from replycodes.features.analysis import Analysis
from replycodes.features.policy import NO_POLICY, Policy
from replycodes.features.session import Session
from replycodes.lsp.engine import place_of_entry
from replycodes.lsp.messages import converter
from replycodes.text import Document

CAPABLE = {
    "textDocument": {
        "completion": {
            "contextSupport": True,
            "completionItem": {
                "snippetSupport": True,
                "commitCharactersSupport": True,
                "deprecatedSupport": True,
                "preselectSupport": True,
                "documentationFormat": ["markdown", "plaintext"],
                "tagSupport": {"valueSet": [1]},
            },
        },
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    }
}


@cache
def catalog() -> Catalog:
    return load_catalog()


@cache
def detector() -> Detector:
    return Detector(catalog(), load_formats())


def analysis_of(text: str, name: str, language: str | None = None, policy: Policy = NO_POLICY) -> Analysis:
    """A document whose codes are all known."""
    language = language_of(name) if language is None else language
    analysis = Analysis(Document(text), detector(), catalog(), name, language, policy)
    analysis.wants_codes = True
    while not analysis.complete:
        analysis.advance(10_000)
    return analysis


def session(capabilities: Any = None) -> Session:
    """The session of a client with these capabilities, as they stand in its initialize request."""
    said = CAPABLE if capabilities is None else capabilities
    client = converter().structure(said, types.ClientCapabilities)
    return Session(catalog(), client, entry_place=place_of_entry)


def position(analysis: Analysis, line: int, column: int) -> types.Position:
    from replycodes.text import Point

    return types.Position(line, analysis.text.units(Point(line, column)))
