"""Read a reply, log line, transcript or bounce that somebody pasted, and find the failure in it.

Detection is careful, because most numbers of a file are no codes. Who pastes one line to have it explained
says that there is one: where detection finds nothing sure, the likeliest reading is taken.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from replycodes.detect.given_up import given_up
from replycodes.detect.late import late
from replycodes.detect.occurrence import Occurrence, ReplyContext
from replycodes.detect.reply import LIMIT, reply_context

if TYPE_CHECKING:
    from replycodes.detect.detector import Detector

_FAILING = {"reply": ("4", "5"), "enhanced": ("4", "5"), "status": ("NO", "BAD", "BYE", "-ERR")}
_WEIGHT = {"reply": 4, "status": 3, "enhanced": 2, "response-code": 1}

_ENHANCED = r"[245]\.\d{1,3}\.\d{1,3}(?![\w.])"
_PAIR = late(rf"(?<![\w.:/@-])([245]\d\d)[ -]#?({_ENHANCED})")
_ALONE = late(rf"(?<![\w.:/@-])({_ENHANCED})")
_REPLY = late(r"(?<![\w.:/@-])([1-6]\d\d)(?=[ -][A-Za-z<'\"\[(])")
_HEAD = late(r"\s*([1-6]\d\d)(?=[ -]|$)")
_STATUS = late(r"(?:^|\s)(?:\*|[A-Za-z]{0,8}[0-9.]{1,8})\s(OK|NO|BAD|BYE|PREAUTH)\s(?:\[([A-Z][A-Z0-9-]*))?")


def parse_reply(detector: Detector, text: str) -> ReplyContext | None:
    """The reply that the text is about; a failure before a success, the reply code before what repeats it."""
    lines = text.splitlines() or [""]
    profile = detector.profile("", "", lines)
    found = [(index, one) for index, line in detector.scan(lines, profile) for one in line]
    if not found:
        return _likeliest(text[: 4 * LIMIT], detector)
    best = max(
        range(len(found)), key=lambda n: (_fails(found[n][1]), _WEIGHT[found[n][1].kind], _says(found, n))
    )
    index, chosen = found[best]
    context = reply_context(detector, lines, index, chosen, profile)
    # What is pasted is one failure: the report behind a bounce's words is about it, whatever the text looks like.
    return replace(context, given_up=given_up(context.surroundings, lines, index, "message"))


def _says(found: list[tuple[int, Occurrence]], number: int) -> int:
    """How much stands directly behind a reply code: a reason, a code without one, nothing."""
    if number + 1 == len(found):
        return 0
    (line, code), (next_line, behind) = found[number], found[number + 1]
    if line != next_line or behind.kind not in ("enhanced", "response-code") or behind.start - code.end > 4:
        return 0
    return 1 if behind.code.endswith(".0") else 2  # "other or undefined": another reply may give the reason


def _fails(occurrence: Occurrence) -> bool:
    return occurrence.code.startswith(_FAILING[occurrence.kind]) if occurrence.kind in _FAILING else False


def _likeliest(text: str, detector: Detector) -> ReplyContext | None:
    """A pair, a status with its tag, a known code before words, an enhanced code, any code at the very start."""
    reply = enhanced = status = response_code = None
    protocols: tuple[str, ...] = ("smtp", "ftp")
    if found := _PAIR.search(text):
        (reply, enhanced), protocols = found.groups(), ("smtp",)
    elif found := _STATUS.search(text):
        (status, response_code), protocols = found.groups(), ("imap",)
    elif found := next((m for m in _REPLY.finditer(text) if m[1] in detector.codes.known), None):
        reply = found[1]
    elif found := _ALONE.search(text):
        enhanced, protocols = found[1], ("smtp",)
    elif found := _HEAD.match(text):
        reply = found[1]
    if found is None:
        return None
    return ReplyContext(
        protocols=protocols,
        reply=reply,
        enhanced=enhanced,
        status=status,
        response_code=response_code,
        text=text[found.end() :].strip()[:LIMIT],
        surroundings=text[:LIMIT],
        given_up=given_up(text[:LIMIT], (), 0, "prose"),
        lines=(0,),
    )
