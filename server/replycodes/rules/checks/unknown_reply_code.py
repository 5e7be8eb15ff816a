"""A reply code that nothing defines: no standard, no known server, no vendor, no workspace file.

Clients decide by the number alone. A code that they have never heard of is treated by its first digit at best, and
as a protocol error at worst; RFC 5321 section 4.2 and RFC 959 section 4.2 ask servers not to invent codes but to use
the nearest defined one and to put the difference into the text or into an enhanced status code.

What to do: use the nearest standard code. If the number does exist somewhere, add it to `.replycodes.yaml`.

Examples:

    === mock.yaml: an invented code
    smtp:
      rcpt_to: {code: 599, text: "mailbox is full"}
                      ^^^ 599 unknown-reply-code warning
      data: {code: 354, text: "End data with <CR><LF>.<CR><LF>"}

Sources: RFC 5321 section 4.2, RFC 959 section 4.2
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog.model import Catalog
from replycodes.rules.model import Finding, Line, Sight, Suspicion, finding, replace_code, severities
from replycodes.rules.nearest import nearest_replies
from replycodes.rules.standing import (
    category_exists,
    entry_of,
    joined,
    possible_reply,
    rivals_code,
    said_with,
    vendors_of,
)

ID = "unknown-reply-code"
SEVERITY = severities("warning", "hint")
BY_CODES = True


def suspects(catalog: Catalog, sight: Sight) -> Suspicion:
    """Reply codes that neither SMTP nor FTP defines."""
    return "here" if sight.reply and not rivals_code(catalog, sight.reply) else "nowhere"


def check(line: Line) -> Iterator[Finding]:
    """Reply codes that are possible by their digits and defined by no protocol that could be meant."""
    for occurrence in line.occurrences:
        if occurrence.kind != "reply" or entry_of(line.catalog, occurrence) is not None:
            continue
        if rivals_code(line.catalog, occurrence.code):
            continue  # another protocol's code is the business of wrong-protocol
        protocol = occurrence.protocol
        if not possible_reply(protocol, occurrence.code) or vendors_of(
            line.catalog, protocol, occurrence.code
        ):
            continue
        nearest = nearest_replies(
            line.catalog,
            protocol,
            occurrence.code,
            said_with(line, occurrence),
            beside=line.beside(occurrence),
        )
        instead = f" Use {joined(nearest)}." if nearest else ""
        digit = "" if category_exists(occurrence.code) else " (a second digit is 0 to 5)"
        yield finding(
            ID,
            occurrence,
            f"{occurrence.code} is an invented {protocol.upper()} reply code: nonstandard, and no known server "
            f"defines it either{digit}.{instead}",
            [replace_code(occurrence, code, line.catalog.replies[protocol][code].text) for code in nearest],
        )
