"""Detection over inputs: piece by piece, on one core or several, in the order of the input."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from replycodes.catalog.files import find_upwards, load_codes, load_formats
from replycodes.cli.inputs import Input, Say
from replycodes.cli.pieces import Piece, cut, decode
from replycodes.detect.detector import AFTER, BEFORE, Detector, Forms, Profile
from replycodes.detect.occurrence import Occurrence
from replycodes.text.lines import split_lines
from replycodes.text.sparse import SparseLines
from replycodes.text.uncut import UncutLines

if TYPE_CHECKING:
    from replycodes.cli.workspaces import Surroundings

T = TypeVar("T")
Work = tuple[Piece, "Profile | None"]
"""A piece and the profile of its input, if that is known."""
Result = tuple[str, list[str]]
"""Output and remarks."""


@cache
def _workspace_above(folder: Path) -> bool:
    return find_upwards(folder, ".replycodes.yaml") is not None


def _surroundings(path: str | None) -> Surroundings | None:
    """What the workspace file above a file says; None without one, and then nothing of rules is imported."""
    if not _workspace_above((Path(path).parent if path else Path()).absolute()):
        return None
    from replycodes.cli.workspaces import surroundings

    return surroundings(Path(path) if path else None)


def detector_for(path: str | None) -> Detector:
    """The detector that knows the codes of the workspace around a file."""
    around = _surroundings(path)
    return around.detector if around else detector()


@cache
def detector() -> Detector:
    """The detector over the database that this installation carries."""
    return Detector(load_codes(), load_formats())


def piece_lines(piece: Piece, data: bytes, say: Callable[[str], object]) -> tuple[list[str], int, int]:
    """The lines of a piece and those around it, cut from what it reads; and which of them are the piece's own."""
    begin, end = piece.before, piece.before + piece.length
    before, body, after = (
        decode(part, piece.name, say) for part in (data[:begin], data[begin:end], data[end:])
    )
    lines = split_lines(before)[:-1]
    first = len(lines)
    lines += split_lines(body)
    if body.endswith(("\n", "\r")):
        lines.pop()  # the empty line behind the last line end belongs to the next piece
    last = len(lines)
    lines += split_lines(after)
    return lines, first, last


def scan_piece(piece: Piece, profile: Profile | None, form: str, include_all: bool) -> Result:
    """Finds and prints one piece. Runs in a worker too: arguments and result are plain."""
    with collector_paused():
        return _scan_piece(piece, profile, form, include_all)


@contextmanager
def collector_paused() -> Iterator[None]:
    """A piece makes hundreds of thousands of small objects and no cycles: looking for some costs a quarter more."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _scan_piece(piece: Piece, profile: Profile | None, form: str, include_all: bool) -> Result:
    remarks: list[str] = []
    data = piece.read()
    lines, first, last = _uncut_lines(piece, data, remarks.append)
    forms = _forms(form, include_all)
    profile = profile or profile_of(piece, data)
    found = detector_for(piece.path).made(lines, profile, first, last, forms)
    place = _head(piece.name) if form == "jsonl" else f"{piece.name}:"
    shift = piece.line - first
    out = [(head := f"{place}{index + shift}") + head.join(rows) for index, rows in found]
    return "".join(out), list(dict.fromkeys(remarks))


def _uncut_lines(piece: Piece, data: bytes, say: Callable[[str], object]) -> tuple[Sequence[str], int, int]:
    """The same as :func:`piece_lines`, not cut where that is possible."""
    text = decode(data, piece.name, say)
    if not UncutLines.possible(text):
        return piece_lines(piece, data, lambda _: None)
    own = piece.before + piece.length
    first, behind = data.count(b"\n", 0, piece.before), data.count(b"\n", own)
    last = first + piece.ends + (not data.endswith(b"\n", 0, own))
    return UncutLines(text, first + piece.ends + behind + 1, data), first, last


def profile_of(piece: Piece, head: bytes) -> Profile:
    """The profile of a piece's input, whose first lines are ``head``."""
    lines = SparseLines(head) if SparseLines.possible(head) else split_lines(head.decode("utf-8", "replace"))
    name = piece.name.removesuffix(".gz")
    around = _surroundings(piece.path)
    if around is None:
        return detector().profile(name, "", lines)
    said = around.workspace.file_rule(around.relative(name))
    return around.detector.profile(name, "", lines, said.protocol, said.medium)


def scan_inputs(
    inputs: Iterable[Input], form: str, jobs: int, include_all: bool, say: Say
) -> Iterator[tuple[str, int]]:
    """Output and bytes read, piece by piece in the order of the inputs."""
    work = pieces_of(inputs, say)
    alone = (
        work if jobs == 1 else islice(work, 1)
    )  # what one process learns of the first piece, the others inherit
    scanned = ((scan_piece(piece, profile, form, include_all), piece.length) for piece, profile in alone)
    yield from _heard(scanned, say)
    if jobs == 1:
        return
    shared = in_processes(partial(_scan_one, form=form, include_all=include_all), work, jobs)
    yield from _heard(((result, piece.length) for (piece, _), result in shared), say)


def _scan_one(work: Work, form: str, include_all: bool) -> Result:
    return scan_piece(*work, form, include_all)


def in_processes(task: Callable[[Work], T], work: Iterator[Work], jobs: int) -> Iterator[tuple[Work, T]]:
    """What a task makes of pieces, in their order. Processes that are forked inherit what is loaded, and look for no
    garbage in it."""
    from replycodes.cli.sharing import shared_out  # a short scan does without

    detector()
    gc.freeze()
    return shared_out(task, work, jobs)


def pieces_of(inputs: Iterable[Input], say: Say) -> Iterator[Work]:
    """The pieces of all inputs, each with the profile of its input; without where it is the only one, so that whoever
    examines it makes the profile."""
    for source in inputs:
        profile: Profile | None = None
        if _excluded(source):
            continue
        for piece, head in cut(source, BEFORE, AFTER, say):
            if profile is None and not (head.whole and piece.length == len(head.data)):
                profile = profile_of(piece, head.data)
            yield piece, profile


def _excluded(source: Input) -> bool:
    around = _surroundings(str(source.path) if source.path else None)
    return around is not None and around.workspace.file_rule(around.relative(source.name)).exclude


def _heard(results: Iterable[tuple[Result, int]], say: Say) -> Iterator[tuple[str, int]]:
    for (output, remarks), length in results:
        for remark in remarks:
            say(remark)
        yield output, length


@cache
def _tail(occurrence_key: tuple[str, str, tuple[str, ...], str]) -> str:
    """The part of a JSON line that many occurrences share."""
    kind, code, protocols, text = occurrence_key
    row = {"text": text, "kind": kind, "protocol": protocols[0], "code": code}
    if len(protocols) > 1:
        row["protocols"] = list(protocols)  # type: ignore[assignment]
    return json.dumps(row, ensure_ascii=False)[1:] + "\n"


@cache
def _head(name: str) -> str:
    return '{"path": ' + json.dumps(name) + ', "line": '


@cache
def _forms(form: str, include_all: bool) -> Forms[str]:
    """Makes the part of a row that follows the line's number."""
    row = _json_row if form == "jsonl" else _text_row
    return Forms(lambda one, text: row(one, text) if one.dotted or include_all else None)


def _json_row(o: Occurrence, text: str) -> str:
    tail = _tail((o.kind, o.code, o.protocols, text))
    return f', "column": {o.start + 1}, "end_column": {o.end + 1}, {tail}'


def _text_row(o: Occurrence, text: str) -> str:
    return f":{o.start + 1}: {o.code} {o.kind} {' or '.join(o.protocols)}\n"
