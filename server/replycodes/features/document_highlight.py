"""Document highlight: the other places of the code under the cursor."""

from __future__ import annotations

from itertools import islice

from lsprotocol import types

from replycodes.features.analysis import Analysis
from replycodes.features.places import range_of
from replycodes.features.session import Session

_MOST = 1000


def document_highlight(
    analysis: Analysis, session: Session, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight] | None:
    """The same code wherever it is known to stand."""
    found = analysis.at(analysis.text.point(params.position.line, params.position.character))
    if found is None:
        return None
    same = (
        (line, other)
        for line, occurrences in analysis.known_codes()
        for other in occurrences
        if (other.kind, other.code) == (found.kind, found.code)
    )
    return [
        types.DocumentHighlight(
            range_of(analysis.text, line, other.start, other.end), types.DocumentHighlightKind.Text
        )
        for line, other in islice(same, _MOST)
    ]
