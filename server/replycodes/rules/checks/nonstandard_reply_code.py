"""A code that is in use although no specification defines it.

Some servers and services send codes of their own: 498 is Mailgun's, 5.7.606 Microsoft's. They are not invented, but a
client that was not written for that service cannot know them. The message says whose code it is and which standard
code says the same.

What to do: in a mock of that service, keep it. Elsewhere use the standard code.

Examples:

    === mock.yaml: a code of one product
    smtp:
      rcpt_to: {code: 550, text: "5.1.1 no such user"}
      data: {code: 571, text: "5.7.1 message refused"}
                   ^^^ 571 nonstandard-reply-code information

Sources: RFC 5321 section 4.2, RFC 3463 section 2
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog import lookup
from replycodes.catalog.model import Entry
from replycodes.detect.occurrence import Occurrence
from replycodes.rules.model import Finding, Line, finding, replace_code, severities
from replycodes.rules.standing import entry_of, joined, vendor_meaning

ID = "nonstandard-reply-code"
SEVERITY = severities("information", "off")
BY_CODES = True


def check(line: Line) -> Iterator[Finding]:
    """Observed reply codes, and enhanced codes that only a vendor defines."""
    for occurrence in line.occurrences:
        entry = entry_of(line.catalog, occurrence)
        if occurrence.kind == "reply" and entry is not None and entry.status == "observed":
            yield _observed(line, occurrence, entry)
        elif occurrence.kind == "enhanced" and entry is None:
            known = vendor_meaning(line.catalog, occurrence.code)
            if known is not None:
                vendor, meaning = known
                yield finding(
                    ID,
                    occurrence,
                    f"{occurrence.code} is no registered enhanced status code; {vendor.name} uses it: {meaning.summary}",
                )


def _observed(line: Line, occurrence: Occurrence, entry: Entry) -> Finding:
    users = f"; {joined(entry.used_by[:3])} used it" if entry.used_by else ""
    instead = [
        c for c in entry.instead if lookup.is_defined(lookup.reply(line.catalog, occurrence.protocol, c))
    ]
    advice = f" {joined(instead)} says the same." if instead else ""
    return finding(
        ID,
        occurrence,
        f"{occurrence.code} is in use but no {occurrence.protocol.upper()} standard defines it{users}.{advice}",
        [replace_code(occurrence, code, "standard") for code in instead],
    )
