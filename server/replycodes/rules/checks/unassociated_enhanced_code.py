"""An enhanced code that the registry associates with other reply codes.

The IANA registry names, for most enhanced codes, reply codes that they go with. Its lists are examples and not
exhaustive, so codes that give no reason of their own (421, 450, 451, 550, 554) may stand with any enhanced code of
their class. Another reply code gives a reason, and a reader who finds a second one behind it will wonder which holds.

What to do: use one of the listed reply codes, a general one, or the enhanced code that fits the reply.

Examples:

    === mock.yaml: "authentication required" with a code for full mailboxes
    smtp:
      mail_from: "552 5.7.8 credentials invalid"
                      ^^^^^ 5.7.8 unassociated-enhanced-code information
      auth: "535 5.7.8 credentials invalid"
      policy: "554 5.7.1 relaying denied"

Sources: IANA SMTP Enhanced Status Codes, RFC 5248 section 2.1, RFC 5321 section 4.2.3
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog import lookup
from replycodes.rules.model import Finding, Line, finding, replace_code, severities
from replycodes.rules.standing import joined

ID = "unassociated-enhanced-code"
SEVERITY = severities("information", "off")
BY_CODES = True

_GENERAL = frozenset(["421", "450", "451", "550", "554"])
"""Their texts say that something was not done, not why (RFC 5321 section 4.2.3); 421 may answer any command (3.8)."""


def check(line: Line) -> Iterator[Finding]:
    """Pairs of one class whose reply code the registry does not list for the enhanced code."""
    for reply, enhanced in line.pairs():
        detail = lookup.enhanced(line.catalog, enhanced.code)
        if detail is None or not detail.basic or reply.code[0] != enhanced.code[0]:
            continue
        if not lookup.is_defined(lookup.reply(line.catalog, reply.protocol, reply.code)):
            continue  # the reply code itself is what is wrong
        if reply.code in _GENERAL or _listed(reply.code, detail.basic):
            continue
        if any(pattern[0] == reply.code[0] for pattern in detail.other_basic):
            continue
        same_class = [code for code in detail.basic if code[0] == enhanced.code[0] and code.isdigit()]
        if not same_class:
            continue  # the registry never thought of this class: nothing better to offer
        yield finding(
            ID,
            enhanced,
            f"The registry associates {enhanced.code} ({detail.text.lower().rstrip('.')}) with "
            f"{joined(same_class)}, not with {reply.code}.",
            [replace_code(reply, code, "as registered") for code in same_class],
        )


def _listed(code: str, basic: tuple[str, ...]) -> bool:
    """Whether the registry's list names a reply code, as itself or in "5XX" or "Any"."""
    return code in basic or f"{code[0]}XX" in basic or "Any" in basic
