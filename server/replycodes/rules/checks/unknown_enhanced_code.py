"""An enhanced status code that the IANA registry does not list and no known vendor uses.

Programs read the enhanced code to decide what a bounce was about. One that is not registered tells them its class
and subject at best.

What to do: use a registered code; X.Y.0 says "other" within a subject.

Examples:

    === mock.yaml: a detail that is not registered
    smtp:
      rcpt_to: {code: 550, text: "5.1.77 no such user"}
                                  ^^^^^^ 5.1.77 unknown-enhanced-code warning
      mail_from: {code: 250, text: "2.1.0 sender ok"}

Sources: RFC 3463 section 2, RFC 5248 section 2.2, IANA SMTP Enhanced Status Codes
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog import lookup
from replycodes.catalog.model import Catalog
from replycodes.rules.model import Finding, Line, Sight, Suspicion, finding, replace_code, severities
from replycodes.rules.nearest import nearest_details
from replycodes.rules.standing import joined, said_with, vendor_meaning

ID = "unknown-enhanced-code"
SEVERITY = severities("warning", "hint")
BY_CODES = True


def suspects(catalog: Catalog, sight: Sight) -> Suspicion:
    """Enhanced codes without an entry or a vendor."""
    code = sight.enhanced
    known = not code or lookup.enhanced(catalog, code) or vendor_meaning(catalog, code)
    return "nowhere" if known else "here"


def check(line: Line) -> Iterator[Finding]:
    """Enhanced codes without an entry, a vendor or a regular expression around them."""
    for occurrence in line.occurrences:
        if occurrence.kind != "enhanced" or lookup.enhanced(line.catalog, occurrence.code):
            continue
        if vendor_meaning(line.catalog, occurrence.code):
            continue
        nearest = nearest_details(line.catalog, occurrence.code, said_with(line, occurrence))
        instead = f" Use {joined(nearest)}." if nearest else ""
        yield finding(
            ID,
            occurrence,
            f"{occurrence.code} is not a registered enhanced status code, and no known vendor uses it.{instead}",
            [
                replace_code(occurrence, code, line.catalog.enhanced_details[code[2:]].text)
                for code in nearest
                if occurrence.dotted
            ],
        )
