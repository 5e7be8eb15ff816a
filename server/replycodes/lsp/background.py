"""Work that waits until nobody is asking: documents are examined in slices of a few milliseconds on the event loop,
the most recently changed one first, and each version's problems are published once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter

from replycodes.lsp.documents import OpenDocument

PAUSE = 0.03  # seconds without a keystroke before the problems of an edited document are published
SLICE = 0.006  # seconds of work between two looks at the inbox
_FIRST_LINES = 64  # lines of a document's first slice, before its speed is known


class Background:
    """One task for all documents. ``busy`` says whether the client waits for something more urgent."""

    def __init__(
        self,
        busy: Callable[[], bool],
        step: Callable[[OpenDocument, int], int],
        done: Callable[[OpenDocument], None],
    ) -> None:
        self._busy = busy
        self._step = step
        self._done = done
        self._leisure: Callable[[], bool] = bool
        self._due: dict[OpenDocument, float] = {}  # the most recently changed document stands last
        self._awake = asyncio.Event()
        self._lines = _FIRST_LINES
        self._task = asyncio.get_running_loop().create_task(self._run())

    def schedule(self, document: OpenDocument, pause: float = PAUSE) -> None:
        """Examine a document, after a pause in which it may change again."""
        self._due.pop(document, None)
        self._due[document] = asyncio.get_running_loop().time() + pause
        self._awake.set()

    def use_leisure(self, step: Callable[[], bool]) -> None:
        """Call ``step`` whenever nothing is due, until it says that it did nothing."""
        self._leisure = step
        self._awake.set()

    def resume(self, document: OpenDocument) -> None:
        """Examine a document further, if that is not due anyway."""
        if document not in self._due:
            self.schedule(document, 0)

    def forget(self, document: OpenDocument) -> None:
        """Drop what was scheduled for a document."""
        self._due.pop(document, None)

    async def _run(self) -> None:
        while True:
            document, wait = self._next()
            if self._busy():
                await asyncio.sleep(0)
            elif document is not None:
                self._work(document)
                await asyncio.sleep(0)
            elif self._leisure():
                await asyncio.sleep(0)
            else:
                self._awake.clear()
                await self._sleep(wait)

    def _next(self) -> tuple[OpenDocument | None, float | None]:
        """The document to work on now, or the time until there is one."""
        now = asyncio.get_running_loop().time()
        ready = (document for document in reversed(self._due) if self._due[document] <= now)
        return next(ready, None), min((due - now for due in self._due.values()), default=None)

    async def _sleep(self, seconds: float | None) -> None:
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._awake.wait(), seconds)

    def _work(self, document: OpenDocument) -> None:
        began = perf_counter()
        examined = self._step(document, self._lines)
        if not examined:
            self._due.pop(document, None)
            self._done(document)
            return
        spent = max(perf_counter() - began, 1e-6)
        # The next slice is as long as this one's speed allows, and grows slowly: lines differ.
        self._lines = max(1, min(int(examined * SLICE / spent), self._lines * 2))
