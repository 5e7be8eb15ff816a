"""A progress bar in the editor for examinations that take longer than a second, where the editor can show one."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING
from uuid import uuid4

from lsprotocol import types

if TYPE_CHECKING:
    from replycodes.lsp.server import ReplycodesServer

_SILENT = 1.0  # seconds of work that nobody needs to be told of
_PERIOD = 0.2


class ScanProgress:
    """The progress of examining one document."""

    def __init__(self, server: ReplycodesServer) -> None:
        self._server = server
        self._token: str | None = None
        self._task: asyncio.Future[None] | None = None
        self._shown = False
        self._due = monotonic() + _SILENT

    def report(self, share: float) -> None:
        """Tell how much is done, from 0 to 1."""
        if monotonic() < self._due:
            return
        self._due = monotonic() + _PERIOD
        if self._token is None:
            self._token = str(uuid4())
            self._task = asyncio.ensure_future(self._begin(self._token))
        elif self._shown:
            self._tell(types.WorkDoneProgressReport(percentage=int(share * 100)))

    def end(self) -> None:
        """Close the progress bar, if there is one."""
        if self._shown:
            self._tell(types.WorkDoneProgressEnd())
        self._shown = False
        self._due = float("inf")

    async def _begin(self, token: str) -> None:
        with suppress(Exception):  # a client that refuses gets no progress bar
            await self._server.window_work_done_progress_create_async(
                types.WorkDoneProgressCreateParams(token)
            )
            if self._due != float("inf"):
                self._shown = True
                self._tell(types.WorkDoneProgressBegin(title="Finding reply codes", percentage=0))

    def _tell(self, value: object) -> None:
        self._server.protocol.notify(
            types.PROGRESS, types.ProgressParams(token=self._token or "", value=value)
        )
