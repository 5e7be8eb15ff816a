"""Standard input and output: a thread that only reads, a writer that writes all or says that nobody listens.

Mends for pygls 2.1: one hop between threads for each message instead of one for each header line; a broken
standard output ends the server; what anything prints goes to standard error and cannot garble the protocol.
"""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from replycodes.lsp.stream import MessageStream

_READ_SIZE = 1 << 16
_PIPE_SIZE = 1 << 20


def claim_stdout() -> int:
    """Take standard output for the protocol alone; the answer is its new descriptor."""
    sys.stdout.flush()
    descriptor = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return descriptor


def read_in_thread(descriptor: int, deliver: Callable[[Any], object], ended: Callable[[], object]) -> None:
    """Read messages until the end of input. The callbacks run in the reading thread."""

    _widen(descriptor)

    def read() -> None:
        try:
            for message in _messages(descriptor):
                deliver(message)
                del message  # a large message must not live until the next one comes
        except OSError:
            pass  # a vanished terminal or socket is the end of input
        except RuntimeError:
            return  # the event loop is closed: the server has ended
        ended()

    # A daemon that holds no lock: it may sit in os.read while the process ends.
    threading.Thread(target=read, name="replycodes-stdin", daemon=True).start()


def _messages(descriptor: int) -> Iterator[Any]:
    """The messages until the end of input. A large body is read straight into its place."""
    stream = MessageStream()
    with io.FileIO(descriptor, closefd=False) as source:
        while True:
            room = stream.room()
            if room is not None and len(room) >= _READ_SIZE:
                with room, room[:_PIPE_SIZE] as place:
                    count = source.readinto(place) or 0
                messages = stream.filled(count) if count else None
            else:
                if room is not None:
                    room.release()
                data = os.read(descriptor, _READ_SIZE)
                messages = stream.feed(data) if data else None
            if messages is None:
                return
            yield from messages


def _widen(descriptor: int) -> None:
    """Let a large document come in few pieces, where the system can."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)


class DescriptorWriter:
    """pygls' writer interface on a file descriptor."""

    def __init__(self, descriptor: int, broken: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._broken = broken
        self._open = True

    def write(self, data: bytes) -> None:
        """Write all of it; once the other side is gone, nothing."""
        rest = memoryview(data)
        try:
            while self._open and rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            self._open = False
            self._broken()

    def close(self) -> None:
        """Write nothing more."""
        self._open = False
