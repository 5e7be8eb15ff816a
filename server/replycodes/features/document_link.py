"""Document links: RFCs that a text mentions, to the section that it mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types

from replycodes.features.analysis import Analysis
from replycodes.features.places import range_of
from replycodes.features.session import Session

_MOST_LINES = 5000
_LONGEST = 2000  # code points of a line that are read
_RFC = re.compile(
    r"(?<![\w/.-])RFC[ -]?(?P<number>\d{3,5})\b(?:,? (?:section|sec\.?|§) ?(?P<section>\d{1,3}(?:\.\d{1,3}){0,5}))?",
    re.IGNORECASE,
)
_EDITOR = "https://www.rfc-editor.org/rfc/rfc"


def document_link(
    analysis: Analysis, session: Session, params: types.DocumentLinkParams
) -> list[types.DocumentLink]:
    """The mentions in a document's first lines."""
    return [
        types.DocumentLink(
            range_of(analysis.text, line, found.start(), found.end()), target=_target(found), tooltip=found[0]
        )
        for line, found in _mentions(analysis)
    ]


def _mentions(analysis: Analysis) -> Iterator[tuple[int, re.Match[str]]]:
    for line, text in enumerate(analysis.lines[:_MOST_LINES]):
        if "RFC" in text or "rfc" in text:
            for found in _RFC.finditer(text[:_LONGEST]):
                yield line, found


def _target(found: re.Match[str]) -> str:
    section = f"#section-{found['section']}" if found["section"] else ""
    return f"{_EDITOR}{int(found['number'])}{section}"
