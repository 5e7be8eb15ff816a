"""The lines around a candidate, each read once, and whether another than the asked one was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar, overload

from replycodes.detect.identifiers import masked
from replycodes.detect.lineinfo import LIMIT, LineInfo, read_line
from replycodes.detect.profile import Profile
from replycodes.detect.protocol import NEARBY, Protocols
from replycodes.detect.session import Session
from replycodes.detect.votes import first_place
from replycodes.detect.windows import Windows
from replycodes.detect.words import ALL_COMMANDS
from replycodes.text.uncut import UncutLines

_HEAD = 60  # code points of a line in which its mark stands
_NEAR = 24  # lines above among which a command marks the direction; the answer to EHLO is long
_SENT = re.compile(r"(?:\S{0,40}[\s\]])?(>{1,3}|-{1,3}>) ")
_TAKEN = re.compile(r"(?:\S{0,40}[\s\]])?(<{1,3}|<-{1,3}) ([A-Z]{4,8})\b")
_TURNED = str.maketrans("<>", "><")

P = ParamSpec("P")
A = TypeVar("A", bound=Hashable)


class Asked(NamedTuple):
    """A question about other lines than the asked one, and its answer."""

    question: Callable[..., Hashable]
    about: tuple[object, ...]
    answer: Hashable


class _Watched(Sequence[str]):
    """Lines that notice whether another one than the asked one is read."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self.asked = -1
        self.looked_beyond = False

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if index != self.asked:
            self.looked_beyond = True
        return self._lines[index]

    def holding(self, text: str, first: int, last: int) -> Iterator[int]:
        """The lines of a range that hold a text, the last first."""
        self.looked_beyond = True
        lines = self._lines
        if not text or not isinstance(lines, UncutLines) or first == last:
            yield from (index for index in range(last - 1, first - 1, -1) if text in lines[index])
            return
        begin, end = lines.begin(first), lines.begin(last)
        while (at := lines.text.rfind(text, begin, end)) >= 0:
            last -= lines.text.count("\n", at, end)
            yield last
            end = lines.begin(last)


class Lines:
    """What the pieces of evidence ask about a file. It remembers only what lines say by themselves."""

    def __init__(self, lines: Sequence[str], profile: Profile, windows: Windows) -> None:
        self.lines = _Watched(lines)
        self.windows = windows
        self.codes = windows.codes
        self.profile = profile
        self.session = Session(len(lines), self.text, self.info, self.codes)
        self.protocols = Protocols(len(lines), self.text, self.info, self.lines.holding, profile, self.codes)
        self.questions: list[Asked] = []  # about other lines, since the last turn
        self._infos: dict[int, LineInfo] = {}
        self._masked = ("", "")  # the last line asked for, and what it is without chance
        self._first: tuple[int, int] = (-1, -1)  # a line and the column of its first number

    def turn_to(self, index: int) -> None:
        """The line whose candidates are asked next. Whether it is the first or last is read from no line."""
        self.lines.asked = index
        self.lines.looked_beyond = not 0 < index < len(self.lines) - 1
        self.questions = []

    @property
    def looked_beyond(self) -> bool:
        """The answers since :meth:`turn_to` depend on more than the line and the answers to :attr:`questions`."""
        return self.lines.looked_beyond

    def ask(self, question: Callable[Concatenate[Lines, int, P], A], *about: P.args, **_: P.kwargs) -> A:
        """What other lines say. ``about`` is what evidence reads in the asked line, so that lines that look alike ask alike."""
        looked_beyond = self.lines.looked_beyond
        answer = question(self, self.lines.asked, *about)  # type: ignore[call-arg]
        self.lines.looked_beyond = looked_beyond
        self.questions.append(Asked(question, about, answer))
        return answer

    def text(self, index: int) -> str:
        """A line without its terminator."""
        return self.lines[index].rstrip("\r\n")

    def plain(self, line: str) -> str:
        """The line of a log without what is chance in it."""
        if self.profile.medium != "log":
            return line
        if line not in self._masked:  # as it is, or masked already
            self._masked = (line, masked(line))
        return self._masked[1]

    def info(self, index: int) -> LineInfo:
        """What a line says by itself."""
        if index != self.lines.asked:
            self.lines.looked_beyond = True
        info = self._infos.get(index)
        if info is None:
            if len(self._infos) > 4096:
                self._infos.clear()
            info = self._infos[index] = read_line(self.plain(self.lines[index].rstrip("\r\n"))[:LIMIT])
        return info

    def first_number(self, index: int, line: str) -> int:
        """The column of the first number of a line, -1 if it has none."""
        if self._first[0] != index:
            self._first = (index, first_place(line))
        return self._first[1]


def of_server(around: Lines, index: int) -> bool:
    """A ``>`` that is not the client's mark: in a mail it quotes, and some programs mark the other way round."""
    sent = _SENT.match(around.lines[index][:_HEAD])
    if sent is None:
        return False
    if sent.group() == "> " and around.profile.medium == "message":
        return True
    other_way = sent.group(1).translate(_TURNED)[::-1]
    near = range(max(0, index - _NEAR), min(len(around.lines), index + NEARBY + 1))
    if sent.group() == "> " and not any(around.lines[other][:1] == "<" for other in near):
        return True  # a quotation: nobody answers
    return any(_commanded(around.lines[other][:_HEAD], other_way) for other in near)


def _commanded(line: str, mark: str) -> bool:
    """A command stands behind the mark."""
    found = _TAKEN.match(line) if mark in line else None
    return found is not None and found.group(1) == mark and found.group(2) in ALL_COMMANDS
