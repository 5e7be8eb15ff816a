"""A code that its registry or RFC has withdrawn.

What to do: use the code that took its place, when there is one.

Examples:

    === mock.yaml: a duplicate that was withdrawn
    smtp:
      rcpt_to: "550 5.1.1 no such user"
      vrfy: "252 2.6.10 address shown in ASCII"
                 ^^^^^^ 2.6.10 obsolete-code information

Sources: IANA SMTP Enhanced Status Codes, RFC 6531 section 4.2
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.rules.model import Finding, Line, finding, replace_code, severities
from replycodes.rules.standing import entry_of, joined

ID = "obsolete-code"
SEVERITY = severities("information", "off")
BY_CODES = True


def check(line: Line) -> Iterator[Finding]:
    """Codes whose entry is marked obsolete."""
    for occurrence in line.occurrences:
        entry = entry_of(line.catalog, occurrence)
        if entry is None or entry.status != "obsolete":
            continue
        instead = list(entry.instead)
        if occurrence.kind == "enhanced":
            instead = [f"{occurrence.code[0]}.{detail}" for detail in instead]
        advice = f" Use {joined(instead)}." if instead else ""
        yield finding(
            ID,
            occurrence,
            f"{occurrence.code} is obsolete: {entry.sources[0]} or its successor has withdrawn it.{advice}",
            [replace_code(occurrence, code, "its successor") for code in instead if occurrence.dotted],
            obsolete=True,
        )
