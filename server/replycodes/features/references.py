"""References: the same code in all open documents, and in texts of the workspace that are not open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lsprotocol import types

from replycodes.detect.detector import Detector, Profile
from replycodes.detect.occurrence import Occurrence
from replycodes.features.analysis import Analysis
from replycodes.features.definition import defined
from replycodes.features.desk import Desk
from replycodes.features.places import range_of

MOST = 5000
"""Places of one answer; nobody reads more."""

_DENSE = 4  # examining a line alone costs so many times as much as examining it among others


def references(desk: Desk, params: types.ReferenceParams) -> list[types.Location] | None:
    """Where the code under the cursor stands, the asked document first."""
    found = code_asked(desk, params.text_document.uri, params.position)
    if found is None:
        return None
    analysis = desk.analysis_of(params.text_document.uri)
    assert analysis is not None
    declared = defined(analysis, found) if params.context.include_declaration else None
    places = in_open_documents(desk, params.text_document.uri, found)
    return [*([declared] if declared else []), *islice(places, MOST)]


def code_asked(desk: Desk, uri: str, position: types.Position) -> Occurrence | None:
    """The code at a position of an open document."""
    analysis = desk.analysis_of(uri)
    return analysis.at(analysis.text.point(position.line, position.character)) if analysis else None


def in_open_documents(desk: Desk, first: str, wanted: Occurrence) -> Iterator[types.Location]:
    """The places of a code in the open documents, those of one document before all others."""
    others = sorted(other for other in desk.open_documents() if other != first)
    return (place for one in (first, *others) for place in _in_document(desk.analysis_of(one), one, wanted))


def in_lines(
    lines: Sequence[str], first: int, last: int, detector: Detector, profile: Profile, wanted: Occurrence
) -> Iterator[tuple[int, Occurrence]]:
    """The places of a code in ``lines[first:last]`` of a text that is not open. Lines that cannot hold it are not
    examined, as long as they are many."""
    written = re.compile(spelt(wanted), re.IGNORECASE)
    numbers = [number for number in range(first, last) if written.search(lines[number])]
    if len(numbers) * _DENSE > last - first:
        examined = detector.scan(lines, profile, first, last)
    else:
        examined = [(number, detector.line(lines, number, profile)) for number in numbers]
    for number, occurrences in examined:
        yield from ((number, found) for found in occurrences if _same(found, wanted))


def spelt(wanted: Occurrence) -> str:
    """A pattern of what a text must hold for the code to be there: 5.1.1 may be written ``{5, 1, 1}``."""
    return r"\D{1,4}".join(map(re.escape, wanted.code.split(".")))


def _in_document(analysis: Analysis | None, uri: str, wanted: Occurrence) -> Iterator[types.Location]:
    if analysis is None:
        return
    analysis.completed()
    for line, occurrences in analysis.known_codes():
        for found in occurrences:
            if _same(found, wanted):
                yield types.Location(uri, range_of(analysis.text, line, found.start, found.end))


def _same(found: Occurrence, wanted: Occurrence) -> bool:
    return (found.kind, found.code) == (wanted.kind, wanted.code)
