"""The ``.replycodes.yaml`` that holds for a document: looked for from its folder upwards, read once, read again when
the editor says that it changed. The text in an open editor counts, not what lies on the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from replycodes.catalog.files import UnreadableError, find_upwards, load_formats, read_bounded
from replycodes.catalog.model import Catalog, Problem
from replycodes.detect.detector import Detector
from replycodes.rules.workspace import LARGEST, NAME, NO_WORKSPACE, Workspace, read_workspace


class Surroundings:
    """What holds for the documents below one workspace file."""

    def __init__(
        self, workspace: Workspace, folder: Path | None, catalog: Catalog, detector: Detector
    ) -> None:
        self.workspace = workspace
        self.folder = folder
        self.catalog = workspace.extend(catalog)
        self.detector = detector if self.catalog is catalog else Detector(self.catalog, load_formats())

    def relative(self, path: Path | None, name: str) -> str:
        """A document's path as the workspace's patterns see it."""
        if path is not None and self.folder is not None and path.is_relative_to(self.folder):
            return path.relative_to(self.folder).as_posix()
        return name.lstrip("/")


class Workspaces:
    """All workspace files of a session. ``open_text`` gives the text of a path that is open in the editor, ``roots``
    the editor's folders."""

    def __init__(
        self,
        catalog: Catalog,
        detector: Detector,
        open_text: Callable[[Path], str | None],
        roots: Callable[[], list[Path]],
    ) -> None:
        self._roots = roots
        self._catalog = catalog
        self._open_text = open_text
        self._nothing = Surroundings(NO_WORKSPACE, None, catalog, detector)
        self._detector = detector
        self._by_folder: dict[Path, Surroundings] = {}
        self._by_file: dict[Path, Surroundings] = {}

    def forget(self) -> None:
        """Some workspace file changed: read again when next asked."""
        self._by_folder.clear()
        self._by_file.clear()

    def around(self, path: Path | None) -> Surroundings:
        """What holds for a document."""
        if path is None:
            return self._nothing
        folder = path.parent
        if folder not in self._by_folder:
            found = find_upwards(folder, NAME)
            self._by_folder[folder] = self._of(found) if found else self._nothing
        return self._by_folder[folder]

    def file_for(self, path: Path) -> tuple[Path, str | None] | None:
        """The workspace file of a document and its text; where there is none, the one to create in the editor's folder
        without a text. None for a file that cannot be read."""
        file = find_upwards(path.parent, NAME)
        if file is None:
            roots = [root for root in self._roots() if path.is_relative_to(root)]
            return max(roots, key=lambda root: len(root.parts), default=path.parent) / NAME, None
        text = self._open_text(file)
        try:
            return file, read_bounded(file, LARGEST) if text is None else text
        except UnreadableError:
            return None

    def _of(self, file: Path) -> Surroundings:
        if file not in self._by_file:
            self._by_file[file] = Surroundings(self._read(file), file.parent, self._catalog, self._detector)
        return self._by_file[file]

    def _read(self, file: Path) -> Workspace:
        text = self._open_text(file)
        if text is None:
            try:
                text = read_bounded(file, LARGEST)
            except UnreadableError as error:
                return Workspace(problems=(Problem(str(file), 1, str(error)),))
        return read_workspace(text, str(file), self._catalog)
