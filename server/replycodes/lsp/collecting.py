"""Garbage is collected just after messages were answered, and not in the middle of the next answer."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable

_AFTER = 0.01  # seconds
_FEW = 200  # objects that are not worth a collection
_THRESHOLDS = 10_000, 5, 200


def calm_collector() -> None:
    """What is loaded stays until the end; the server collects when nobody waits and when a document was closed. A look at
    everything that a large log keeps costs an answer 15 ms, so it is rare."""
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    gc.enable()


class Collector:
    """Collects what is young, at most once in a while. ``busy`` says whether somebody waits."""

    def __init__(self, busy: Callable[[], bool]) -> None:
        self._busy = busy
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None

    def soon(self) -> None:
        """Something was done that may have left garbage."""
        if self._timer is None:
            self._timer = self._loop.call_later(_AFTER, self._collect)

    def _collect(self) -> None:
        self._timer = None
        if self._busy():
            self.soon()
            return
        young, middle, _ = gc.get_count()
        if young > _FEW:
            gc.collect(1 if middle > _THRESHOLDS[1] else 0)
