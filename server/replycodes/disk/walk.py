"""The files below a folder, in order, without what tools and git put aside."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox", ".mypy_cache"}
)

_DEEPEST = 100  # levels below the root: who nests more wants to exhaust somebody


def walk(root: Path, honour_gitignore: bool, unreadable: Callable[[OSError], object]) -> Iterator[Path]:
    """Every file below ``root``; links to folders are not followed. ``unreadable`` hears of folders that cannot be
    listed."""
    ignored = _ignored(root) if honour_gitignore else _nothing
    above = os.fspath(root).count(os.sep)
    for folder, subfolders, names in os.walk(root, onerror=unreadable):
        subfolders[:] = sorted(
            name
            for name in subfolders
            if name not in SKIPPED_FOLDERS and not ignored(Path(folder, name), True)
        )
        if subfolders and folder.count(os.sep) - above >= _DEEPEST:
            unreadable(OSError(errno.ELOOP, "folders nested too deep", folder))
            subfolders.clear()
        for name in sorted(names):
            path = Path(folder, name)
            if not ignored(path, False):
                yield path


def _ignored(root: Path) -> Callable[[Path, bool], bool]:
    from replycodes.disk.gitignore import Ignored  # its patterns take a while to import

    return Ignored(root)


def _nothing(path: Path, folder: bool) -> bool:
    return False
