"""A file that the editor does not send, such as a log over 50 MB: read in pieces, between which others are answered."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from replycodes.features.commands import BadArgumentError
from replycodes.lsp.windows import Window, windows


async def pieces(path: Path, tell: Callable[[float], None]) -> AsyncIterator[Window]:
    """The pieces of a regular file; ``tell`` hears which share of it is read. Whatever cannot be read is said."""
    try:
        with _opened(path) as (stream, size):
            for piece in windows(stream):
                yield piece
                tell(min(1.0, stream.buffer.tell() / size) if size else 1.0)
                await asyncio.sleep(0)
    except OSError as error:
        raise BadArgumentError(f"{path}: {(error.strerror or str(error)).lower()}") from None


@contextmanager
def _opened(path: Path) -> Iterator[tuple[TextIO, int]]:
    """The file and its size. What is no regular file is refused by what was opened and not by its name, and a pipe that
    nobody writes to is not waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError:  # NUL, or half of a character
        raise BadArgumentError("'path' holds characters that no file's name can have") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise BadArgumentError(f"{path} is no file")
        with open(descriptor, encoding="utf-8", errors="replace", closefd=False) as stream:
            yield stream, status.st_size
    finally:
        os.close(descriptor)
