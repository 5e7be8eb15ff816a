"""A progress bar in the editor for what takes longer than a second, where the editor can show one."""

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
    """The progress of one examination. ``token``: the editor has named the bar itself, and waits for it."""

    def __init__(
        self,
        server: ReplycodesServer,
        title: str = "Finding reply codes",
        token: types.ProgressToken | None = None,
        may_stop: bool = False,
    ) -> None:
        self._server = server
        self._title = title
        self._may_stop = may_stop
        self._named = token if isinstance(token, str | int) else None  # not checked before
        self._token: types.ProgressToken | None = None
        self._task: asyncio.Future[None] | None = None
        self._shown = False
        self._due = monotonic() + _SILENT

    def report(self, share: float) -> None:
        """Tell how much is done, from 0 to 1."""
        if monotonic() < self._due:
            return
        self._due = monotonic() + _PERIOD
        if self._token is None:
            if self._named is None and not self._server.can_show_progress:
                return
            self._token = str(uuid4()) if self._named is None else self._named
            self._task = asyncio.ensure_future(self._begin(self._token))
        elif self._shown:
            self._tell(types.WorkDoneProgressReport(percentage=int(share * 100)))

    def end(self) -> None:
        """Close the progress bar, if there is one."""
        if self._shown:
            self._tell(types.WorkDoneProgressEnd())
        if self._token is not None:
            self._server.work_done_progress.tokens.pop(self._token, None)
        self._shown = False
        self._due = float("inf")

    @property
    def stopped(self) -> bool:
        """Whether the user has pressed the bar's button."""
        button = self._server.work_done_progress.tokens.get(self._token) if self._token is not None else None
        return button is not None and button.cancelled()

    async def _begin(self, token: types.ProgressToken) -> None:
        with suppress(Exception):  # a client that refuses gets no progress bar
            if self._named is None:
                await self._server.work_done_progress.create_async(token)
            if self._due != float("inf"):
                self._shown = True
                begin = types.WorkDoneProgressBegin(
                    title=self._title, percentage=0, cancellable=self._may_stop or None
                )
                self._server.work_done_progress.begin(token, begin)

    def _tell(self, value: object) -> None:
        self._server.protocol.notify(
            types.PROGRESS, types.ProgressParams(token=self._token or "", value=value)
        )
