"""The conversation with the client: order of the session, answers to what does not fit, errors said once.

Mends for pygls 2.1, which still needs all of these: a request whose params do not fit is answered (-32602); one
before ``initialize`` gets -32002, one after ``shutdown`` -32600; a second ``initialize`` changes nothing; ``exit``
without ``shutdown`` ends with 1; documents live in our own store under their exact URI and are never read from
disk; a handler's exception is answered, logged once and never shown as a message box; a client that refuses what it
is asked costs no traceback; the id of an error that answers no request is null.
"""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import json
import logging
import traceback
from collections.abc import Callable, Generator
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from math import isfinite
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcParseError,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import JsonRPCResponseMessage, LanguageServerProtocol, lsp_method

from replycodes.lsp.messages import InvalidParamsError, JsonText, structure
from replycodes.lsp.stream import UNREADABLE

if TYPE_CHECKING:
    from replycodes.lsp.server import ReplycodesServer

log = logging.getLogger(__name__)


class Protocol(LanguageServerProtocol):
    """pygls' protocol with the faults above mended."""

    _server: ReplycodesServer

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._sending: asyncio.Future[None] | None = None  # a reference, until it is sent
        self._logged: set[tuple[object, ...]] = set()

    @property
    def is_shut_down(self) -> bool:
        """Whether the client asked for the end."""
        return self._shutdown

    # Messages in

    def structure_message(self, data: dict[str, Any]) -> dict[str, Any]:
        """pygls' hook for every JSON object: messages are structured as a whole, by :meth:`handle_message`."""
        return data

    def handle_message(self, message: Any) -> None:
        """Answer one decoded message."""
        if message is UNREADABLE:
            self._refuse(None, JsonRpcParseError("the message is no valid JSON in a valid frame"))
            return
        if not isinstance(message, dict):
            self._refuse(None, JsonRpcInvalidRequest("a message is a JSON object"))
            return
        contextvars.copy_context().run(self._dispatch, message)
        self._server.answered()

    def _dispatch(self, message: dict[str, Any]) -> None:
        method, msg_id = message.get("method"), message.get("id")
        if isinstance(method, str) and "id" not in message:
            self._notified(method, message.get("params"))
        elif method is None and ("result" in message or "error" in message):
            self._answered(msg_id, message)
        elif isinstance(method, str) and _is_id(msg_id) and message.get("jsonrpc") == self.VERSION:
            try:
                self._requested(msg_id, method, message.get("params"))
            except JsonRpcException as error:
                self._refuse(msg_id, error)
        else:
            known = msg_id if _is_id(msg_id) else None
            self._refuse(known, JsonRpcInvalidRequest("the message is no JSON-RPC 2.0 request"))

    def _requested(self, msg_id: Any, method: str, params: Any) -> None:
        if self._shutdown:
            raise JsonRpcInvalidRequest("the server is shutting down")
        if (self._workspace is None) != (method == types.INITIALIZE):
            if self._workspace is None:
                raise JsonRpcServerNotInitialized("initialize comes first")
            raise JsonRpcInvalidRequest("the server is initialized already")
        self._get_handler(method)  # an unknown method is said before its params are looked at
        try:
            typed = structure(self._converter, method, params)
        except InvalidParamsError as error:
            raise JsonRpcInvalidParams(str(error)) from None
        self._handle_request(msg_id, method, typed)

    def _notified(self, method: str, params: Any) -> None:
        if method != types.EXIT and (self._workspace is None or self._shutdown):
            return
        if method == types.CANCEL_REQUEST:
            self._cancel(params)
            return
        try:
            self._get_handler(method)
            typed = structure(self._converter, method, params)
        except JsonRpcMethodNotFound:
            return  # the protocol lets a server ignore what it does not know
        except InvalidParamsError as error:
            self._log_once(("params", method), "%s", error)
            return
        self._handle_notification(method, typed)

    def _cancel(self, params: Any) -> None:
        """Cancel a request at work, if there is one: only those that wait for something can be."""
        msg_id: Any = params.get("id") if isinstance(params, dict) else None
        future = self._request_futures.get(msg_id) if _is_id(msg_id) else None
        if future is not None:
            future.cancel()

    def _answered(self, msg_id: Any, message: dict[str, Any]) -> None:
        """The client answers a request of ours."""
        future = self._request_futures.pop(msg_id, None) if _is_id(msg_id) else None
        result_type = self._result_types.pop(msg_id, None) if _is_id(msg_id) else None
        if future is None:
            return
        with suppress(InvalidStateError):  # cancelled meanwhile
            try:
                if "error" in message:
                    raise JsonRpcException(str(message["error"]))
                answer = self._converter.structure(message, result_type or JsonRPCResponseMessage)
                future.set_result(answer.result)
            except Exception as error:
                future.set_exception(error)

    # Messages out

    def send_request(
        self,
        method: str,
        params: Any | None = None,
        callback: Callable[[Any], None] | None = None,
        msg_id: str | int | None = None,
    ) -> Future[Any]:
        """Ask the client. The callback gets an answer that fits; a client may refuse, and nothing here depends on it."""
        future: Future[Any] = super().send_request(method, params, None, msg_id)
        if callback is not None:
            future.add_done_callback(lambda done: self._call_back(done, callback))
        return future

    def _call_back(self, done: Future[Any], callback: Callable[[Any], None]) -> None:
        if done.cancelled() or done.exception() is not None:
            return
        try:
            callback(done.result())
        except Exception as error:
            self.report(error)

    def _refuse(self, msg_id: Any, error: JsonRpcException) -> None:
        said = error.to_response_error()
        answer: dict[str, Any] = {
            "jsonrpc": self.VERSION,
            "id": msg_id,
        }  # pygls leaves out an id that is null
        self._send_data({**answer, "error": {"code": said.code, "message": said.message}})

    def cancelled(self, msg_id: Any) -> None:
        """Answer a request that was cancelled before its turn came."""
        self._refuse(msg_id, JsonRpcRequestCancelled("cancelled by the client"))

    def _send_data(self, data: Any) -> None:
        self._send_body(json.dumps(data, default=self._serialize_message, separators=(",", ":")))

    def _send_body(self, text: str) -> None:
        if self.writer is None:
            return
        body = text.encode()
        head = b"Content-Length: %d\r\n\r\n" % len(body) if self._include_headers else b""
        sent = self.writer.write(head + body)
        if inspect.isawaitable(sent):
            self._sending = asyncio.ensure_future(sent)

    def _send_handler_result(self, future: Future[Any], *, msg_id: Any) -> None:
        self._request_futures.pop(msg_id, None)
        if future.cancelled():
            self.cancelled(msg_id)
            return
        error = future.exception()
        if error is None:
            try:
                self._send_result(msg_id, future.result())
                return
            except (TypeError, ValueError, AttributeError) as unserializable:
                error = unserializable
        if isinstance(error, JsonRpcException):
            self._refuse(msg_id, error)
            return
        self.report(error)
        self._refuse(
            msg_id, JsonRpcInternalError(f"internal error ({type(error).__name__}); see the server's log")
        )

    def _send_result(self, msg_id: Any, result: Any) -> None:
        if isinstance(result, JsonText):
            self._send_body(f'{{"jsonrpc":"{self.VERSION}","id":{json.dumps(msg_id)},"result":{result}}}')
        else:
            self._send_response(msg_id, result=result)

    def _check_handler_result(self, future: Future[Any]) -> None:
        if not future.cancelled() and (error := future.exception()) is not None:
            self.report(error)

    def report(self, error: BaseException) -> None:
        """Log an exception: where, not what, because messages quote people's documents."""
        frames = traceback.extract_tb(error.__traceback__)
        place = (type(error).__name__, *((frame.filename, frame.lineno) for frame in frames[-1:]))
        steps = "".join(traceback.format_list(frames))
        self._log_once(place, "%s (this place is reported once)\n%s", type(error).__name__, steps)

    def say(self, sentence: str) -> None:
        """Log something that a person should know, once."""
        self._log_once((sentence,), "%s", sentence)

    def prepare(self, sample: object) -> None:
        """Make now the code that writes messages like this one: the converter makes it at the first one."""
        self._converter.unstructure(sample)

    def rehearse(self, method: str, params: dict[str, Any], answer: Callable[[Any], object]) -> None:
        """Read a request and write its answer as if a client had sent it."""
        result = answer(structure(self._converter, method, params))
        if not isinstance(result, JsonText):
            self.prepare(JsonRPCResponseMessage(id=0, result=result, jsonrpc=self.VERSION))

    def _log_once(self, key: tuple[object, ...], message: str, *args: object) -> None:
        if key not in self._logged:
            self._logged.add(key)
            log.error(message, *args)

    # The session

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Begin the session; what follows the answer is up to the server object."""
        if params.root_uri is not None and not _is_uri(params.root_uri):
            params.root_uri = None
        result = yield from super().lsp_initialize(params)
        self._server.session_begins(params)
        return result

    @lsp_method(types.EXIT)
    def lsp_exit(self, *args: Any) -> None:  # type: ignore[override]
        """End the process: with 0 after ``shutdown``, else with 1."""
        self._server.stop(0 if self._shutdown else 1)

    @lsp_method(types.WINDOW_WORK_DONE_PROGRESS_CANCEL)
    def lsp_work_done_progress_cancel(self, params: types.WorkDoneProgressCancelParams) -> None:
        """The user stops what a progress bar shows; one that is gone or has no name is passed over."""
        button = self.progress.tokens.get(params.token) if _is_id(params.token) else None
        if button is not None:
            button.cancel()

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take a document into the store."""
        self._server.documents.open(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Edit a document of the store."""
        self._server.documents.change(params.text_document, params.content_changes)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document."""
        self._server.documents.close(params.text_document.uri)


def _is_id(value: Any) -> bool:
    """Whether it can be given back: not a truth value, which is a number to Python, and no overflown number."""
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, str | int) and not isinstance(value, bool)


def _is_uri(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True
