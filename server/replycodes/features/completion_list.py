"""Completion items as the client wants them, written as JSON text: of an item only its place in the list and in the
document is new, everything else is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from lsprotocol import types

from replycodes.detect.expected import Expected
from replycodes.features.analysis import Analysis
from replycodes.features.proposals import Proposal
from replycodes.features.reply_lines import reply_lines
from replycodes.features.session import Session
from replycodes.text import Point

_ESCAPED_LINE_END = "\\r\\n"
_KEPT = 4096


class CompletionWriter:
    """Writes proposals, the likeliest first."""

    def __init__(self, analysis: Analysis, session: Session, uri: str, line: int) -> None:
        self._client = session.completion_item
        self._kind = session.code_kind
        self._analysis = analysis
        self._uri = _json(uri)
        self._line = line
        self._items: list[str] = []

    def written(self, *, is_incomplete: bool) -> str | None:
        """The list as JSON text; None if nothing was added."""
        if not self._items:
            return None
        items = ",".join(self._items)
        return f'{{"isIncomplete":{_json(is_incomplete)},"items":[{items}]}}'

    def add(self, expected: Expected, found: Sequence[Proposal]) -> None:
        """The codes that may be typed at one place, then whole replies."""
        place = self._range(expected)
        commits = _commits(expected) if self._client.commit_characters_support else None
        words = f"{expected.typed} " if expected.by_words else ""
        for one in found:
            label = _codes(one)
            text = _text(one, expected)
            struck = self._struck if one.obsolete else ()
            self._add(
                place, one, label, text, self._kind, f"{words}{label} {one.entry.text}", commits, struck
            )
        if self._client.snippet_support and expected.holds_text and not expected.by_words:
            for line in reply_lines(found, self._analysis.catalog, _line_end(expected)):
                kind = types.CompletionItemKind.Snippet
                self._add(place, line.proposal, line.label, line.snippet, kind, line.label)

    def _add(
        self,
        place: str,
        proposal: Proposal,
        label: str,
        text: str,
        kind: types.CompletionItemKind,
        filter_text: str,
        commits: tuple[str, ...] | None = None,
        struck: tuple[str, ...] = (),
    ) -> None:
        code = (proposal.kind, proposal.code, proposal.enhanced, proposal.protocol)
        detailed = bool(self._client.label_details_support)
        rest = _rest(label, text, kind, filter_text, proposal.entry.text, code, detailed, commits, struck)
        preselect = '"preselect":true,' if not self._items and self._client.preselect_support else ""
        rank = len(self._items) + 1
        self._items.append(
            f'{{{preselect}"sortText":"{rank:03d}","textEdit":{{"range":{place},{rest}"uri":{self._uri}}}}}'
        )

    def _range(self, expected: Expected) -> str:
        text, line = self._analysis.text, self._line
        start, end = (text.units(Point(line, column)) for column in (expected.start, expected.end))
        return f'{{"start":{{"line":{line},"character":{start}}},"end":{{"line":{line},"character":{end}}}}}'

    @property
    def _struck(self) -> tuple[str, ...]:
        """How the client strikes something out."""
        tags = self._client.tag_support
        if tags and types.CompletionItemTag.Deprecated in tags.value_set:
            return ("tags",)
        return ("deprecated",) if self._client.deprecated_support else ()


@lru_cache(_KEPT)
def _rest(
    label: str,
    text: str,
    kind: types.CompletionItemKind,
    filter_text: str,
    detail: str,
    code: tuple[str, ...],
    detailed: bool,
    commits: tuple[str, ...] | None,
    struck: tuple[str, ...],
) -> str:
    """An item behind its range, as far as the document's address."""
    fields: dict[str, Any] = {"label": label}
    if detailed:  # Without it VS Code shows the text of the chosen row only.
        fields["labelDetails"] = {"description": detail}
    fields |= {"kind": kind.value, "detail": detail, "filterText": filter_text}
    if kind is types.CompletionItemKind.Snippet:
        fields["insertTextFormat"] = types.InsertTextFormat.Snippet.value
    if commits is not None:
        fields["commitCharacters"] = commits
    if "tags" in struck:
        fields["tags"] = [types.CompletionItemTag.Deprecated.value]
    elif struck:
        fields["deprecated"] = True
    data = dict(zip(("kind", "code", "enhanced", "protocol"), code, strict=True))
    return f'"newText":{_json(text)}}},{_json(fields)[1:-1]},"data":{{{_json(data)[1:-1]},'


_json = json.JSONEncoder(separators=(",", ":")).encode


def _codes(proposal: Proposal) -> str:
    return f"{proposal.code} {proposal.enhanced}" if proposal.enhanced else proposal.code


def _text(proposal: Proposal, expected: Expected) -> str:
    """What is inserted. Words that described the code stay as the reply's text, where a text may follow."""
    if not (expected.by_words and expected.holds_text):
        return proposal.code
    return f"{_codes(proposal)} {expected.typed}"


def _commits(expected: Expected) -> tuple[str, ...] | None:
    """The characters that may follow a code: they accept it."""
    if expected.kind == "response-code":
        return ("]", " ")
    return (" ",) if expected.holds_text else None


def _line_end(expected: Expected) -> str:
    """How a line end is written here; empty: not at all."""
    if expected.setting == "literal":
        return _ESCAPED_LINE_END if expected.escapes else ""
    return "\n" if expected.setting == "line" else ""
