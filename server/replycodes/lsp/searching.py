"""The places of a code in the whole workspace: its files are read one after the other, in slices between which others
are answered. Bounded in files, bytes and places; who waits sees how far it is and may stop it."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from replycodes.disk.texts import encoding_of, is_binary
from replycodes.disk.walk import walk
from replycodes.lsp.progress import ScanProgress

if TYPE_CHECKING:
    from replycodes.detect.occurrence import Occurrence
    from replycodes.lsp.server import ReplycodesServer

_MOST_FILES = 20_000
_MOST_BYTES = 1 << 30
_BLOCK = 1 << 20
_OVERLAP = 32  # bytes that are searched again with the next block
_SAMPLE = 8192
_LONGEST_SLICE = 0.005  # seconds


@dataclass(slots=True)
class Search:
    """One search, what it has found, and what it left out."""

    places: list[types.Location]
    read: int = 0  # bytes
    left_out: list[str] = field(default_factory=list)


async def references(server: ReplycodesServer, params: types.ReferenceParams) -> list[types.Location] | None:
    """``textDocument/references``: in the open documents, and in the workspace where the user has set it."""
    from replycodes.features.references import code_asked
    from replycodes.features.references import references as in_open

    wanted = code_asked(server.desk, params.text_document.uri, params.position)
    if wanted is None:
        return None
    for document in server.documents:
        await server.codes_known(document.uri)
    found = in_open(server.desk, params)
    if found is None or server.engine.session.settings.references != "workspace":
        return found
    search = Search(found)
    await _search(server, search, wanted, params.work_done_token)
    return search.places


async def find(server: ReplycodesServer, uri: str, position: types.Position) -> dict[str, Any] | None:
    """``replycodes.references``: the same in the whole workspace, whatever is set; with what was left out."""
    from replycodes.features.references import MOST, code_asked, in_open_documents

    wanted = code_asked(server.desk, uri, position)
    if wanted is None:
        return None
    for document in server.documents:
        await server.codes_known(document.uri)
    search = Search(list(islice(in_open_documents(server.desk, uri, wanted), MOST)))
    await _search(server, search, wanted, None)
    return {"code": wanted.code, "locations": search.places, "leftOut": search.left_out}


async def _search(
    server: ReplycodesServer, search: Search, wanted: Occurrence, token: types.ProgressToken | None
) -> None:
    """Add what the files of the workspace hold that are not open."""
    from replycodes.features.references import MOST

    progress = ScanProgress(server, f"Looking for {wanted.code} in the workspace", token, may_stop=True)
    slice_ = _Slice()
    try:
        files = await _files(server, search, slice_)
        for number, path in enumerate(files):
            progress.report(number / len(files))
            if progress.stopped or search.read > _MOST_BYTES or len(search.places) >= MOST:
                search.left_out.append(f"{len(files) - number} of {len(files)} files")
                break
            with suppress(OSError):  # it vanished, or is not for us
                if await _may_hold(path, search, wanted, slice_):
                    await _examine(server, search, path, wanted, slice_)
    finally:
        progress.end()
    del search.places[MOST:]
    if search.left_out:
        said = "; ".join(search.left_out)
        server.window_log_message(
            types.LogMessageParams(types.MessageType.Info, f"References of {wanted.code}: left out {said}.")
        )


async def _files(server: ReplycodesServer, search: Search, slice_: _Slice) -> list[Path]:
    """The files of the editor's folders that are neither ignored nor open."""
    is_open = {document.path for document in server.documents}
    roots = server.roots()
    found: list[Path] = []
    for root in roots:
        if any(root != other and root.is_relative_to(other) for other in roots):
            continue
        for path in walk(root, True, lambda _: None):
            if len(found) == _MOST_FILES:
                search.left_out.append(f"all but the first {_MOST_FILES} files")
                return found
            if path not in is_open:
                found.append(path)
            await slice_.others()
    return found


async def _may_hold(path: Path, search: Search, wanted: Occurrence, slice_: _Slice) -> bool:
    """Whether a file is a text in which the code may stand."""
    from replycodes.features.references import spelt

    if not path.is_file():
        return False
    pattern = re.compile(spelt(wanted).encode(), re.IGNORECASE)
    tail = b""
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if not tail and is_binary(block[:_SAMPLE]):
                return False
            if not tail and encoding_of(block) == "utf-16":
                return True
            search.read += len(block)
            if pattern.search(tail + block):
                return True
            tail = block[-_OVERLAP:]
            await slice_.others()
    return False


async def _examine(
    server: ReplycodesServer, search: Search, path: Path, wanted: Occurrence, slice_: _Slice
) -> None:
    from replycodes.detect.languages import language_of
    from replycodes.features.references import MOST, in_lines

    around = server.engine.workspaces.around(path)
    from replycodes.lsp.windows import windows  # detection is not loaded before it is needed

    said = around.workspace.file_rule(around.relative(path, path.name))
    if said.exclude:
        return
    uri, name, units = path.as_uri(), path.as_posix(), server.documents.encoding.to_units
    with path.open("rb") as stream:
        encoding = encoding_of(stream.read(_SAMPLE))
    profile, passed = None, 0
    with path.open(encoding=encoding, errors="replace") as text:
        for lines, first, last in windows(text):
            if profile is None:
                profile = around.detector.profile(name, language_of(name), lines, said.protocol, said.medium)
            for number, found in in_lines(lines, first, last, around.detector, profile, wanted):
                line = passed + number - first
                start, end = (units(lines[number], column) for column in (found.start, found.end))
                place = types.Range(types.Position(line, start), types.Position(line, end))
                search.places.append(types.Location(uri, place))
            passed += last - first
            if len(search.places) >= MOST:
                return
            await slice_.others()


class _Slice:
    """A slice of work; when it is used up, others have their turn."""

    def __init__(self) -> None:
        self._ends = perf_counter() + _LONGEST_SLICE

    async def others(self) -> None:
        """Let others do something, if it is time."""
        if perf_counter() > self._ends:
            await asyncio.sleep(0)
            self._ends = perf_counter() + _LONGEST_SLICE
