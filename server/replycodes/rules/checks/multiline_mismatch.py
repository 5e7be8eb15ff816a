"""A multi-line reply whose lines do not fit together.

Every line of a multi-line reply begins with the same code; all but the last have a hyphen behind it (RFC 5321 section
4.2.1). A client that sees another code, or a hyphen on the last line, waits for lines that never come or takes the
reply apart.

What to do: the same code on every line, `-` on all but the last, a space on the last.

Examples:

    === smtp_mock.py: the code changes inside a reply
    EHLO_REPLY = (
        "250-mx.example.org\\r\\n"
        "251-SIZE 10240000\\r\\n"
         ^^^ 251 multiline-mismatch warning
        "250 HELP\\r\\n"
    )

Sources: RFC 5321 section 4.2.1, RFC 959 section 4.2
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from replycodes.detect.occurrence import Occurrence
from replycodes.rules.model import Edit, Finding, Fix, Line, Related, finding, severities

ID = "multiline-mismatch"
SEVERITY = severities("warning", "hint")

_LONGEST = 64  # lines; how far the beginning of a reply is looked for
_DIGITS = re.compile(r"\d")
_KEYWORD = re.compile(r"[A-Z0-9][A-Z0-9-]*(?:[ =][A-Z0-9=-]+)*(?:\\r|\\n|[\"'\s]|$)")


def concerns(text: str, occurrences: tuple[Occurrence, ...]) -> bool:
    """Whether a line begins with a reply code, behind its prefix."""
    first = occurrences[0]
    return first.kind == "reply" and text[first.end : first.end + 1] in ("-", " ")


def check(line: Line) -> Iterator[Finding]:
    """The line before, if it promises another line of the same reply, and what this line makes of it."""
    reply = _leading(line)
    if reply is None:
        return
    before = _reply_above(line, reply)
    if before is None:
        return
    above, promised = before
    mark = line.text[reply.end : reply.end + 1]
    related = [Related(-1, above.start, above.end, "the line before")]
    began = _first_code(line, reply) if promised else above.code
    if promised and began != reply.code:
        yield finding(
            ID,
            reply,
            f"A reply that began as {began} goes on as {reply.code}: every line carries the same code.",
            [Fix(f"Replace {reply.code} by {began}", (Edit(0, reply.start, reply.end, began),))],
            related,
        )
    elif not promised and above.code == reply.code and mark in "- " and _lost_hyphen(line, reply, above):
        edit = Edit(-1, above.end, above.end + 1, "-")
        yield finding(
            ID,
            reply,
            f"The line before ended this {reply.code} reply: it lost the hyphen behind its code.",
            [Fix(f"Write {above.code}- in the line before", (edit,))],
            related,
        )


def _leading(line: Line) -> Occurrence | None:
    """The reply code that this line begins with, behind its prefix."""
    return line.occurrences[0] if concerns(line.text, line.occurrences) else None


def _prefix(text: str, occurrence: Occurrence) -> str:
    """What stands left of the code, with digits folded: time stamps and counters may go on."""
    return _DIGITS.sub("0", text[: occurrence.start])


def _reply_above(line: Line, reply: Occurrence) -> tuple[Occurrence, bool] | None:
    """The reply of the line before, if it has the same prefix, and whether its hyphen promises more."""
    if line.index == 0:
        return None
    text = line.document.lines[line.index - 1]
    found = line.document.occurrences(line.index - 1)
    if not found or found[0].kind != "reply" or found[0].protocols[0] != reply.protocols[0]:
        return None
    if _prefix(text, found[0]) != _prefix(line.text, reply):
        return None
    mark = text[found[0].end : found[0].end + 1]
    return (found[0], mark == "-") if mark in ("-", " ") else None


def _first_code(line: Line, reply: Occurrence) -> str:
    """The code of the first line of the reply that this line goes on with."""
    code = reply.code
    for _ in range(_LONGEST):
        before = _reply_above(line, reply)
        if before is None or not before[1]:
            break
        line, reply = Line(line.document, line.index - 1, (before[0],)), before[0]
        code = reply.code
    return code


def _lost_hyphen(line: Line, reply: Occurrence, above: Occurrence) -> bool:
    """Whether the two lines are EHLO keywords of one answer. Other replies may stand side by side: pipelining."""
    if line.index < 2:
        return False
    text_above = line.document.lines[line.index - 1]
    first = line.document.occurrences(line.index - 2)
    opened = bool(first) and first[0].code == reply.code
    if not opened or line.document.lines[line.index - 2][first[0].end : first[0].end + 1] != "-":
        return False
    return all(
        _KEYWORD.match(text, occurrence.end + 1) is not None
        for text, occurrence in ((text_above, above), (line.text, reply))
    )
