"""Ending with the editor: the process that started the server is watched, as the protocol asks.

Still needed with pygls 2.1, which stores the parent's process id and never looks at it.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable

_PERIOD = 3.0  # seconds between looks where the system cannot tell by itself


def watch(process_id: int, gone: Callable[[], None]) -> None:
    """Call ``gone`` once when the process has ended. Runs in the event loop."""
    if process_id <= 0:
        return
    try:
        descriptor = os.pidfd_open(process_id)
    except (AttributeError, OverflowError, OSError):
        _look(process_id, gone)
        return
    loop = asyncio.get_running_loop()

    def ended() -> None:
        loop.remove_reader(descriptor)
        os.close(descriptor)
        gone()

    loop.add_reader(descriptor, ended)


def _look(process_id: int, gone: Callable[[], None]) -> None:
    if _alive(process_id):
        asyncio.get_running_loop().call_later(_PERIOD, _look, process_id, gone)
    else:
        gone()


def _alive(process_id: int) -> bool:
    if sys.platform == "win32":
        return _alive_on_windows(process_id)
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except (OverflowError, OSError):
        return True  # not ours to signal, or no process id at all: nothing that could be watched
    return True


def _alive_on_windows(process_id: int) -> bool:
    import ctypes

    synchronize, timed_out = 0x00100000, 0x102
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(synchronize, False, process_id)
    if not handle:
        return False
    alive = bool(kernel.WaitForSingleObject(handle, 0) == timed_out)
    kernel.CloseHandle(handle)
    return alive
