"""The language server: one session, its documents, and what happens when they change.

Nothing but pygls is imported before ``initialize`` is answered; the database and the engine follow while the
editor reads the answer.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from replycodes import __version__
from replycodes.lsp import commands, parent, pulling, searching
from replycodes.lsp.background import PAUSE, Background
from replycodes.lsp.collecting import Collector
from replycodes.lsp.configuration import Configuration
from replycodes.lsp.documents import Documents, OpenDocument, local_path
from replycodes.lsp.leisure import Leisure
from replycodes.lsp.messages import JsonText, converter
from replycodes.lsp.progress import ScanProgress
from replycodes.lsp.protocol import Protocol
from replycodes.lsp.refresh import pulls, refresh
from replycodes.lsp.wiring import FEATURES, Feature
from replycodes.text import Encoding

if TYPE_CHECKING:
    from replycodes.features.analysis import Analysis
    from replycodes.features.desk import Desk
    from replycodes.lsp.engine import Engine

_COLLECT_AFTER = 1.0  # seconds after the last close


class ReplycodesServer(LanguageServer):
    """One editor's session."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("replycodes", __version__, protocol_cls=Protocol, converter_factory=converter)
        self.documents = Documents(self._opened, self._changed, self._closed)
        self.finished: asyncio.Future[int] | None = None
        self.background: Background | None = None
        self._collector: Collector | None = None
        self._leisure: Leisure | None = None
        self._rehearsals: Iterator[bool] | None = None
        self._engine: Engine | None = None
        self._collection: asyncio.TimerHandle | None = None
        self._progress: dict[OpenDocument, ScanProgress] = {}
        self._sent_settings: object = None
        self._unpublished: set[OpenDocument] = set()  # those whose problems are not known to the client
        self._waiting: dict[
            OpenDocument, list[asyncio.Future[None]]
        ] = {}  # requests, until all codes are known
        self.configured = 0  # how often settings or workspace files have changed
        self._configuration = Configuration(self, self._configure)
        for feature in FEATURES:
            answer = self._answer_when_known if feature.waits else self._answer
            self.feature(feature.method, feature.options)(partial(answer, feature))
        self.feature(types.TEXT_DOCUMENT_REFERENCES)(partial(searching.references, self))
        for name in commands.COMMANDS:
            self._offer_command(name)
        self.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, pulling.OPTIONS)(
            partial(pulling.document_diagnostic, self)
        )
        self.feature(types.WORKSPACE_DIAGNOSTIC)(partial(pulling.workspace_diagnostic, self))
        self.feature(types.INITIALIZED)(lambda _: self._configuration.begin())
        self.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(
            lambda params: self._configuration.changed(params.settings)
        )
        self.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(lambda _: self._workspace_changed())

    def _offer_command(self, name: str) -> None:
        @self.command(f"replycodes.{name}")
        async def run(*arguments: Any) -> dict[str, Any] | None:
            return await commands.run(self, name, arguments)

    # Life

    def begin(self, busy: Any) -> asyncio.Future[int]:
        """Start what needs the event loop; the future is the process's exit code."""
        self.finished = asyncio.get_running_loop().create_future()
        self.background = Background(busy, self._examine, self._examined)
        self._collector = Collector(busy)
        return self.finished

    def stop(self, code: int) -> None:
        """End the process with an exit code."""
        if self.finished is not None and not self.finished.done():
            self.finished.set_result(code)

    def lost(self) -> None:
        """The client is gone without a word."""
        self.stop(0 if self.protocol.is_shut_down else 1)

    def session_begins(self, params: types.InitializeParams) -> None:
        """``initialize`` is about to be answered."""
        encoding = self.server_capabilities.position_encoding or "utf-16"
        self.documents.encoding = Encoding(getattr(encoding, "value", encoding))
        self._sent_settings = params.initialization_options
        loop = asyncio.get_running_loop()
        if params.process_id is not None:
            loop.call_soon(parent.watch, params.process_id, self.lost)
        loop.call_soon(lambda: self.engine)

    @property
    def engine(self) -> Engine:
        """Database, detector and features, loaded on first use."""
        if self._engine is None:
            from replycodes.lsp import rehearsal
            from replycodes.lsp.engine import Engine

            self._engine = Engine(self.client_capabilities, self._sent_settings, self._open_text, self.roots)
            self.protocol.prepare(self._engine.sample)
            rehearsal.first(self._engine, self.protocol)
            gc.freeze()  # it stays until the end
            for problem in self._engine.session.settings.problems:
                self.protocol.say(problem)
        return self._engine

    def answered(self) -> None:
        """A message was answered, or a document is examined: nobody waits just now."""
        if self._collector is not None:
            self._collector.soon()
        if self._leisure is not None:
            self._leisure.heard()

    def _compile(self) -> bool:
        """Compile one of the expressions that few texts need; false when none is left."""
        from replycodes.detect.late import compile_next

        return compile_next()

    def _rehearse(self) -> bool:
        """Answer one of the requests that somebody may make later; false when none is left."""
        if self._rehearsals is None:
            from replycodes.lsp import rehearsal

            self._rehearsals = rehearsal.further(self.engine, self.protocol)
        return next(self._rehearsals, False)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """An error that has no request to be the answer of: said in the log, never in a message box."""
        self.protocol.report(error)

    # Settings and workspace files

    def _configure(self, sent: object) -> None:
        before = self.engine.session.settings
        for problem in self.engine.configure(sent):
            self.protocol.say(problem)
        if self.engine.session.settings != before:
            self._examine_again()

    def _workspace_changed(self) -> None:
        self.engine.workspaces.forget()
        self._examine_again()

    def _examine_again(self) -> None:
        for document in self.documents:
            document.analysis = None
            self._changed(document)
        self._ask_again()

    def _ask_again(self) -> None:
        self.configured += 1
        refresh(self)

    def _open_text(self, path: Path) -> str | None:
        """The text of a file that is open in the editor."""
        document = next((d for d in self.documents if d.path == path), None)
        return "".join(document.text.lines) if document else None

    def roots(self) -> list[Path]:
        """The editor's folders."""
        uris = [folder.uri for folder in self.workspace.folders.values()] or [self.workspace.root_uri or ""]
        return [path for path in map(local_path, uris) if path is not None]

    # Requests

    def _answer(self, feature: Feature, params: Any) -> Any:
        function = self.engine.feature(feature.name)
        if feature.of_session:
            answer = function(self.desk, params)
            for document in self.documents:
                self._go_on(document.analysis, document)
            return answer
        asked = self.documents.get(params.text_document.uri)
        if asked is None:
            return None
        analysis = self.engine.analysis(asked)
        answer = function(analysis, self.engine.session, params)
        self._go_on(analysis, asked)
        return JsonText(answer) if feature.as_json and answer is not None else answer

    async def _answer_when_known(self, feature: Feature, params: Any) -> Any:
        """The answer of a feature that needs the codes of the whole document."""
        await self.codes_known(params.text_document.uri)
        return self._answer(feature, params)

    async def codes_known(self, uri: str) -> None:
        """Wait until all codes of a document are found, or it is closed."""
        while (document := self.documents.get(uri)) and not self.engine.analysis(document).completed():
            self._go_on(document.analysis, document)
            waiting = asyncio.get_running_loop().create_future()
            self._waiting.setdefault(document, []).append(waiting)
            await waiting

    def _tell_waiting(self, document: OpenDocument) -> None:
        for waiting in self._waiting.pop(document, ()):
            if not waiting.done():
                waiting.set_result(None)

    @property
    def desk(self) -> Desk:
        """What features and commands may use that are not about one document."""
        from replycodes.features.desk import Desk

        detector = self.engine.workspaces.around(None).detector
        uris = [document.uri for document in self.documents]
        return Desk(self.engine.session, detector, self.analysis_of, lambda: uris)

    def analysis_of(self, uri: str) -> Analysis | None:
        """What is known about an open document."""
        document = self.documents.get(uri)
        return None if document is None else self.engine.analysis(document)

    def choose_protocol(self, uri: str, protocol: str) -> None:
        """The user says what a document's protocol is, or with an empty text that nobody says."""
        document = self.documents.get(uri)
        if document is not None and self.engine.chosen.get(uri, "") != protocol:
            self.engine.chosen[uri] = protocol
            document.analysis = None
            self._schedule(document)
            self._ask_again()

    # Documents

    def _opened(self, document: OpenDocument) -> None:
        self._changed(document, pause=0)

    def _changed(self, document: OpenDocument, pause: float = PAUSE) -> None:
        if self._engine is not None and document.name.endswith("/.replycodes.yaml"):
            self._engine.workspaces.forget()
            for other in self.documents:
                if other is not document:
                    other.analysis = None
                    self._schedule(other)
            self._ask_again()
        self._schedule(document, pause)

    def _schedule(self, document: OpenDocument, pause: float = PAUSE) -> None:
        if self.background is not None:
            self._forget(document)
            self._unpublished.add(document)
            self.background.schedule(document, pause)

    def _closed(self, document: OpenDocument) -> None:
        self._forget(document)
        self._tell_waiting(document)
        if self._collection is not None:
            self._collection.cancel()
        # What detection remembers of a document hangs in cycles; nobody waits for an answer just after a close.
        self._collection = asyncio.get_running_loop().call_later(_COLLECT_AFTER, gc.collect)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=document.uri, diagnostics=[])
        )

    def _forget(self, document: OpenDocument) -> None:
        if self.background is not None:
            self.background.forget(document)
        self._unpublished.discard(document)
        if (progress := self._progress.pop(document, None)) is not None:
            progress.end()

    def _examine(self, document: OpenDocument, lines: int) -> int:
        analysis = self.engine.analysis(document)
        examined = analysis.advance(lines)
        if analysis.all_judged:
            self._publish(document)
            if not document.settled:
                # Now the list for the lines of a large text is known but empty; taken for old, it is walked over rarely when
                # it is full, and not in the middle of an answer.
                document.settled = True
                gc.collect(1)
            return examined
        if self.can_show_progress:
            self._progress.setdefault(document, ScanProgress(self)).report(analysis.share)
        return examined

    @property
    def can_show_progress(self) -> bool:
        """Whether the editor shows progress bars that it did not ask for."""
        window = self.client_capabilities.window
        return bool(window and window.work_done_progress)

    def _publish(self, document: OpenDocument) -> None:
        """Send the problems of a document's version, once they are all known."""
        if document not in self._unpublished:
            return
        self._unpublished.discard(document)
        if (progress := self._progress.pop(document, None)) is not None:
            progress.end()
        analysis = self.engine.analysis(document)
        if analysis.asked_early:
            analysis.asked_early = not analysis.complete
            refresh(self)
        if pulls(self):
            return
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                uri=document.uri, version=document.version, diagnostics=self.engine.diagnostics(document)
            )
        )

    def _examined(self, document: OpenDocument) -> None:
        """Nothing is left to do for a document."""
        self._publish(document)
        self._tell_waiting(document)
        if self._leisure is None and self.background is not None:  # without a document nobody asks
            self._leisure = Leisure(self.background, self._compile, self._rehearse)
        self.answered()
        analysis = self.engine.analysis(document)
        if analysis.asked_early:
            analysis.asked_early = False
            refresh(self)

    def _go_on(self, analysis: Analysis | None, document: OpenDocument) -> None:
        """Find the codes of a whole document in the background if somebody has asked for them."""
        if (
            self.background is not None
            and analysis is not None
            and analysis.wants_codes
            and not analysis.complete
        ):
            self.background.resume(document)
