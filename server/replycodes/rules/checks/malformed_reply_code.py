"""Digits that cannot be a reply code of their protocol.

A reply code's first digit says the outcome. SMTP allows 2 to 5 there (RFC 5321 section 4.2), FTP 1 to 5, and 6 for
protected replies (RFC 959 section 4.2, RFC 2228). A client that reads digits by that rule cannot tell whether 750 means
success or failure.

What to do: use a standard code of the class that is meant.

Examples:

    === mock.yaml: a first digit that SMTP does not have
    smtp:
      greeting: {code: 220, text: "mx.example.org ready"}
      rcpt_to: {code: 750, text: "5.1.1 no such user"}
                      ^^^ 750 malformed-reply-code warning

Sources: RFC 5321 section 4.2, RFC 959 section 4.2, RFC 2228 section 5
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog.model import Catalog
from replycodes.rules.model import Finding, Line, Sight, Suspicion, finding, replace_code, severities
from replycodes.rules.nearest import nearest_replies
from replycodes.rules.standing import entry_of, joined, possible_reply, rivals_code, said_with, vendors_of

ID = "malformed-reply-code"
SEVERITY = severities("warning", "hint")
BY_CODES = True

_DIGITS = {"smtp": "2 to 5", "ftp": "1 to 6"}


def suspects(catalog: Catalog, sight: Sight) -> Suspicion:
    """Reply codes that neither SMTP nor FTP defines."""
    return "here" if sight.reply and not rivals_code(catalog, sight.reply) else "nowhere"


def check(line: Line) -> Iterator[Finding]:
    """Reply codes whose digits no code of the protocol may have; observed ones have a rule of their own."""
    for occurrence in line.occurrences:
        if occurrence.kind != "reply" or possible_reply(occurrence.protocol, occurrence.code):
            continue
        if entry_of(line.catalog, occurrence) or rivals_code(line.catalog, occurrence.code):
            continue
        protocol = occurrence.protocol
        if vendors_of(line.catalog, protocol, occurrence.code):
            continue
        like = occurrence.code if occurrence.code[0] in "2345" else "5" + occurrence.code[1:]
        nearest = nearest_replies(
            line.catalog, protocol, like, said_with(line, occurrence), beside=line.beside(occurrence)
        )
        digits = _DIGITS.get(protocol, "1 to 5")
        yield finding(
            ID,
            occurrence,
            f"{occurrence.code} cannot be an {protocol.upper()} reply code (the first digit is {digits})."
            + (f" Use {joined(nearest)}." if nearest else ""),
            [replace_code(occurrence, code, line.catalog.replies[protocol][code].text) for code in nearest],
        )
