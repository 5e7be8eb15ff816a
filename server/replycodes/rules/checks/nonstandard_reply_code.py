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
from replycodes.catalog.model import Entry, Vendor, VendorMeaning
from replycodes.detect.occurrence import Occurrence
from replycodes.rules.model import Finding, Line, finding, replace_code, severities
from replycodes.rules.nearest import nearest_details, nearest_replies
from replycodes.rules.standing import entry_of, joined, possible_reply, vendor_meaning, vendors_of

ID = "nonstandard-reply-code"
SEVERITY = severities("information", "off")
BY_CODES = True

Meanings = list[tuple[Vendor, VendorMeaning]]


def check(line: Line) -> Iterator[Finding]:
    """Observed reply codes, and codes that only a vendor defines."""
    for occurrence in line.occurrences:
        entry = entry_of(line.catalog, occurrence)
        if occurrence.kind == "enhanced" and entry is None:
            yield from _vendors_detail(line, occurrence)
        elif occurrence.kind == "reply":
            vendors = vendors_of(line.catalog, occurrence.protocol, occurrence.code)
            if entry is not None and entry.status == "observed":
                yield _observed(line, occurrence, entry, vendors)
            elif entry is None and vendors:
                yield _vendors_own(line, occurrence, vendors)


def _vendors_detail(line: Line, occurrence: Occurrence) -> Iterator[Finding]:
    known = vendor_meaning(line.catalog, occurrence.code)
    if known is None:
        return
    vendor, meaning = known
    nearest = nearest_details(line.catalog, occurrence.code, meaning.summary, 1)
    advice = f" {nearest[0]} is the nearest registered one." if nearest else ""
    yield finding(
        ID,
        occurrence,
        f"{occurrence.code} is no registered enhanced status code; {vendor.name} uses it: {meaning.summary}{advice}",
        [replace_code(occurrence, code, "registered") for code in nearest if occurrence.dotted],
    )


def _vendors_own(line: Line, occurrence: Occurrence, vendors: Meanings) -> Finding:
    vendor, meaning = vendors[0]
    like = (
        occurrence.code if possible_reply(occurrence.protocol, occurrence.code) else "5" + occurrence.code[1:]
    )
    nearest = nearest_replies(line.catalog, occurrence.protocol, like, meaning.summary, 1)
    advice = f" {nearest[0]} is the nearest standard code." if nearest else ""
    return finding(
        ID,
        occurrence,
        f"{occurrence.code} is no {occurrence.protocol.upper()} reply code; {vendor.name} uses it: {meaning.summary}{advice}",
        [replace_code(occurrence, code, "standard") for code in nearest],
    )


def _observed(line: Line, occurrence: Occurrence, entry: Entry, vendors: Meanings) -> Finding:
    names = [vendor.name for vendor, _ in vendors]
    names += [user for user in entry.used_by if not any(name in user or user in name for name in names)]
    users = f"; {joined(names[:3])} used it" if names else ""
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
