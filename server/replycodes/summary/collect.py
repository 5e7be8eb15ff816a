"""From detector results to counts: every reply of a run of lines goes into a tally, with a few lines kept as examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from replycodes.detect.detector import Detector
from replycodes.detect.given_up import given_up
from replycodes.detect.occurrence import Occurrence, ReplyContext
from replycodes.detect.profile import Profile
from replycodes.summary.delivery import ended, final_recipient, recipient_field, started
from replycodes.summary.replies import CONTEXT, Grouping, Reply, is_border
from replycodes.summary.tally import Example, Tally, Wording
from replycodes.summary.times import minute_of

__all__ = ["CONTEXT", "Collector"]

_BLOCK = 12  # lines of a recipient's block in a delivery report
_RECORD = 2_000  # characters of a record that are read for its time
_SHOWN = 600  # characters of an example line
_SAID = 160  # characters of a wording
_ADDRESS = re.compile(r"<[^>]{0,320}>")
_HOST = re.compile(r"[(\[]?(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}[.,;:)\]]?")
_DIGIT = re.compile(r"\d")
_LEAD = re.compile(r"^[\s,;:#)\]\"'.-]*(?:(?:status|stat)=\w*:? ?\(?)?(?:<[^>]{0,320}>[:.]*\s*)?")
_TAIL = re.compile(r"; from=<.*$|\(in reply to [A-Za-z -]{1,60}command\)?.*$")
_CLOSING = " \t\r\n)\"'\\"

Found = Iterable[tuple[int, tuple[Occurrence, ...]]]


class Collector:
    """Counts the replies of lines that are given to it from the top."""

    def __init__(
        self,
        lines: Sequence[str],
        profile: Profile,
        detector: Detector,
        name: str,
        offset: int = 1,
        tally: Tally | None = None,
    ) -> None:
        self.tally = Tally() if tally is None else tally  # counts go on from those of the lines before
        self._lines = lines
        self._profile = profile
        self._detector = detector
        self._name = name
        self._offset = offset  # number of the line with index 0
        self._found: dict[int, tuple[Occurrence, ...]] = {}
        self._examined = range(0)
        self._is_report = profile.medium == "message"
        self._grouping = Grouping(
            lines, self._of_report if self._is_report else self._of_object, self._is_report
        )

    def add(self, found: Found, first: int = 0) -> None:
        """Count the codes found in a range of lines, from the top; those above ``first`` only show which replies are
        still open."""
        lines, grouping = self._lines, self._grouping
        self.tally.start(started(lines[first:]))
        self._found = dict(found)
        self._examined = range(min(self._found), max(self._found) + 1) if self._found else range(0)
        for index, occurrences in self._found.items():
            for reply in grouping.replies(index, occurrences):
                if index >= first:
                    self._count(index, lines[index], reply)

    def _count(self, index: int, line: str, reply: Reply) -> None:
        start = reply.record
        minutes = minute_of(line[start : start + _RECORD] if start else line, reply.occurrence.start - start)
        codes = reply.codes
        if codes.temporary and not codes.given_up and given_up(line[start : start + _RECORD], (), 0, "log"):
            codes = codes._replace(given_up=True)
        tally = self.tally.add(codes, minutes, reply.destination)
        if reply.destination is None and (number := ended(line)):
            self.tally.end(number, codes)
        said = wording(line, reply.end) if codes.failed else ""
        known = tally.wordings.get(said)
        if known is not None:
            known.count += 1
        elif self.tally.has_room(tally):
            self.tally.remember(tally, said, Wording(1, self._example(index, line, reply)))

    def _context(self, index: int, reply: Reply) -> ReplyContext:
        return self._detector.context(self._lines, index, reply.occurrence, self._profile, self._known)

    def _known(self, index: int) -> tuple[Occurrence, ...] | None:
        return self._found.get(index, () if index in self._examined else None)

    def _of_report(self, index: int, reply: Reply) -> Reply:
        """A reply with what the other fields of its block in a delivery report say: codes and recipient."""
        said = self._context(index, reply)
        codes = reply.codes._replace(reply=said.reply or "", enhanced=said.enhanced or "")
        codes = codes._replace(given_up=said.given_up and codes.temporary)
        for above in range(index, max(-1, index - _BLOCK), -1):
            if not self._lines[above].strip():
                break
            if (where := final_recipient(self._lines[above])) is not None:
                return reply._replace(codes=codes, destination=where)
        return reply._replace(codes=codes)

    def _of_object(self, index: int, reply: Reply) -> Reply:
        """The same of a JSON object that is written over several lines."""
        said = self._context(index, reply)
        codes = reply.codes._replace(
            reply=said.reply or reply.codes.reply, enhanced=said.enhanced or reply.codes.enhanced
        )
        for number in self._object_around(index):
            if (where := recipient_field(self._lines[number])) is not None:
                return reply._replace(codes=codes, destination=where)
        return reply._replace(codes=codes)

    def _object_around(self, index: int) -> Iterator[int]:
        """The other fields of the object of a line, the nearest first above and then below."""
        for numbers in (range(index - 1, -1, -1), range(index + 1, len(self._lines))):
            for number in numbers[:_BLOCK]:
                if is_border(self._lines[number]):
                    break
                yield number

    def _example(self, index: int, line: str, reply: Reply) -> Example:
        context = None
        if reply.codes.failed:
            context = self._context(index, reply)
        return Example(self._name, index + self._offset, shown(line, reply.occurrence.start), context)


def wording(line: str, end: int) -> str:
    """What a server said behind its codes, without what differs from reply to reply."""
    said = _TAIL.sub("", line[end : end + 2 * _SAID]).rstrip(_CLOSING)
    while said.endswith(("\\r", "\\n")):  # spelt out, as in the representation of a string
        said = said[:-2].rstrip(_CLOSING)
    said = _ADDRESS.sub("…", _LEAD.sub("", said))
    return " ".join("…" if _varies(word) else word for word in said.split())[:_SAID]


@lru_cache(maxsize=8192)
def _varies(word: str) -> bool:
    """Whether a word is an address, a host, or anything with a digit in it."""
    return "@" in word or _DIGIT.search(word) is not None or _HOST.fullmatch(word) is not None


def shown(line: str, column: int) -> str:
    """The line, or of a long one the part around a column."""
    line = line.rstrip("\r\n")
    if len(line) <= _SHOWN:
        return line
    start = max(0, min(column - _SHOWN // 2, len(line) - _SHOWN))
    return ("… " if start else "") + line[start : start + _SHOWN] + " …"
