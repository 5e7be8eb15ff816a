"""A reply code and its enhanced code that contradict each other: `550 4.1.1`, `250 5.0.0`.

The first digit of both says whether the failure is temporary or permanent, so they must agree (RFC 2034 section 4).
Senders that read the enhanced code try again what the reply code refused for good, or give up what would have passed
later.

What to do: decide whether the condition can pass by itself, and make both say so.

Examples:

    === mock.yaml: a permanent reply with a temporary enhanced code
    smtp:
      rcpt_to: {code: 250, text: "2.1.5 recipient ok"}
      reject: "550 4.1.1 no such user"
               ^^^ 550 class-mismatch warning
      later: "450 4.2.1 mailbox disabled"

Sources: RFC 2034 section 4, RFC 3463 section 2
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog.model import Catalog
from replycodes.detect.occurrence import Occurrence
from replycodes.rules.model import (
    Edit,
    Finding,
    Fix,
    Line,
    Related,
    Sight,
    Suspicion,
    finding,
    joins,
    severities,
)
from replycodes.rules.nearest import nearest_replies

ID = "class-mismatch"
SEVERITY = severities("warning", "hint")
BY_CODES = True

_SAYS = {"2": "success", "3": "go on", "4": "temporary", "5": "permanent"}


def suspects(catalog: Catalog, sight: Sight) -> Suspicion:
    """Two codes of one reply whose first digits differ."""
    paired = sight.reply and sight.enhanced and joins(sight.between)
    return "here" if paired and sight.reply[0] != sight.enhanced[0] else "nowhere"


def check(line: Line) -> Iterator[Finding]:
    """Pairs of reply and enhanced code whose first digits differ."""
    for reply, enhanced in line.pairs():
        if reply.code[0] == enhanced.code[0] or reply.code[0] not in _SAYS:
            continue
        if reply.code[0] == "3" and enhanced.code[0] == "2":
            continue  # no contradiction; that it may not stand there is another rule's business
        yield finding(
            ID,
            reply,
            f"{reply.code} says {_SAYS[reply.code[0]]}, {enhanced.code} says {_SAYS[enhanced.code[0]]}: "
            "the first digits must agree.",
            list(_fixes(line, reply, enhanced)),
            [Related(0, enhanced.start, enhanced.end, "the enhanced code that contradicts it")],
        )


def _fixes(line: Line, reply: Occurrence, enhanced: Occurrence) -> Iterator[Fix]:
    agreed = reply.code[0] + enhanced.code[1:]
    if enhanced.dotted and reply.code[0] != "3":  # there are no enhanced codes of class 3
        says = _SAYS[reply.code[0]]
        edit = Edit(0, enhanced.start, enhanced.end, agreed)
        yield Fix(f"Replace {enhanced.code} by {agreed} (both {says})", (edit,))
    counterpart = _counterpart(line.catalog, reply, enhanced, line.text[enhanced.end :])
    if counterpart:
        says = _SAYS[enhanced.code[0]]
        yield Fix(
            f"Replace {reply.code} by {counterpart} (both {says})",
            (Edit(0, reply.start, reply.end, counterpart),),
        )


def _counterpart(catalog: Catalog, reply: Occurrence, enhanced: Occurrence, text: str) -> str | None:
    """The reply code of the enhanced code's class: the registry's, else the one with the same last digits."""
    wanted = enhanced.code[0]
    detail = catalog.enhanced_details.get(enhanced.code[2:])
    for code in detail.basic if detail else ():
        if code[0] == wanted and code in catalog.replies.get(reply.protocol, {}):
            return code
    same_tail = wanted + reply.code[1:]
    entry = catalog.replies.get(reply.protocol, {}).get(same_tail)
    if entry is not None and entry.status == "standard":
        return same_tail
    nearest = nearest_replies(catalog, reply.protocol, same_tail, text, 1)
    return nearest[0] if nearest and nearest[0][0] == wanted else None
