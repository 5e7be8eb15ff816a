"""A suppression comment that suppresses nothing, or that names no rule.

A comment that answers nothing misleads the next reader, and hides the next finding in its line. One that misspells its
rule does not work at all, and its author should know.

What to do: remove it, or correct the name.

Examples:

    === smtp_mock.py: nothing to suppress, and a misspelt rule
    def refuse(self):
        self.send("550 5.1.1 no such user")  # replycodes: ignore[class-mismatch] -- historical
                                                           ^^^^^^^^^^^^^^^^^^^^^^ ignore[class-mismatch] unused-suppression information
        self.send("550 5.7.1 relaying denied")  # replycodes: ignore[clas-mismatch]
                                                                     ^^^^^^^^^^^^^ clas-mismatch unused-suppression information
        self.send("550 4.1.1 no such user")  # replycodes: ignore[class-mismatch] -- as the old server did

Sources: docs/rules/README.md
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.rules.model import Finding, Line, severities
from replycodes.rules.suppression import UNUSED

ID = UNUSED
SEVERITY = severities("information", "off")
BY_CODES = True


def check(line: Line) -> Iterator[Finding]:
    """Nothing: comments are judged when all findings of the document are known, in rules/suppression.py."""
    return iter(())
