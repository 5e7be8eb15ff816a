"""Completion: the codes that may stand where one is about to be typed, and nothing anywhere else."""

from __future__ import annotations

from lsprotocol import types

from replycodes.detect.expected import Expected
from replycodes.detect.occurrence import Occurrence
from replycodes.features.analysis import Analysis
from replycodes.features.completion_list import CompletionWriter
from replycodes.features.likelihood import Hints, classes_said, imap_command
from replycodes.features.proposals import Proposal, proposals
from replycodes.features.session import Session
from replycodes.rules.model import Line
from replycodes.rules.pairing import command_answered
from replycodes.text import Point

_TYPED_BY_PEOPLE = frozenset({"config", "source"})
_READ = frozenset({"log", "message"})
_MOST_WHERE_READ = 12  # nobody types in a log: the likeliest, and others with the next digit
_REACH = 150  # lines above and below whose codes are likelier


def completion(analysis: Analysis, session: Session, params: types.CompletionParams) -> str | None:
    """The codes that fit at a position: a completion list as JSON text."""
    point = analysis.text.point(params.position.line, params.position.character)
    context = params.context
    by_itself = context is not None and context.trigger_kind == types.CompletionTriggerKind.TriggerCharacter
    wanted = [one for one in analysis.expected(point) if _speaks(analysis, one, by_itself)]
    writer = CompletionWriter(analysis, session, params.text_document.uri, point.line)
    for one in wanted:
        writer.add(one, _found(analysis, point, one))
    again = analysis.medium in _READ or any(one.by_words for one in wanted)
    return writer.written(is_incomplete=again)


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
