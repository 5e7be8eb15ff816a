"""Replies out of occurrences: however often a line or its neighbours write the codes of one reply, it counts once.

On a line that reports a delivery, ``dsn=5.1.1 ... said: 550 5.1.1``, all codes are one reply's. Elsewhere a code
joins the reply before it as long as it completes or repeats it. The lines of a multi-line reply are one reply, and
so are the fields of one recipient in a delivery report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from replycodes.detect.lineinfo import LIMIT, read_line
from replycodes.detect.occurrence import Occurrence
from replycodes.summary.delivery import Destination, destination

CONTEXT = 24  # lines above that may hold the beginning of a multi-line reply
_TOGETHER = 64  # codes of a line that are looked at together; only a line of many records has more
_REPEATED = "reply: retcode ("  # Python's smtplib logs what it has made of the reply logged before
_MOST_OPEN = 1_000
_BLOCK = 8  # lines between two fields of one recipient
_FIELD = 16  # codes that a field of a delivery report may hold
_SAID = 32  # different replies of a block that are remembered

_JOINT = re.compile(r"[\s#,:;(\[-]{1,4}")
_JSON_FIELD = re.compile(r"[ \t]{1,80}\"[\w.-]{1,60}\"\s?:\s")
_NEXT_OBJECT = re.compile(r"\}\s{0,4},\s{0,4}\{")
_NEXT_RECORD = re.compile(r"\)\s{0,4},\s{0,4}[bu]?['\"][^'\"]{0,320}['\"]\s{0,4}:\s{0,4}\(")


class Codes(NamedTuple):
    """What one reply says: the key by which replies are counted."""

    protocols: tuple[str, ...]
    reply: str = ""
    enhanced: str = ""
    status: str = ""
    response_code: str = ""
    given_up: bool = False  # temporary by its code, but the sender's side says that it does not try again

    @property
    def text(self) -> str:
        """The codes side by side, as a server writes them."""
        atom = f"[{self.response_code}]" if self.response_code else ""
        return " ".join(part for part in (self.reply, self.enhanced, self.status, atom) if part)

    @property
    def label(self) -> str:
        """The codes, and whether the sender gave up."""
        return f"{self.text} (given up)" if self.given_up else self.text

    @property
    def temporary(self) -> bool:
        """Whether a mail server's queue would try again."""
        return self.protocols[:1] == ("smtp",) and (self.reply or self.enhanced)[:1] == "4"

    @property
    def failed(self) -> bool:
        """Whether it says no; what exactly is the database's to say."""
        if first := (self.reply or self.enhanced)[:1]:
            return first in "456789"
        return self.status not in ("OK", "PREAUTH")


class Reply(NamedTuple):
    """One reply and the place where its words begin."""

    codes: Codes
    occurrence: Occurrence  # the one that says most
    end: int  # column behind its codes
    destination: Destination | None
    record: int = 0  # column where its record begins, on a line of several


class _Code(NamedTuple):
    """An occurrence without its place."""

    kind: str
    code: str
    protocols: tuple[str, ...]


_Codes = tuple[tuple[str, str, tuple[str, ...]], ...]
"""The codes of a line, as plain values: lines that say the same are put together once."""


_Gap = Literal["beside", "far", "record"]
"""What stands between two codes of a line: no more than a blank, a hyphen or a bracket; text; the end of one record
and the beginning of the next."""
_USUAL: dict[str, _Gap] = {" ": "beside", "-": "beside"}


