"""Work that some later answer would wait for: small steps whenever nothing else is due, large ones when all is quiet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from replycodes.lsp.background import Background

QUIET = 0.5  # seconds without a message, after which nobody seems to wait for the next answer


class Leisure:
    """Takes step after step, until one says that there was nothing to do. None is taken while the session is young."""

    def __init__(
        self,
        background: Background,
        small: Callable[[], bool],
        large: Callable[[], bool],
        quiet: float = QUIET,
    ) -> None:
        self._background = background
        self._small = small
        self._large = large
        self._quiet = quiet
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._over = False
        self.heard()
        self._wait()

    def heard(self) -> None:
        """Somebody said something."""
        self._last = self._loop.time()

    def _wait(self) -> None:
        if self._timer is None:
            self._timer = self._loop.call_at(self._last + self._quiet, self._begin)

    def _begin(self) -> None:
        self._timer = None
        self._background.use_leisure(self._next)

    def _next(self) -> bool:
        if self._small():
            return True
        if self._over:
            return False
        if self._loop.time() < self._last + self._quiet:
            self._wait()
            return False
        self._over = not self._large()
        return not self._over
