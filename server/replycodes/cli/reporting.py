"""The counts of inputs of any size: each piece counted on its own, on one core or several, and joined in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from replycodes.cli.inputs import Input, Say
from replycodes.cli.pieces import Piece
from replycodes.cli.scanning import (
    Work,
    collector_paused,
    detector_for,
    in_processes,
    piece_lines,
    pieces_of,
    profile_of,
)
from replycodes.detect.profile import Profile
from replycodes.summary.collect import CONTEXT, Collector
from replycodes.summary.tally import Tally

Counted = tuple[Tally, list[str]]
"""The counts of a piece, and remarks."""


def unpacking(source: Input) -> Input:
    """The input, read through gzip when its name says so: logs are rotated into such files."""
    return source._replace(packed=True) if source.name.endswith(".gz") else source


def tally_inputs(inputs: Iterable[Input], jobs: int, say: Say, advance: Callable[[int], object]) -> Tally:
    """The counts of all inputs. Memory holds the tally and a few pieces under way, whatever the inputs' size."""
    whole = Tally()
    for (tally, remarks), length in _counted(inputs, jobs, say, whole):
        for remark in remarks:
            say(remark)
        if tally is not whole:
            whole.join(tally)
        advance(length)
    return whole


def _counted(inputs: Iterable[Input], jobs: int, say: Say, whole: Tally) -> Iterator[tuple[Counted, int]]:
    work = pieces_of(map(unpacking, inputs), say)
    if jobs == 1:
        yield from ((tally_piece(piece, profile, whole), piece.length) for piece, profile in work)
        return
    shared = in_processes(_tally_one, work, jobs)
    yield from ((counted, piece.length) for (piece, _), counted in shared)


def _tally_one(work: Work) -> Counted:
    return tally_piece(*work)


def tally_piece(piece: Piece, profile: Profile | None, tally: Tally | None = None) -> Counted:
    """The counts of one piece, or those of the pieces before going on. Runs in a worker too: arguments and result
    are plain."""
    with collector_paused():
        return _tally_piece(piece, profile, tally)


def _tally_piece(piece: Piece, profile: Profile | None, tally: Tally | None) -> Counted:
    remarks: list[str] = []
    data = piece.read()
    lines, first, last = piece_lines(piece, data, remarks.append)
    profile = profile or profile_of(piece, data)
    finder = detector_for(piece.path)
    collector = Collector(lines, profile, finder, piece.name, piece.line - first, tally)
    # The lines above are looked at again: a multi-line reply may have begun there, and was counted there.
    collector.add(finder.scan(lines, profile, max(0, first - CONTEXT), last), first)
    collector.tally.lines += last - first
    return collector.tally, list(dict.fromkeys(remarks))