class _Draft:
    """A reply while its codes are collected. Codes are known by their number on the line."""

    __slots__ = ("alone", "enhanced", "head", "last", "protocols", "reply", "response_code", "said", "status")

    def __init__(self, number: int, first: _Code) -> None:
        self.reply = self.enhanced = self.status = self.response_code = ""
        self.protocols = first.protocols
        self.head = number  # the code that says most
        self.alone = (
            first.kind == "enhanced"
        )  # an enhanced code that no reply code stands beside, as in dsn=5.1.1
        self.last = self.said = number  # the last of its codes; the last of those that its words stand behind
        if first.kind == "reply":
            self.reply = first.code
        elif first.kind == "enhanced":
            self.enhanced = first.code
        elif first.kind == "status":
            self.status = first.code
        else:
            self.response_code = first.code

    def join(self, number: int, one: _Code, gap: _Gap, whole_line: bool) -> bool:
        """Whether a further code belongs to this reply; if so, it is taken in."""
        if gap == "record" or not (self._joins(number, one, gap == "beside") or whole_line):
            return False
        self.last = number
        return True

    def _joins(self, number: int, one: _Code, beside: bool) -> bool:
        if one.kind == "enhanced":
            return self._joins_enhanced(number, one.code, beside)
        if one.kind == "reply":
            if self.reply:
                return self.reply == one.code
            if not self.enhanced or self.enhanced[0] != one.code[0]:
                return False
            self.reply, self.head, self.said = one.code, number, number
            self.protocols = one.protocols
            return True
        if one.kind == "response-code" and self.status and not self.response_code and beside:
            self.response_code = one.code  # IMAP's NO [ATOM]
            self._move(number, beside)
            return True
        return False

    def _joins_enhanced(self, number: int, code: str, beside: bool) -> bool:
        if self.enhanced != code:
            if not self.reply or not (beside or self.reply[0] == code[0]):
                return False
            if self.enhanced and not (self.alone and beside):
                return False  # another detail, unless the first was only the logger's own digest
            self.enhanced, self.alone = code, False
        self._move(number, beside)
        return True

    def _move(self, number: int, beside: bool) -> None:
        if beside and self.said == self.last:
            self.said = number

    @property
    def codes(self) -> Codes:
        return Codes(self.protocols, self.reply, self.enhanced, self.status, self.response_code)


@lru_cache(maxsize=4096)
def _together(plain: _Codes, gaps: tuple[_Gap, ...], whole_line: bool) -> tuple[tuple[Codes, int, int], ...]:
    """The replies that codes and what stands between them make: codes, number of the one that says most, number of
    the last before the words."""
    codes = [_Code(*one) for one in plain]
    draft = _Draft(0, codes[0])
    drafts = [draft]
    for number, gap in enumerate(gaps, 1):
        if not draft.join(number, codes[number], gap, whole_line):
            draft = _Draft(number, codes[number])
            drafts.append(draft)
    return tuple((draft.codes, draft.head, draft.said) for draft in drafts)


def of_line(line: str, occurrences: Sequence[Occurrence]) -> list[Reply]:
    """The replies of one line by itself."""
    if "}" in line and (records := _records(line, occurrences)):
        return [reply for start, end, some in records for reply in _of_record(line, start, end, some)]
    return _of_record(line, 0, len(line), occurrences)


def _records(line: str, occurrences: Sequence[Occurrence]) -> list[tuple[int, int, Sequence[Occurrence]]]:
    """On a line of several JSON records with codes: where each begins and ends, and its codes."""
    found: list[tuple[int, int, Sequence[Occurrence]]] = []
    start = first = 0
    for number, (one, other) in enumerate(pairwise(occurrences), 1):
        if (border := _NEXT_OBJECT.search(line, one.end, other.start)) is not None:
            found.append((start, border.start(), occurrences[first:number]))
            start, first = border.end() - 1, number
    return [*found, (start, len(line), occurrences[first:])] if found else []


