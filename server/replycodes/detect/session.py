"""Sessions line by line: open multi-line replies, message bodies, commands and greetings around a line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from replycodes.detect.codes import Codes
from replycodes.detect.lineinfo import LineInfo
from replycodes.detect.words import FTP_COMMANDS, SMTP_COMMANDS

BEFORE = 64  # lines above that a decision may read
AFTER = 8  # lines below that a decision may read
_MEMORY = 4_096  # lines
_SHORT = 200  # code points of a line that may come again
_BARE = re.compile(r"(?:[0-9a-f]{4,8}: )?[\s<*~-]*(?:[<>|] )?([1-5]\d\d)(-| (?! )|$)")

_TELLING = (SMTP_COMMANDS | FTP_COMMANDS) - {"MODE", "HOST", "LIST", "DATA"}
_GREETING = re.compile(r"(?:\S{0,40}\s)?(?:[SC<>:*-]{1,3}\s)?\s*2[02][01][ -]")

Text = Callable[[int], str]
Info = Callable[[int], LineInfo]


def _greets(text: str) -> bool:
    """The line may be a server's first."""
    return _GREETING.match(text[:80]) is not None


class Head(NamedTuple):
    """The code that a line of a session begins with, behind at most a direction mark."""

    code: str
    column: int
    more: bool  # a hyphen follows: further lines come


def head_code(line: str) -> re.Match[str] | None:
    """The code that a line of a session begins with and the mark behind it."""
    return _BARE.match(line[:40])


def read_head(line: str) -> Head | None:
    """The head of a line, None if it begins with no code."""
    found = head_code(line)
    return Head(found.group(1), found.start(1), found.group(2) == "-") if found else None


class Nearest:
    """The nearest line above a place that says something, at most :data:`BEFORE` away. Each line is read once when
    places are asked in order, however far above the nearest one stands."""

    def __init__(self, says: Callable[[int], bool]) -> None:
        self._says = says
        self._done = self._found = -1  # the last place asked, and the answer

    def above(self, index: int) -> int:
        """The line's index, -1 if there is none."""
        first = max(0, index - BEFORE)
        known = self._done if first <= self._done <= index else -1
        found = -1
        for other in range(index - 1, max(first, known) - 1, -1):
            if self._says(other):
                found = other
                break
        if found < 0 <= known and self._found >= first:
            found = self._found
        self._done, self._found = index, found
        return found


class Said(NamedTuple):
    """What one line is in a session."""

    head: Head | None
    command: str  # of a client's line
    known: bool  # a known code or a command
    ends: bool  # a message: a reply or a lone dot


class Session:
    """The lines around one place, as lines of a session."""

    def __init__(self, count: int, text: Text, info: Info, codes: Codes) -> None:
        self._count, self._text, self._info, self._codes = count, text, info, codes
        self._said: dict[int, Said] = {}
        self._alike: dict[str, Said] = {}  # the same by text: sessions repeat themselves
        self._spoken = Nearest(lambda other: self._is_spoken(self.said(other)))
        self._asked = Nearest(self._asks)
        self._ended = Nearest(lambda other: self.said(other).ends)

    @staticmethod
    def _is_spoken(said: Said) -> bool:
        return said.head is not None or bool(said.command)

    def said(self, index: int) -> Said:
        """What a line is, read once."""
        return self._said.get(index) or self._read(index)

    def _read(self, index: int) -> Said:
        if len(self._said) > _MEMORY:
            self._said.clear()
        text = self._text(index)
        said = self._alike.get(text)
        if said is None:
            head = read_head(text)
            command = "" if head else self._info(index).command
            known = head.code in self._codes.known if head else bool(command)
            said = Said(head, command, known, head is not None or text.strip() == ".")
            if len(self._alike) > _MEMORY:
                self._alike.clear()
            if len(text) <= _SHORT:
                self._alike[text] = said
        self._said[index] = said
        return said

    def open_reply(self, index: int, column: int) -> bool:
        """An FTP reply ``ddd-`` above is still open and began further left: this line is indented text of it."""
        spoken = self._spoken.above(index)
        head = self.said(spoken).head if spoken >= 0 else None
        return head is not None and head.column < column and head.more

    def inside_reply(self, index: int, code: str) -> bool:
        """A reply ``ddd-`` of another code is open above and its last line stands below: FTP lets any text in."""
        closed = {code}
        for above in range(index - 1, max(-1, index - 1 - AFTER), -1):
            head, command, _, _ = self.said(above)
            if head is None:
                if command:
                    return False
            elif not head.more:
                closed.add(head.code)
            elif head.code not in closed:
                return self._closes(index, head.code)
        return False

    def _closes(self, index: int, code: str) -> bool:
        for below in range(index + 1, min(self._count, index + 1 + AFTER)):
            said = self.said(below)
            if said.head and said.head.code == code:
                return True
            if said.command:
                return False
        return False

    def in_body(self, index: int) -> bool:
        """Between a 354 and the lone dot that ends the message, in a session that shows what the client typed."""
        nearest = self._ended.above(index)
        head = self.said(nearest).head if nearest > max(0, index - BEFORE) else None
        return head is not None and head.code == "354" and self._info(nearest - 1).command in ("DATA", "BDAT")

    def _asks(self, index: int) -> bool:
        """A client's command that tells its protocol stands there."""
        info = self._info(index)
        return info.other_command or info.command in _TELLING

    def of_other(self, index: int) -> bool:
        """The nearest command above is one of another protocol whose replies are numbers; above a greeting there is none."""
        asked = self._asked.above(index)
        if asked >= 0 and not _greets(self._text(index)):
            return self._info(asked).other_command
        below = range(index + 1, min(self._count, index + 1 + AFTER))
        return next((self._info(other).other_command for other in below if self._asks(other)), False)

    def company(self, index: int) -> int:
        """How many of the two lines above and below are replies or commands of a session."""
        similar = 0
        for other in (index - 2, index - 1, index + 1, index + 2):
            if 0 <= other < self._count and self.said(other).known:
                similar += 1
        return similar
