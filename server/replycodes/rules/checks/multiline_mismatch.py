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
from dataclasses import dataclass

from replycodes.catalog.model import Catalog
from replycodes.detect.occurrence import Occurrence
from replycodes.rules.model import Edit, Finding, Fix, Line, Related, Sight, Suspicion, finding, severities
from replycodes.rules.pairing import command_of_client

ID = "multiline-mismatch"
SEVERITY = severities("warning", "hint")

_LONGEST = 64  # lines; how far the beginning of a reply is looked for
_DIGITS = re.compile(r"\d")
_BREAK = re.compile(r"\\n$")
_KEYWORD = re.compile(
    r"(?:8BITMIME|ATRN|AUTH|BINARYMIME|BURL|CHECKPOINT|CHUNKING|CONNEG|CONPERM|DELIVERBY|DSN|ENHANCEDSTATUSCODES|ETRN|EXPN|"
    r"FUTURERELEASE|HELP|LIMITS|MTRK|MT-PRIORITY|NO-SOLICITING|ONEX|PIPELINING|PRDR|REQUIRETLS|RRVS|SIZE|SMTPUTF8|STARTTLS|"
    r"UTF8SMTP|VERB|VRFY|X[A-Z][A-Z0-9-]*)(?![A-Za-z0-9-])"
)
"""What servers offer in their answer to EHLO (IANA SMTP Service Extensions)."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One line of a reply: of the document, or of a string literal with ``\\n`` in it."""

    line: Line
    reply: Occurrence

    @property
    def mark(self) -> str:
        """What stands behind the code: a hyphen promises another line."""
        return self.line.text[self.reply.end : self.reply.end + 1]

    @property
    def text(self) -> str:
        return self.line.text[self.reply.end + 1 :]


def suspects(catalog: Catalog, sight: Sight) -> Suspicion:
    """In a log, a code whose hyphen promises another line."""
    return "below" if sight.mark == "-" else "nowhere"


def concerns(text: str, occurrences: tuple[Occurrence, ...], above: tuple[Occurrence, ...]) -> bool:
    """Whether a line may go on with a reply of the line above, promises another line, or holds several."""
    first = occurrences[0]
    if first.kind == "reply":
        mark = text[first.end : first.end + 1]
        if mark == "-" or (mark == " " and above and above[0].kind == "reply"):
            return True
    return len(occurrences) > 1 and "\\n" in text


def check(line: Line) -> Iterator[Finding]:
    """Each reply of the line with the one before it, if that promises another line of the same reply."""
    first = line.occurrences[0]
    if first.kind == "reply" and line.text[first.end : first.end + 1] in ("-", " "):
        part = _Part(line, first)
        yield from _compare(part, _above(part))
        if part.mark == "-":
            yield from _kept(part)
    for before, reply in zip(line.occurrences, line.occurrences[1:], strict=False):
        if before.kind == reply.kind == "reply" and _BREAK.search(line.text, 0, reply.start):
            yield from _compare(_Part(line, reply), _Part(line, before))


def _compare(part: _Part, before: _Part | None) -> Iterator[Finding]:
    if before is None or before.mark not in ("-", " ") or not before.mark:
        return
    reply, above = part.reply, before.reply
    offset = before.line.index - part.line.index
    related = [Related(offset, above.start, above.end, "the line before")]
    # Equal neighbours are not followed up to their beginning: where the code changed, the change was found.
    differs = before.mark == "-" and above.code != reply.code
    if differs and (began := _first_code(before)) != reply.code and _goes_on(part, before, began):
        yield finding(
            ID,
            reply,
            f"A reply that began as {began} goes on as {reply.code}: every line carries the same code.",
            [Fix(f"Replace {reply.code} by {began}", (Edit(0, reply.start, reply.end, began),))],
            related,
        )
    elif (
        before.mark == " "
        and above.code == reply.code
        and part.mark in ("-", " ")
        and _lost_hyphen(part, before)
    ):
        yield finding(
            ID,
            reply,
            f"The line before ended this {reply.code} reply: it lost the hyphen behind its code.",
            [Fix(f"Write {above.code}- in the line before", (Edit(offset, above.end, above.end + 1, "-"),))],
            related,
        )


def _goes_on(part: _Part, before: _Part, began: str) -> bool:
    """Whether both belong to one reply beyond doubt. In source and configuration two literals, one below the other, may
    be two cases of a list; one that had a line before, or goes on with its first code, is one reply."""
    line = part.line
    if line.document.medium not in ("source", "config") or before.line.index == line.index:
        return True
    if _above(before) is not None:
        return True
    below = line.document.occurrences(line.index + 1) if line.index + 1 < len(line.document.lines) else ()
    return bool(below) and below[0].code == began


def _above(part: _Part) -> _Part | None:
    """The reply of the part's line before, if it stands behind the same prefix."""
    line, reply = part.line, part.reply
    column = line.text.rfind("\\n", 0, reply.start)
    if column >= 0:
        inside = [one for one in line.occurrences if one.end <= column and one.kind == "reply"]
        return _Part(line, inside[-1]) if inside else None
    if line.index == 0:
        return None
    document = line.document
    found = document.occurrences(line.index - 1)
    if not found or found[0].kind != "reply" or found[0].protocols[0] != reply.protocols[0]:
        return None
    above = Line(document, line.index - 1, found)
    if _prefix(_Part(above, found[0])) != _prefix(part):
        return None
    return _Part(above, [one for one in found if one.kind == "reply"][-1])


def _prefix(part: _Part) -> str:
    """What stands left of the code, with digits folded: time stamps and counters may go on."""
    return _DIGITS.sub("0", part.line.text[: part.reply.start])


def _first_code(part: _Part) -> str:
    """The code of the first line of the reply that this part belongs to."""
    for _ in range(_LONGEST):
        before = _above(part)
        if before is None or before.mark != "-":
            break
        part = before
    return part.reply.code


def _lost_hyphen(part: _Part, before: _Part) -> bool:
    """Whether the two lines are EHLO keywords of one answer. Other replies may stand side by side: pipelining."""
    opened = _above(before)
    if opened is None or opened.reply.code != part.reply.code or opened.mark != "-":
        return False
    return _KEYWORD.match(before.text) is not None and _KEYWORD.match(part.text) is not None


def _kept(part: _Part) -> Iterator[Finding]:
    """The last line of a reply that promises another one, where it is certain that none comes: the client speaks, or
    the block of text ends."""
    line, reply = part.line, part.reply
    lines = line.document.lines
    if line.index + 1 >= len(lines):
        return
    follows = lines[line.index + 1].rstrip("\r\n")
    if line.document.medium == "transcript":
        answers = line.document.occurrences(line.index + 1)
        over = not answers and bool(command_of_client(follows, bare=reply.start == 0))
    else:
        over = line.document.medium == "config" and _block_ends(line.text, reply, follows)
    if over:
        yield finding(
            ID,
            reply,
            f"The last line of this {reply.code} reply has a hyphen behind its code and promises another line; "
            "write a space.",
            [Fix(f"End the reply here: {reply.code} and a space", (Edit(0, reply.end, reply.end + 1, " "),))],
        )


def _block_ends(text: str, reply: Occurrence, follows: str) -> bool:
    """Whether a line of bare text in a block is followed by a key further left."""
    indent = len(text) - len(text.lstrip(" "))
    next_indent = len(follows) - len(follows.lstrip(" "))
    return 0 < indent == reply.start and bool(follows.strip()) and next_indent < indent
