"""``scan --why``: each candidate, accepted or refused, with the evidence that decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from replycodes.cli.inputs import Input, Say
from replycodes.cli.pieces import cut
from replycodes.cli.scanning import detector_for, piece_lines, profile_of
from replycodes.detect.detector import AFTER, BEFORE
from replycodes.detect.profile import Profile
from replycodes.detect.why import Candidate


def reasons(inputs: Iterable[Input], say: Say) -> Iterator[str]:
    """One line for each candidate, in the order of the inputs."""
    for source in inputs:
        profile: Profile | None = None
        for piece, head in cut(source, BEFORE, AFTER, say):
            profile = profile or profile_of(piece, head.data)
            lines, first, last = piece_lines(piece, piece.read(), say)
            for index in range(first, last):
                for candidate in detector_for(piece.path).why(lines, index, profile):
                    yield _row(piece.name, index - first + piece.line, candidate)


def print_reasons(inputs: Iterable[Input], say: Say) -> None:
    """Print :func:`reasons`."""
    for row in reasons(inputs, say):
        click.echo(row)


def _row(name: str, number: int, candidate: Candidate) -> str:
    verdict = f"yes, {' or '.join(candidate.protocols)}" if candidate.accepted else "no"
    evidence = ", ".join(f"{what} {weight:+g}" for what, weight in candidate.evidence)
    return (
        f"{name}:{number}:{candidate.start + 1}: {candidate.code} {candidate.kind}: {verdict} "
        f"({candidate.weight:g}: {evidence})"
    )
