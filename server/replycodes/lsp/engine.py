"""The engine behind the server: database, detector and features, imported together when first needed."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from lsprotocol import types

from replycodes.catalog.files import data_folder, entry_place, faults, load_catalog, load_formats, rule_pages
from replycodes.catalog.lookup import is_defined, reply
from replycodes.catalog.model import Catalog
from replycodes.detect.detector import Detector
from replycodes.features.analysis import Analysis
from replycodes.features.diagnostics import diagnostics, workspace_problems
from replycodes.features.policy import policy_for
from replycodes.features.session import Session, WorkspaceFile
from replycodes.features.settings import read_settings
from replycodes.lsp.documents import OpenDocument, local_path
from replycodes.lsp.wiring import FEATURES
from replycodes.lsp.workspaces import Workspaces
from replycodes.rules.workspace import NAME
from replycodes.text import Document

_log = logging.getLogger(__name__)

_PROBLEM = "Feb 21 09:21:55 mx postfix/smtp[1]: status=bounced (host mx said: 450 5.1.1 User unknown)\n"


class Engine:
    """What answers the requests of one session."""

    def __init__(
        self,
        client: types.ClientCapabilities,
        sent: object,
        open_text: Callable[[Path], str | None],
        roots: Callable[[], list[Path]],
    ) -> None:
        pages = rule_pages()
        for fault in faults():
            _log.error("%s (left out)", fault)
        self.session = Session(
            load_catalog(),
            client,
            workspace_file=self._workspace_file,
            entry_place=place_of_entry,
            pages=pages.as_uri() if pages else "",
        )
        detector = Detector(self.session.catalog, load_formats())
        self.workspaces = Workspaces(self.session.catalog, detector, open_text, roots)
        self.chosen: dict[str, str] = {}  # URI -> protocol that the user chose for this document
        self.configure(sent)
        self._warm_up(detector)

    def configure(self, sent: object) -> tuple[str, ...]:
        """Take the user's settings; the answer says which were not understood. Analyses made before are stale."""
        self.session.settings = read_settings(sent)
        return self.session.settings.problems

    def feature(self, name: str) -> Callable[..., Any]:
        """The function of features/ that answers a request."""
        return _feature(name)

    def analysis(self, document: OpenDocument) -> Analysis:
        """What is known about a document."""
        if document.analysis is None:
            path = document.path
            around = self.workspaces.around(path)
            policy = policy_for(
                self.session.settings,
                around.workspace,
                around.relative(path, document.name),
                self.chosen.get(document.uri, ""),
            )
            document.analysis = Analysis(
                document.text, around.detector, around.catalog, document.name, document.language_id, policy
            )
        return document.analysis

    def diagnostics(self, document: OpenDocument) -> list[types.Diagnostic]:
        """The problems of an examined document; of a workspace file also its own faults."""
        if self._is_database(document):
            return []  # it speaks of codes that nobody should use
        analysis = self.analysis(document)
        found = diagnostics(analysis, self.session, document.uri)
        if document.name.rsplit("/", 1)[-1] == NAME:
            found = [*workspace_problems(analysis, self.session.catalog), *found]
        return found

    def _is_database(self, document: OpenDocument) -> bool:
        """Whether a document is a file of the database, to which a definition led."""
        folder, path = data_folder(), document.path
        return folder is not None and path is not None and path.is_relative_to(folder)

    def _workspace_file(self, uri: str) -> WorkspaceFile | None:
        path = local_path(uri)
        found = self.workspaces.file_for(path) if path is not None else None
        if path is None or found is None:
            return None
        file, text = found
        return WorkspaceFile(file.as_uri(), text, path.relative_to(file.parent).as_posix())

    def _warm_up(self, detector: Detector) -> None:
        """Do now what would make the first answers late: imports and the patterns' compilation."""
        for feature in FEATURES:
            _feature(feature.name)
        detector.prepare()
        catalog = self.session.catalog
        for text in (_common(catalog), _PROBLEM):
            analysis = Analysis(Document(text), detector, catalog, "mail.log", "log")
            analysis.advance(len(analysis.lines))
        problems = diagnostics(analysis, self.session, "mail.log")
        params = types.PublishDiagnosticsParams("mail.log", problems)
        self.sample = types.PublishDiagnosticsNotification(params)


def _common(catalog: Catalog) -> str:
    """Lines with the codes that go together, so that a log's first glance knows them."""
    pairs = [
        (code, f"{code[0]}.{key}") for key, entry in catalog.enhanced_details.items() for code in entry.basic
    ]
    return "".join(
        f"dsn={enhanced}, said: {code} {enhanced} no ({code} no), {code}: no\n"
        for code, enhanced in [("250", "2.0.0"), *pairs]
        if is_defined(reply(catalog, "smtp", code))
    )


def place_of_entry(file: str, section: str, entry: str | int) -> types.Location | None:
    """Where an entry of the installed database stands, as an editor names it."""
    found = entry_place(file, section, entry)
    if found is None:
        return None
    path, span = found
    start, end = types.Position(span.line - 1, span.start), types.Position(span.line - 1, span.end)
    return types.Location(path.as_uri(), types.Range(start, end))


@cache
def _feature(name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(importlib.import_module(f"replycodes.features.{name}"), name)
    return function
