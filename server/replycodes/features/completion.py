"""Completion: the codes that may stand where one is about to be typed, and nothing anywhere else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from replycodes.detect.expected import Expected
from replycodes.detect.occurrence import Occurrence
from replycodes.features.analysis import Analysis
from replycodes.features.likelihood import Hints, classes_said, imap_command
from replycodes.features.places import range_of
from replycodes.features.proposals import Proposal, proposals
from replycodes.features.reply_lines import ReplyLine, reply_lines
from replycodes.features.session import Session
from replycodes.rules.model import Line
from replycodes.rules.pairing import command_answered
from replycodes.text import Point

_TYPED_BY_PEOPLE = frozenset({"config", "source"})
_READ = frozenset({"log", "message"})
_MOST_WHERE_READ = 12  # nobody types in a log: the likeliest, and others with the next digit
_REACH = 150  # lines above and below whose codes are likelier
_ESCAPED_LINE_END = "\\r\\n"


def completion(
    analysis: Analysis, session: Session, params: types.CompletionParams
) -> types.CompletionList | None:
    """The codes that fit at a position."""
    point = analysis.text.point(params.position.line, params.position.character)
    context = params.context
    by_itself = context is not None and context.trigger_kind == types.CompletionTriggerKind.TriggerCharacter
    wanted = [one for one in analysis.expected(point) if _speaks(analysis, one, by_itself)]
    writer = _Writer(analysis, session, params.text_document.uri, point.line)
    items = [item for one in wanted for item in writer.items(one, _found(analysis, point, one))]
    if not items:
        return None
    again = analysis.medium in _READ or any(one.by_words for one in wanted)
    return types.CompletionList(is_incomplete=again, items=items)


def _speaks(analysis: Analysis, expected: Expected, by_itself: bool) -> bool:
    """Whether what is expected is reason enough to answer. Where nobody types, only who asks is answered; nor is
    anything offered unasked where nothing was typed yet and no key asks for a code."""
    if analysis.medium == "prose" or (by_itself and analysis.medium in _READ):
        return False
    if expected.at_once:
        return True
    if analysis.medium not in _TYPED_BY_PEOPLE:
        return expected.named and not by_itself
    return expected.named or not (by_itself or expected.by_words)


def _found(analysis: Analysis, point: Point, expected: Expected) -> list[Proposal]:
    line = analysis.lines[point.line].rstrip("\r\n")
    hints = Hints(
        _command(analysis, point, expected),
        analysis.near(point.line, _REACH),
        classes_said(line[: expected.start]),
        line[expected.end :],
    )
    found = proposals(expected, analysis.catalog, hints)
    return found[:_MOST_WHERE_READ] if analysis.medium in _READ else found


def _command(analysis: Analysis, point: Point, expected: Expected) -> str:
    if expected.kind == "response-code":
        return imap_command(analysis.lines, point.line, expected.start)
    place = Occurrence(expected.start, expected.end, "reply", expected.reply or "250", expected.protocols)
    answered = command_answered(Line(analysis, point.line, (place,)), place)
    return answered.command if answered else ""


class _Writer:
    """Writes proposals as the client wants them."""

    _expected: Expected
    _place: types.Range

    def __init__(self, analysis: Analysis, session: Session, uri: str, line: int) -> None:
        self._client = session.completion_item
        self._kind = session.code_kind
        self._analysis = analysis
        self._uri = uri
        self._line = line
        self._rank = 0

    def items(self, expected: Expected, found: Sequence[Proposal]) -> Iterator[types.CompletionItem]:
        """The codes, then whole replies."""
        self._expected = expected
        self._place = range_of(self._analysis.text, self._line, expected.start, expected.end)
        for proposal in found:
            yield self._code(proposal)
        if self._client.snippet_support and self._expected.holds_text and not self._expected.by_words:
            for line in reply_lines(found, self._analysis.catalog, self._line_end):
                yield self._whole(line)

    @property
    def _line_end(self) -> str:
        if self._expected.setting == "literal":
            return _ESCAPED_LINE_END if self._expected.escapes else ""
        return "\n" if self._expected.setting == "line" else ""

    def _code(self, proposal: Proposal) -> types.CompletionItem:
        label = f"{proposal.code} {proposal.enhanced}" if proposal.enhanced else proposal.code
        item = self._item(proposal, label, self._text(proposal), self._kind)
        if self._client.commit_characters_support:
            item.commit_characters = self._commits()
        if proposal.obsolete:
            self._strike_out(item)
        return item

    def _commits(self) -> list[str] | None:
        """The characters that may follow a code: they accept it."""
        if self._expected.kind == "response-code":
            return ["]", " "]
        return [" "] if self._expected.holds_text else None

    def _text(self, proposal: Proposal) -> str:
        """What is inserted. Words that described the code stay as the reply's text, where a text may follow."""
        if not (self._expected.by_words and self._expected.holds_text):
            return proposal.code
        codes = f"{proposal.code} {proposal.enhanced}" if proposal.enhanced else proposal.code
        return f"{codes} {self._expected.typed}"

    def _whole(self, line: ReplyLine) -> types.CompletionItem:
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
