"""The ``.replycodes.yaml`` that holds for a file, looked for from its folder upwards; each is read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from replycodes.catalog.files import UnreadableError, find_upwards, load_catalog, load_formats, read_bounded
from replycodes.catalog.model import Catalog, Problem
from replycodes.detect.detector import Detector
from replycodes.rules.workspace import LARGEST, NAME, NO_WORKSPACE, Workspace, read_workspace


class Surroundings:
    """What holds for the files below one workspace file: its settings, the catalog and detector with its codes."""

    def __init__(self, workspace: Workspace, folder: Path | None) -> None:
        self.workspace = workspace
        self.folder = folder
        self.catalog: Catalog = workspace.extend(load_catalog())
        self.detector = Detector(self.catalog, load_formats())

    def relative(self, name: str) -> str:
        """A file's path as the workspace's patterns see it."""
        if self.folder is None:
            return name
        try:
            return Path(name).absolute().relative_to(self.folder).as_posix()
        except ValueError:
            return name


def surroundings(path: Path | None) -> Surroundings:
    """What holds for a file; standard input belongs to the current folder."""
    return _of_folder((path.parent if path else Path()).absolute())


@cache
def _of_folder(folder: Path) -> Surroundings:
    found = find_upwards(folder, NAME)
    return _of_file(found) if found else _nowhere()


@cache
def _nowhere() -> Surroundings:
    return Surroundings(NO_WORKSPACE, None)


@cache
def _of_file(path: Path) -> Surroundings:
    try:
        text = read_bounded(path, LARGEST)
    except UnreadableError as error:
        return Surroundings(Workspace(problems=(Problem(str(path), 1, str(error)),)), path.parent)
    return Surroundings(read_workspace(text, str(path), load_catalog()), path.parent)
