"""A reply line longer than 512 octets.

RFC 5321 section 4.5.3.1.5 limits a reply line to 512 octets, with the code and the line end. Clients may cut it, or end
the session.

What to do: make several lines of it (`550-first part`, `550 last part`), or say less.

Sources: RFC 5321 section 4.5.3.1.5
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from replycodes.rules.model import Finding, Line, finding, severities

ID = "reply-too-long"
SEVERITY = severities("warning", "off")

LIMIT = 512  # octets, CR LF included
_LITERAL_END = re.compile(r"[\"'`]|\\r|\\n|[\r\n]")


def check(line: Line) -> Iterator[Finding]:
    """Replies at the start of a string literal or of the line that run on for more than the limit."""
    if len(line.text) < LIMIT - 2 and (line.text.isascii() or len(line.text) < LIMIT // 4):
        return
    for occurrence in line.occurrences:
        if occurrence.kind != "reply" or occurrence.protocol != "smtp":
            continue
        before = line.text[: occurrence.start]
        if before.strip() and before[-1] not in "\"'`":
            continue  # a quotation in a longer sentence has no end that could be measured
        end = _LITERAL_END.search(line.text, occurrence.end)
        reply = line.text[occurrence.start : end.start() if end else None]
        octets = len(reply.encode("utf-8", "surrogatepass")) + 2
        if octets > LIMIT:
            yield finding(
                ID,
                occurrence,
                f"This reply line has {octets} octets; SMTP allows {LIMIT}. Split it into a multi-line reply.",
            )
