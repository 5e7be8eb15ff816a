"""Which files git ignores: the .gitignore files from the repository's root down to the file's folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from replycodes.text.path_pattern import path_spec

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


_LONGEST = 1 << 20  # characters


class Ignored:
    """Answers for the files and folders below one folder; reads each .gitignore once."""

    def __init__(self, root: Path) -> None:
        self._specs: dict[Path, GitIgnoreSpec | None] = {}
        self._top = _repository(root.resolve())

    def __call__(self, path: Path, folder: bool = False) -> bool:
        """Whether git would ignore this path. Outside a repository nothing is ignored."""
        if self._top is None:
            return False
        absolute = path.absolute()
        for base in absolute.parents:
            spec = self._spec(base)
            if spec is not None:
                relative = absolute.relative_to(base).as_posix() + ("/" if folder else "")
                verdict = spec.check_file(relative).include
                if verdict is not None:
                    return verdict
            if base == self._top:
                break
        return False

    def _spec(self, base: Path) -> GitIgnoreSpec | None:
        if base not in self._specs:
            try:
                self._specs[base] = path_spec(_lines(base / ".gitignore"))
            except (OSError, ValueError):
                self._specs[base] = None
        return self._specs[base]


def _lines(path: Path) -> list[str]:
    """The lines of a regular file. Git follows no link there either, and a pipe or device would never end."""
    if path.is_symlink() or not path.is_file():
        return []
    with path.open(encoding="utf-8", errors="replace") as stream:
        return stream.read(_LONGEST).splitlines()


def _repository(folder: Path) -> Path | None:
    for base in (folder, *folder.parents):
        if (base / ".git").exists():
            return base
    return None
