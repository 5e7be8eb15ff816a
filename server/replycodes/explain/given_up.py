"""What changes once the sending server has given up on a failure that is temporary by its code: nothing waits any more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from replycodes.detect.occurrence import ReplyContext
from replycodes.explain import outcome
from replycodes.explain.model import Step
from replycodes.explain.pieces import Piece
from replycodes.explain.wording import capitalized

PREDICATE = "is a temporary failure by its code, but the sending server has given up"
RETRY = "Nobody tries again by itself: the message was returned. Send it anew once the cause is gone."

_FIRST = Step(
    role="sender",
    text="The message was not delivered: reach the person another way, or send it again later.",
)
_CLAUSE = re.compile(r"(?<=[;.]) ")
_WAITS = re.compile(r"\bqueue|\bby itself\b|\bon its own\b|^wait\b|\btries again\b", re.IGNORECASE)


def applies(asked: Piece, context: ReplyContext) -> bool:
    """Whether the code promises another attempt that nobody will make."""
    decisive = outcome.of_reply(context.reply, asked.protocol) if context.reply else asked.outcome
    return context.given_up and asked.protocol == "smtp" and asked.outcome == decisive == "temporary"


def steps(usual: Sequence[Step]) -> tuple[Step, ...]:
    """The sender's step first; of the administrators' advice, what does not rely on the queue."""
    return _FIRST, *_lasting(usual)


def _lasting(usual: Sequence[Step]) -> Iterator[Step]:
    for step in usual:
        if step.role.endswith("-admin"):
            text = " ".join(clause for clause in _CLAUSE.split(step.text) if not _WAITS.search(clause))
            if text:
                yield Step(role=step.role, text=capitalized(text.rstrip(";.")) + ".")
