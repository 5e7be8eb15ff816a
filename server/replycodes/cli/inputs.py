"""Files, folders and standard input as bytes to scan: walks, skips what is no text, says so in one line."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from gzip import GzipFile
from pathlib import Path
from typing import BinaryIO, Protocol

SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox", ".mypy_cache"}
)

_SAMPLE = 8192
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")
_BINARY_SHARE = 0.05  # a stray NUL does not make a bounce binary; machine code is a tenth control characters
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Say(Protocol):
    """Hears a remark in one line; ``failed`` when an input could not be read."""

    def __call__(self, text: str, failed: bool = False) -> None: ...


@dataclass(frozen=True, slots=True)
class Input:
    """A file that can be opened and holds text. ``path`` is None for standard input, ``packed`` means gzip."""

    name: str
    path: Path | None
    size: int
    packed: bool = False


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
            yield from _walk(path, say, _ignored(path) if honour_gitignore else _nothing)
        elif stat.S_ISREG(mode):
            yield Input(name, path, path.stat().st_size)
        else:
            say(
                f"{name}: neither a file nor a folder; to read a pipe, use '-' and standard input",
                failed=True,
            )


Ignores = Callable[[Path, bool], bool]


def _nothing(path: Path, folder: bool) -> bool:
    return False


def _ignored(root: Path) -> Ignores:
    from replycodes.cli.gitignore import Ignored  # only lint asks

    return Ignored(root)


def _walk(root: Path, say: Say, ignored: Ignores) -> Iterator[Input]:
    for folder, subfolders, names in os.walk(
        root, onerror=lambda e: say(f"{e.filename}: {_reason(e)}", failed=True)
    ):
        subfolders[:] = sorted(
            name
            for name in subfolders
            if name not in SKIPPED_FOLDERS and not ignored(Path(folder, name), True)
        )
        for name in sorted(names):
            path = Path(folder, name)
            if ignored(path, False):
                continue
            try:
                status = path.stat()
            except OSError as error:  # it vanished, or is a link to nothing
                say(f"{path}: {_reason(error)}", failed=True)
                continue
            if stat.S_ISREG(status.st_mode):
                yield Input(str(path), path, status.st_size)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def is_binary(sample: bytes) -> bool:
    """Whether the first bytes of a file look like anything but text."""
    if not sample or sample[:3] in _BOMS or sample[:2] in _BOMS:
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > len(sample) * _BINARY_SHARE


def encoding_of(sample: bytes) -> str:
    """The encoding that a byte order mark announces, else UTF-8."""
    return _BOMS.get(sample[:3]) or _BOMS.get(sample[:2]) or "utf-8"


def sample_of(stream: BinaryIO | GzipFile) -> bytes:
    """The first bytes of a stream, which stays at its place."""
    peek = getattr(stream, "peek", None)
    return peek(_SAMPLE)[:_SAMPLE] if peek else b""
