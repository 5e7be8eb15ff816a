"""The reply that an occurrence belongs to: its codes, its text, its lines, the command it answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from replycodes.detect.occurrence import Occurrence, ReplyContext

if TYPE_CHECKING:
    from replycodes.detect.detector import Detector
    from replycodes.detect.profile import Profile


def reply_context(
    detector: Detector, lines: Sequence[str], index: int, occurrence: Occurrence, profile: Profile
) -> ReplyContext:
    """Tie the codes around an occurrence together."""
    line = lines[index].rstrip("\r\n")
    reply = enhanced = status = response_code = None
    end = 0
    for other in detector.line(lines, index, profile):
        if other == occurrence or (other.start - end < 4 and end and end - occurrence.end < 40):
            end = other.end
            if other.kind == "reply":
                reply = reply or other.code
            elif other.kind == "enhanced":
                enhanced = enhanced or other.code
            elif other.kind == "status":
                status = other.code
            else:
                response_code = other.code
    return ReplyContext(
        protocols=occurrence.protocols,
        reply=reply,
        enhanced=enhanced,
        status=status,
        response_code=response_code,
        text=line[end : end + 2000].strip(),
        surroundings=line[:2000],
        lines=(index,),
    )


def parse_reply(detector: Detector, text: str) -> ReplyContext | None:
    """Read a pasted reply."""
    lines = text.splitlines() or [""]
    profile = detector.profile("", "log", lines)
    found = detector.scan(lines, profile)
    if not found:
        return None
    index, occurrences = found[0]
    return reply_context(detector, lines, index, occurrences[0], profile)
