"""An enhanced code where none may stand: in the greeting, in the answer to HELO or EHLO, in a 3yz reply.

RFC 2034 section 3 leaves them out there: the extension is not yet negotiated in the greeting and the EHLO answer, and
an intermediate reply has no outcome to explain.

What to do: leave the enhanced code out.

Examples:

    === smtp_mock.py: the answer to DATA
    if command == "DATA":
        self.send("354 2.0.0 go ahead")
                       ^^^^^ 2.0.0 enhanced-code-not-allowed warning
    elif command == "RSET":
        self.send("250 2.0.0 flushed")

Sources: RFC 2034 section 3
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.detect.occurrence import Occurrence
from replycodes.rules.model import Edit, Finding, Fix, Line, finding, severities
from replycodes.rules.pairing import command_answered

ID = "enhanced-code-not-allowed"
SEVERITY = severities("warning", "off")

_UNNEGOTIATED = frozenset({"HELO", "EHLO", "CONNECT"})


def check(line: Line) -> Iterator[Finding]:
    """Pairs in a 3yz reply or in a successful answer to the greeting commands."""
    for reply, enhanced in line.pairs():
        if reply.code[0] == "3" and enhanced.code[0] == "2":  # another class is class-mismatch's business
            place = f"a {reply.code[0]}yz reply"
        elif reply.code[0] == "2" and _answers_greeting(line, reply):
            place = "the greeting and the answer to HELO or EHLO"
        else:
            continue
        end = enhanced.end + (line.text[enhanced.end : enhanced.end + 1] == " ")
        yield finding(
            ID,
            enhanced,
            f"{enhanced.code} must not stand in {place}: leave the enhanced code out.",
            [Fix(f"Remove {enhanced.code}", (Edit(0, enhanced.start, end, ""),), safe=True)]
            if enhanced.dotted
            else (),
        )


def _answers_greeting(line: Line, reply: Occurrence) -> bool:
    answered = command_answered(line, reply)
    return answered is not None and answered.command in _UNNEGOTIATED