def _of_record(line: str, start: int, end: int, occurrences: Sequence[Occurrence]) -> list[Reply]:
    record = line if start == 0 and end == len(line) else line[start : min(end, start + LIMIT * 4)]
    where = destination(record, occurrences[0].start - start)
    whole = where is not None and end - start < LIMIT * 4
    replies: list[Reply] = []
    for first in range(0, len(occurrences), _TOGETHER):
        some = occurrences[first : first + _TOGETHER]
        codes = tuple([(one.kind, one.code, one.protocols) for one in some])
        between = [line[one.end : other.start] for one, other in pairwise(some)]
        gaps = tuple([_USUAL.get(text) or _gap(text) for text in between])
        for made, head, said in _together(codes, gaps, whole):
            replies.append(Reply(made, some[head], some[said].end, where, start))
    return replies


def _gap(between: str) -> _Gap:
    if len(between) <= 4:
        return "beside" if _JOINT.fullmatch(between) else "far"
    if len(between) > LIMIT or (")" in between and _NEXT_RECORD.search(between)):
        return "record"
    return "far"


def is_field(line: str) -> bool:
    """Whether a line is one field of a JSON object."""
    return line[:1].isspace() and _JSON_FIELD.match(line) is not None


def is_border(line: str) -> bool:
    """Whether a recipient's block ends or begins here: an empty line, or a bracket alone."""
    return line.strip(" \t\r\n,[]{}") == ""


ReportReader = Callable[[int, Reply], Reply]
"""In a delivery report: the reply with what the other fields of its recipient's block say."""


class Grouping:
    """Knows the replies that lines above began, so that their further lines are not counted again."""

    def __init__(self, lines: Sequence[str], report: ReportReader, whole: bool) -> None:
        """``report``: puts together what the fields of a recipient's block say; asked about each line of a delivery
        report (``whole``), else about the fields of JSON objects that are written over several lines."""
        self._lines = lines
        self._report = report
        self._whole = whole
        self._open: dict[tuple[int, str], dict[str, int]] = {}  # column and code -> connection -> last line
        self._block: list[Codes] = []  # what the current block of a delivery report has said
        self._last = -1

    def replies(self, index: int, occurrences: Sequence[Occurrence]) -> list[Reply]:
        """The replies that begin on a line. Lines are asked for from the top."""
        line = self._lines[index]
        first = occurrences[0]
        if line.startswith(_REPEATED):
            return []
        if first.kind == "reply" and self._continues(index, line, first):
            return []
        found = of_line(line, occurrences)
        if len(occurrences) <= _FIELD and (self._whole or is_field(line)):
            found = [self._report(index, reply) for reply in found]
            return [reply for reply in found if self._is_new(index, reply)]
        return found

    def _continues(self, index: int, line: str, first: Occurrence) -> bool:
        """Whether the line goes on with a reply that a line above of the same connection left open."""
        place = (first.start, first.code)
        open_here = self._open.get(place)
        goes_on = line[first.end : first.end + 1] == "-"
        if open_here is None and not goes_on:
            return False
        stream = read_line(line[:LIMIT].rstrip("\r\n")).stream
        begun = open_here.pop(stream, None) if open_here else None
        if goes_on:
            if len(self._open) > _MOST_OPEN or (open_here and len(open_here) > _MOST_OPEN):
                self._open.clear()
            self._open.setdefault(place, {})[stream] = index
        elif open_here is not None and not open_here:
            del self._open[place]
        return begun is not None and index - begun <= CONTEXT

    def _is_new(self, index: int, reply: Reply) -> bool:
        """In a delivery report: not the same reply as another field of the recipient's block says."""
        gap = range(self._last + 1, index)
        if len(gap) > _BLOCK or any(is_border(self._lines[number]) for number in gap):
            self._block.clear()
        self._last = index
        for known in self._block:
            if _agree(known, reply.codes):
                return False
        self._block = [*self._block[-_SAID:], reply.codes]
        return True


def _agree(one: Codes, other: Codes) -> bool:
    """Whether two sets of codes can be the same reply's."""
    if (one.reply or one.enhanced)[:1] != (other.reply or other.enhanced)[:1]:
        return False
    return all(a == b or not a or not b for a, b in zip(one[1:5], other[1:5], strict=True))
