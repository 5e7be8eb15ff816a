"""Completion: the codes that may stand where one is about to be typed, and nothing anywhere else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from replycodes.detect.expected import Expected
from replycodes.detect.occurrence import Occurrence
from replycodes.features.analysis import Analysis
from replycodes.features.places import range_of
from replycodes.features.proposals import Proposal, proposals
from replycodes.features.reply_lines import ReplyLine, reply_lines
from replycodes.features.session import Session
from replycodes.rules.model import Line
from replycodes.rules.pairing import command_answered
from replycodes.text import Point

_TYPED_BY_PEOPLE = frozenset({"config", "source"})
_REACH = 150  # lines above and below whose codes are likelier
_ESCAPED_LINE_END = "\\r\\n"


def completion(
    analysis: Analysis, session: Session, params: types.CompletionParams
) -> types.CompletionList | None:
    """The codes that fit at a position."""
    point = analysis.text.point(params.position.line, params.position.character)
    expected = _expected(analysis, point, params.context)
    if expected is None:
        return None
    found = proposals(
        expected, analysis.catalog, _command(analysis, point, expected), _used(analysis, point.line)
    )
    if not found:
        return None
    writer = _Writer(analysis, session, params.text_document.uri, expected, point.line)
    return types.CompletionList(is_incomplete=expected.by_words, items=list(writer.items(found)))


def _expected(analysis: Analysis, point: Point, context: types.CompletionContext | None) -> Expected | None:
    """What is expected, if that is reason enough to speak."""
    if analysis.medium in ("log", "message", "prose"):
        return None
    expected = analysis.expected(point)
    if expected is None or expected.at_once:
        return expected
    if analysis.medium not in _TYPED_BY_PEOPLE:
        return None
    # Nothing was typed yet, or words: speak when a key asks for a code, else only when somebody asks.
    by_itself = context is not None and context.trigger_kind == types.CompletionTriggerKind.TriggerCharacter
    return expected if expected.named or not (by_itself or expected.by_words) else None


def _command(analysis: Analysis, point: Point, expected: Expected) -> str:
    place = Occurrence(expected.start, expected.end, "reply", expected.reply or "250", expected.protocols)
    answered = command_answered(Line(analysis, point.line, (place,)), place)
    return answered.command if answered else ""


def _used(analysis: Analysis, line: int) -> frozenset[str]:
    return frozenset(found.code for found in analysis.near(line, _REACH))


class _Writer:
    """Writes proposals as the client wants them."""

    def __init__(self, analysis: Analysis, session: Session, uri: str, expected: Expected, line: int) -> None:
        self._client = session.completion_item
        self._catalog = analysis.catalog
        self._uri = uri
        self._expected = expected
        self._place = range_of(analysis.text, line, expected.start, expected.end)
        self._rank = 0

    def items(self, found: Sequence[Proposal]) -> Iterator[types.CompletionItem]:
        """The codes, then whole replies."""
        for proposal in found:
            yield self._code(proposal)
        if self._client.snippet_support and self._expected.holds_text and not self._expected.by_words:
            for line in reply_lines(found, self._catalog, self._line_end):
                yield self._line(line)

    @property
    def _line_end(self) -> str:
        if self._expected.setting == "literal":
            return _ESCAPED_LINE_END if self._expected.escapes else ""
        return "\n" if self._expected.setting == "line" else ""

    def _code(self, proposal: Proposal) -> types.CompletionItem:
        label = f"{proposal.code} {proposal.enhanced}" if proposal.enhanced else proposal.code
        item = self._item(proposal, label, self._text(proposal), types.CompletionItemKind.EnumMember)
        if self._client.commit_characters_support and self._expected.holds_text:
            item.commit_characters = [" "]
        if proposal.obsolete:
            self._strike_out(item)
        return item

    def _text(self, proposal: Proposal) -> str:
        """What is inserted. Words that described the code stay as the reply's text, where a text may follow."""
        if not (self._expected.by_words and self._expected.holds_text):
            return proposal.code
        codes = f"{proposal.code} {proposal.enhanced}" if proposal.enhanced else proposal.code
        return f"{codes} {self._expected.typed}"

    def _line(self, line: ReplyLine) -> types.CompletionItem:
        item = self._item(line.proposal, line.label, line.snippet, types.CompletionItemKind.Snippet)
        item.insert_text_format = types.InsertTextFormat.Snippet
        item.filter_text = line.label
        return item

    def _item(
        self, proposal: Proposal, label: str, text: str, kind: types.CompletionItemKind
    ) -> types.CompletionItem:
        first, self._rank = self._rank == 0, self._rank + 1
        words = f"{self._expected.typed} " if self._expected.by_words else ""
        return types.CompletionItem(
            label=label,
            kind=kind,
            detail=proposal.entry.text,
            # Without it VS Code shows the text of the chosen row only.
            label_details=types.CompletionItemLabelDetails(description=proposal.entry.text)
            if self._client.label_details_support
            else None,
            sort_text=f"{self._rank:03d}",
            filter_text=f"{words}{label} {proposal.entry.text}",
            text_edit=types.TextEdit(self._place, text),
            preselect=True if first and self._client.preselect_support else None,
            data={
                "uri": self._uri,
                "kind": proposal.kind,
                "code": proposal.code,
                "enhanced": proposal.enhanced,
                "protocol": proposal.protocol,
            },
        )

    def _strike_out(self, item: types.CompletionItem) -> None:
        tags = self._client.tag_support
        if tags and types.CompletionItemTag.Deprecated in tags.value_set:
            item.tags = [types.CompletionItemTag.Deprecated]
        elif self._client.deprecated_support:
            item.deprecated = True
