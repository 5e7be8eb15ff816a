"""A response code behind a status that it does not go with: `OK [AUTHENTICATIONFAILED]`.

A response code explains its status. AUTHENTICATIONFAILED explains a NO; behind OK a client believes the OK and the
person believes the code.

What to do: use the status that the response code is defined for.

Examples:

    === session.py: success with the code of a failure
    imap_server.send(b"a1 OK [AUTHENTICATIONFAILED] wrong password")
                              ^^^^^^^^^^^^^^^^^^^^ AUTHENTICATIONFAILED response-code-status warning
    imap_server.send(b"a2 NO [AUTHENTICATIONFAILED] wrong password")

Sources: RFC 5530 section 3, RFC 9051 section 7.1
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog import lookup
from replycodes.catalog.model import Catalog
from replycodes.rules.model import Finding, Line, Related, Sight, Suspicion, finding, replace_code, severities
from replycodes.rules.standing import joined

ID = "response-code-status"
SEVERITY = severities("warning", "hint")
BY_CODES = True


def suspects(catalog: Catalog, sight: Sight) -> Suspicion:
    """Nothing: lines with a status word and a response code are always examined."""
    return "nowhere"


def check(line: Line) -> Iterator[Finding]:
    """Status words with a response code that its specification gives other statuses."""
    for status, code in line.answers():
        entry = lookup.response_code(line.catalog, code.protocol, code.code)
        if entry is None or not entry.statuses or status.code in entry.statuses:
            continue
        yield finding(
            ID,
            code,
            f"{code.code} goes with {joined(entry.statuses)}, not with {status.code}.",
            [replace_code(status, word, f"what {code.code} goes with") for word in entry.statuses],
            [Related(0, status.start, status.end, "the status that it does not go with")],
        )
