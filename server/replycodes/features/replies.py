"""Whole replies in a document: from their first code to the end of their text, over all of their lines."""

from __future__ import annotations

from dataclasses import dataclass

from replycodes.detect.detector import LONG
from replycodes.detect.occurrence import Occurrence, ReplyContext
from replycodes.features.analysis import Analysis
from replycodes.text import Point, content_length

_GAP = 4  # code points that may stand between a code and its text: "550-5.1.1 ", "550 (#5.1.1) "
_HEAD = 12  # code points of a text by which it is found in its line
_SPOKEN = frozenset({"log", "transcript", "message"})


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply, and where it stands."""

    head: Occurrence  # its code in the line that was asked about
    context: ReplyContext
    start: Point
    end: Point


def reply_at(analysis: Analysis, point: Point) -> Reply | None:
    """The reply whose text stands at a place, in texts that record what a server said."""
    line = analysis.lines[point.line]
    if analysis.medium not in _SPOKEN or len(line) > LONG:
        return None
    before = [found for found in analysis.occurrences(point.line) if found.end < point.column]
    heads = [found for found in before if found.kind in ("reply", "status")]
    if not heads:
        return None
    context = analysis.context(point.line, heads[-1])
    end = _end(analysis, point.line, heads[-1], before[-1].end, context)
    if end is None or point.column > end:
        return None
    return _whole(analysis, point.line, heads[-1], end, context)


def _end(
    analysis: Analysis, line: int, head: Occurrence, codes_end: int, context: ReplyContext
) -> int | None:
    """Where the reply's text ends in a line; None where the text stands elsewhere."""
    text = analysis.lines[line]
    parts = context.text.split("\n")
    for part in parts if len(parts) < 64 else ():
        at = text.find(part[:_HEAD], codes_end) if part else -1
        if 0 <= at - codes_end <= _GAP:
            # What a log says behind the text ("in reply to RCPT TO command") is left out of it.
            return at + _common(part, text[at : at + len(part)])
    return None


def _common(one: str, other: str) -> int:
    """How many characters at the start of both are equal, without blanks at the end."""
    equal = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return len(one[:equal].rstrip())


def _whole(analysis: Analysis, line: int, head: Occurrence, end: int, context: ReplyContext) -> Reply:
    """The reply over all its lines; those at its ends are asked for their own codes."""
    first, last = (context.lines[0], context.lines[-1]) if line in context.lines else (line, line)
    start = head.start
    if first != line:
        own = next((o for o in analysis.occurrences(first) if o.code == head.code), None)
        start = own.start if own else 0
    if last != line:
        end = content_length(analysis.lines[last])
    return Reply(head, context, Point(first, start), Point(last, end))
