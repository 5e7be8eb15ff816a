"""Sessions line by line: open multi-line replies, message bodies, commands and greetings around a line."""

from __future__ import annotations

import re
from collections.abc import Callable

from replycodes.detect.codes import Codes
from replycodes.detect.lineinfo import LineInfo

BEFORE = 64  # lines above that a decision may read
AFTER = 8  # lines below that a decision may read
_BARE = re.compile(r"[\s<*~-]*(?:[<>|] )?([1-5]\d\d)(-| |$)")
_BODY_END = (".", '">." ')

Text = Callable[[int], str]
Info = Callable[[int], LineInfo]


def head_code(line: str) -> re.Match[str] | None:
    """The code that a line of a session begins with, behind at most a direction mark."""
    return _BARE.match(line[:40])


def open_reply(index: int, column: int, text: Text, info: Info) -> bool:
    """An FTP reply ``ddd-`` above is still open and began further left: this line is indented text of it."""
    for other in range(index - 1, max(-1, index - 1 - BEFORE), -1):
        found = head_code(text(other))
        if found and found.start(1) < column:
            return found.group(2) == "-"
        if found or info(other).command:
            return False
    return False


def inside_reply(index: int, code: str, count: int, text: Text, info: Info) -> bool:
    """A reply ``ddd-`` of another code is open above, and its last line ``ddd `` stands below: FTP lets any text in."""
    closed = {code}
    for above in range(index - 1, max(-1, index - 1 - AFTER), -1):
        found = head_code(text(above))
        if found is None:
            if info(above).command:
                return False
        elif found.group(2) != "-":
            closed.add(found.group(1))
        elif found.group(1) not in closed:
            return _closes(index, found.group(1), count, text, info)
    return False


def _closes(index: int, code: str, count: int, text: Text, info: Info) -> bool:
    for below in range(index + 1, min(count, index + 1 + AFTER)):
        found = head_code(text(below))
        if found and found.group(1) == code:
            return True
        if found is None and info(below).command:
            return False
    return False


def in_body(index: int, text: Text, info: Info) -> bool:
    """Between a 354 and the lone dot that ends the message, in a session that shows what the client typed."""
    for other in range(index - 1, max(-1, index - 1 - BEFORE), -1):
        line = text(other).strip()
        if line == ".":
            return False
        found = head_code(line)
        if found:
            return found.group(1) == "354" and other > 0 and info(other - 1).command in ("DATA", "BDAT")
    return False


def company(index: int, count: int, text: Text, info: Info, codes: Codes) -> int:
    """How many of the two lines above and below are replies or commands of a session."""
    similar = 0
    for other in (index - 2, index - 1, index + 1, index + 2):
        if 0 <= other < count:
            found = head_code(text(other))
            if (found and found.group(1) in codes.known) or info(other).command:
                similar += 1
    return similar
