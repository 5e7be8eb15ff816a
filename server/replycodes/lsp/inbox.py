"""Messages that wait for their turn, in order, one for each turn of the event loop.

Still needed with pygls 2.1, which computes a cancelled request all the same: here a request that is cancelled
while it waits is answered at once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from lsprotocol import types

_END = object()
_CANCELLED = object()


class Inbox:
    """Hands messages to ``handle``; ``cancelled`` answers for a request that is not wanted any more; ``ended`` is
    called when the client's last message was handled."""

    def __init__(
        self, handle: Callable[[Any], None], cancelled: Callable[[Any], None], ended: Callable[[], None]
    ) -> None:
        self._handle = handle
        self._cancelled = cancelled
        self._ended = ended
        self._waiting: deque[Any] = deque()
        self._loop = asyncio.get_running_loop()

    @property
    def busy(self) -> bool:
        """Whether messages wait."""
        return bool(self._waiting)

    def end(self) -> None:
        """No message will come any more."""
        self._append(_END)

    def put(self, message: Any) -> None:
        """Take a message in."""
        cancelled = _cancelled_id(message)
        if cancelled is not None and self._cancel(cancelled):
            return
        self._append(message)

    def _append(self, message: Any) -> None:
        self._waiting.append(message)
        if len(self._waiting) == 1:
            self._loop.call_soon(self._next)

    def _next(self) -> None:
        message = self._waiting[0]
        try:
            if message is _END:
                self._ended()
            elif message is not _CANCELLED:
                self._handle(message)
        finally:
            self._waiting.popleft()
            if self._waiting:
                self._loop.call_soon(self._next)

    def _cancel(self, msg_id: Any) -> bool:
        for index, message in enumerate(self._waiting):
            # The first one may be at work just now.
            if index and isinstance(message, dict) and "method" in message and message.get("id") == msg_id:
                self._waiting[index] = _CANCELLED
                self._cancelled(msg_id)
                return True
        return False


def _cancelled_id(message: Any) -> Any:
    if not isinstance(message, dict) or message.get("method") != types.CANCEL_REQUEST:
        return None
    params = message.get("params")
    msg_id = params.get("id") if isinstance(params, dict) else None
    return None if isinstance(msg_id, bool) else msg_id  # to Python True is 1
