"""Whether the sending side says that it has given up: what is temporary by its code is then final."""

from __future__ import annotations

import re
from collections.abc import Sequence

from replycodes.detect.late import late
from replycodes.detect.occurrence import Medium

_SAID = late(
    r"""
      \bstatus=(?:bounced|(?:force-)?expired)\b      # Postfix
    | \bretry\ timeout\ exceeded\b                    # Exim
    | \bI'm\ not\ going\ to\ try\ again\b             # qmail; its "Giving up on HOST" stands in deferrals too
    | \bgiving\ up(?!\ on\b)\b
    | \b(?:no|any)\ (?:more|further)\ (?:delivery\ )?attempts\ will\ be\ made\b
    | \bmessage\ will\ be\ deleted\ from\ queue\b     # Sendmail
    | ^action:\s*failed\b                             # RFC 3464
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_HINTS = (
    "=bounced",
    "expired",
    "retry timeout",
    "not going",
    "giving up",
    "attempts will",
    "deleted from",
    "action:",
)
"""One of them stands in whatever the pattern finds; to look for them costs a tenth."""
_ACTION = re.compile(r"action:\s*(\w+)", re.IGNORECASE)  # RFC 3464 section 2.3.3
_REPORT = 80  # lines below a bounce's words for people in which its report for programs is looked for


def given_up(surroundings: str, lines: Sequence[str], first: int, medium: Medium) -> bool:
    """Whether nobody tries again, by the lines around a reply or the delivery report behind it."""
    folded = surroundings.lower()
    if any(hint in folded for hint in _HINTS) and _SAID.search(surroundings):
        return True
    if medium != "message" or _ACTION.search(surroundings):
        return False
    below = (_ACTION.match(lines[n]) for n in range(first, min(len(lines), first + _REPORT)))
    actions = {found[1].lower() for found in below if found}
    return actions == {"failed"}
