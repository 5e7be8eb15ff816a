"""An IMAP response code that is not registered.

Clients ignore response codes that they do not know, so nothing breaks; but a misspelt one does not say what it was
meant to say.

What to do: check the spelling against the IANA registry of IMAP response codes.

Examples:

    === session.py: a misspelt response code
    imap_server.send(b"a1 NO [AUTHENTICATIONFAILD] wrong password")
                              ^^^^^^^^^^^^^^^^^^^ AUTHENTICATIONFAILD unknown-response-code information
    imap_server.send(b"a2 NO [UNAVAILABLE] user database is down")

Sources: RFC 5530 section 6, RFC 9051 section 7.1
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from replycodes.catalog import lookup
from replycodes.rules.model import Finding, Line, finding, replace_code, severities
from replycodes.rules.standing import joined

ID = "unknown-response-code"
SEVERITY = severities("information", "off")
BY_CODES = True


def check(line: Line) -> Iterator[Finding]:
    """Response codes without an entry; X- codes are experiments by their name."""
    for occurrence in line.occurrences:
        if occurrence.kind != "response-code" or occurrence.code.startswith("X-"):
            continue
        known = line.catalog.response_codes.get(occurrence.protocol, {})
        entry = lookup.response_code(line.catalog, occurrence.protocol, occurrence.code)
        if entry is not None or not known:
            continue
        close = get_close_matches(occurrence.code, known, 2, 0.7)
        advice = f" Did you mean {joined(close)}?" if close else ""
        yield finding(
            ID,
            occurrence,
            f"{occurrence.code} is no registered {occurrence.protocol.upper()} response code.{advice}",
            [replace_code(occurrence, code, known[code].text) for code in close],
        )
