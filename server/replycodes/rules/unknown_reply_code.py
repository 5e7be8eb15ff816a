"""A reply code that no specification, listed vendor or workspace file defines for its protocol.

Clients decide by the first digit what to do next and people look a code up: an invented one tells neither.
Use the defined code that says the same, and put the detail into an enhanced status code and the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog import lookup
from replycodes.catalog.model import Catalog
from replycodes.rules.finding import Finding, Line, Severity

ID = "unknown-reply-code"
_LOUD = frozenset({"config", "source"})


def check(line: Line, catalog: Catalog) -> Iterator[Finding]:
    """The invented codes of a line."""
    severity: Severity = "warning" if line.medium in _LOUD else "hint"
    for found in line.occurrences:
        if found.kind != "reply" or lookup.protocols_of(catalog, found.code):
            continue
        name = found.protocol.upper()
        yield Finding(
            ID,
            found.start,
            found.end,
            severity,
            f"{found.code} is a nonstandard {name} reply code: no specification and no known server defines it.",
        )
