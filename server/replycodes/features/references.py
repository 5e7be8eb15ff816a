"""References: the same code in all open documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lsprotocol import types

from replycodes.detect.occurrence import Occurrence
from replycodes.features.analysis import Analysis
from replycodes.features.definition import defined
from replycodes.features.desk import Desk
from replycodes.features.places import range_of

_MOST = 5000


def references(desk: Desk, params: types.ReferenceParams) -> list[types.Location] | None:
    """Where the code under the cursor stands, the asked document first."""
    uri = params.text_document.uri
    analysis = desk.analysis_of(uri)
    if analysis is None:
        return None
    found = analysis.at(analysis.text.point(params.position.line, params.position.character))
    if found is None:
        return None
    others = sorted(other for other in desk.open_documents() if other != uri)
    places = (place for one in (uri, *others) for place in _in_document(desk.analysis_of(one), one, found))
    declared = defined(analysis, found) if params.context.include_declaration else None
    return [*([declared] if declared else []), *islice(places, _MOST)]


def _in_document(analysis: Analysis | None, uri: str, found: Occurrence) -> Iterator[types.Location]:
    if analysis is None:
        return
    analysis.completed()
    for line, occurrences in analysis.known_codes():
        for other in occurrences:
            if (other.kind, other.code) == (found.kind, found.code):
                yield types.Location(uri, range_of(analysis.text, line, other.start, other.end))
