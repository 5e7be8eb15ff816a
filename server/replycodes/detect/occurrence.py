"""What detection finds: occurrences of codes, and the reply that an occurrence belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["reply", "enhanced", "status", "response-code"]
Medium = Literal["log", "transcript", "message", "config", "source", "prose"]


class Occurrence(NamedTuple):
    """One code in one line. It does not know its line number, so that it survives edits above it."""

    start: int  # column of its first character, 0-based, in code points
    end: int  # exclusive
    kind: Kind
    code: str  # "550", "5.1.1", "NO", "AUTHENTICATIONFAILED" (upper case)
    protocols: tuple[str, ...]  # ranked, best first; two when the evidence leaves two
    dotted: bool = True  # False for a code spelt in parts, such as EnhancedCode{5, 1, 1}

    @property
    def protocol(self) -> str:
        """The best answer."""
        return self.protocols[0]


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """The reply around an occurrence, as far as its neighbourhood shows it.

    ``text`` is the reply's own text (all lines of a multi-line reply joined by newlines, codes left out);
    ``surroundings`` the whole lines, for evidence such as host names; both are cut at 2,000 characters.
    """

    protocols: tuple[str, ...]
    reply: str | None = None  # "550"
    enhanced: str | None = None  # "5.1.1"
    status: str | None = None  # "NO"
    response_code: str | None = None  # "AUTHENTICATIONFAILED"
    text: str = ""
    command: str | None = None  # the command answered: "RCPT"
    surroundings: str = ""
    given_up: bool = False  # the sending side says that it does not try again
    lines: tuple[int, ...] = ()  # 0-based numbers of the lines that belong to it
