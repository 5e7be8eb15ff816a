"""``replycodes.scan``: the codes of a text that is no document, such as a line of a terminal."""

from __future__ import annotations

from replycodes.features.commands import Answer, Argument, Desk, text_of
from replycodes.text.lines import split_lines
from replycodes.text.units import Encoding

_MOST = 10_000  # characters; a terminal's line is shorter


def scan(desk: Desk, argument: Argument) -> Answer:
    """The codes, in UTF-16 columns of the whole text. What a terminal shows is read as a transcript."""
    lines = split_lines(text_of(argument, "text")[:_MOST])
    profile = desk.detector.profile("", "", lines, "", "transcript")
    starts = _starts(lines)
    return {
        "occurrences": [
            {
                "start": starts[index] + Encoding.UTF16.to_units(lines[index], found.start),
                "end": starts[index] + Encoding.UTF16.to_units(lines[index], found.end),
                "code": found.code,
                "kind": found.kind,
                "protocol": found.protocol,
            }
            for index, occurrences in desk.detector.scan(lines, profile)
            for found in occurrences
        ]
    }


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + Encoding.UTF16.width(line))
    return starts
