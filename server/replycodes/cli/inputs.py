"""Files, folders and standard input as bytes to scan: walks, skips what is no text, says so in one line."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

if TYPE_CHECKING:
    from gzip import GzipFile

_SAMPLE = 8192


class Say(Protocol):
    """Hears a remark in one line; ``failed`` when an input could not be read."""

    def __call__(self, text: str, failed: bool = False) -> None: ...


class Input(NamedTuple):
    """A file that can be opened and holds text. ``path`` is None for standard input, ``packed`` means gzip."""

    name: str
    path: Path | None
    size: int
    packed: bool = False


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def find_inputs(paths: tuple[str, ...], say: Say, honour_gitignore: bool = False) -> Iterator[Input]:
    """The files named by ``paths``, folders walked in sorted order; ``say`` hears what cannot be read.
    A file that is named itself is read even when git ignores it."""
    for name in paths:
        if name == "-":
            yield Input("-", None, 0)
            continue
        path = Path(name)
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            say(f"{name}: {_reason(error)}", failed=True)
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(path, say, honour_gitignore)
        elif stat.S_ISREG(mode):
            yield Input(name, path, path.stat().st_size)
        else:
            say(
                f"{name}: neither a file nor a folder; to read a pipe, use '-' and standard input",
                failed=True,
            )


def _walk(root: Path, say: Say, honour_gitignore: bool) -> Iterator[Input]:
    from replycodes.disk.walk import walk  # who names files needs no patterns

    for path in walk(root, honour_gitignore, lambda e: say(f"{e.filename}: {_reason(e)}", failed=True)):
        try:
            status = path.stat()
        except OSError as error:  # it vanished, or is a link to nothing
            say(f"{path}: {_reason(error)}", failed=True)
            continue
        if stat.S_ISREG(status.st_mode):
            yield Input(str(path), path, status.st_size)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def sample_of(stream: BinaryIO | GzipFile) -> bytes:
    """The first bytes of a stream, which stays at its place."""
    peek = getattr(stream, "peek", None)
    return peek(_SAMPLE)[:_SAMPLE] if peek else b""
