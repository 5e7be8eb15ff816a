"""The search: candidates over whole blocks, local evidence remembered by window, context only where it can decide."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, chain, compress, repeat
from operator import itemgetter
from typing import TypeVar

from replycodes.detect.alike import Looks
from replycodes.detect.codes import Codes
from replycodes.detect.context.neighbourhood import Neighbourhood
from replycodes.detect.crowd import Crowd
from replycodes.detect.formats import Formats
from replycodes.detect.imap_places import imap_places
from replycodes.detect.near import REFUSED, NearWindows
from replycodes.detect.occurrence import Occurrence
from replycodes.detect.parts import first_parts, in_parts
from replycodes.detect.profile import Profile
from replycodes.detect.runs import Run, TextRun, next_run, next_text_run
from replycodes.detect.session import AFTER, BEFORE
from replycodes.detect.site import NEAR_LEFT
from replycodes.detect.tables import begins_inside, is_dense, may_hold, without_tables
from replycodes.detect.verdicts import Forms, T, Verdict
from replycodes.detect.windows import Windows
from replycodes.text.uncut import UncutLines

__all__ = ["AFTER", "BEFORE", "Scanner"]

CROWD = 64  # open candidates of a line that are decided one by one; of more, those whose windows look alike together
SPACE = 10  # code points; candidates that crowd closer are decided by their near windows alone
BLOCK = 4_000  # lines searched at once

_DELIMITERS = b" \t\r\n\"'`()[]{}<>=,:;#|?!*+~^_/\\-\xa0\xab\xb6\xb7\xbb\x00\x0b\x0c"
_SHAPE = bytes(0x30 if 0x31 <= byte <= 0x39 else 0x20 if byte in _DELIMITERS else byte for byte in range(256))
_CANDIDATE = re.compile(rb" 0(?:00(?= |\.[ .A-Za-z])|\.0{1,3}\.0{1,3}(?![0A-Za-z]|\.0))")
_MARGIN = b"\n" * NEAR_LEFT  # before a block, so that every window has its full length


A = TypeVar("A")
_PARTS = Verdict("parts", "", (), False)
_start = re.Match[bytes].start
Hits = tuple[list[int], list[Verdict]]
"""Candidates that near windows do not refuse: their places in ascending order, and what was decided."""
Found = list[tuple[int, tuple[Occurrence, ...]]]


def _again(like: Sequence[tuple[int, A]], count: int, period: int) -> Iterator[tuple[int, A]]:
    """The answers of a period's lines, again and again, up to the end of the period in which ``count`` lines are full."""
    times = -(-count // period)
    columns = [zip(range(index, index + times * period, period), repeat(made)) for index, made in like]
    return chain.from_iterable(zip(*columns, strict=True))


def _repeat(run: Run, above: Found, result: Found) -> None:
    """Answer the lines of a repetition like the lines one period above, of which the first may not be in the result."""
    like: Found = []
    for index, found in reversed(above + result[-run.period :]):
        if index < run.first - run.period:
            break
        like.append((index + run.period, found))
    like.reverse()
    result.extend(_again(like, run.last - run.first, run.period))
    while result and result[-1][0] >= run.last:
        result.pop()


def _repeated(
    lines: UncutLines, run: TextRun, above: Sequence[tuple[int, list[T]]]
) -> Iterator[tuple[int, list[T]]]:
    """The answers of a repetition's lines, from those of the lines one period above."""
    first, last = lines.at(run.begin)[0], lines.at(run.end)[0]
    period = lines.text.count("\n", run.begin - run.period, run.begin)
    like = [(index + period, made) for index, made in above if index >= first - period]
    for answered in _again(like, last - first, period):
        if answered[0] < last:
            yield answered


def raw_of(block: Sequence[str]) -> bytes:
    """Lines as they are searched: a byte for each code point, a line end behind each."""
    return _MARGIN + "\n".join(block).encode("latin-1", "replace") + b"\n"


def shape_of(raw: bytes) -> bytes:
    """The same with digits folded to ``0`` and delimiters to blanks."""
    if b"\\" in raw:
        for literal in (b"\\n", b"\\r", b"\\t"):
            raw = raw.replace(literal, b"\\ ")
    return raw.translate(_SHAPE) + b"  "


def _places(folded: bytes) -> list[int]:
    """Where candidates begin: behind their delimiter, so that one more character in front makes its place theirs."""
    return list(map(_start, _CANDIDATE.finditer(b" " + folded)))


def _from(hits: Hits, place: int) -> Hits:
    """The hits from a place on."""
    places, verdicts = hits
    passed = bisect_left(places, place)
    return places[passed:], verdicts[passed:]


def _accepted(hits: Hits) -> Hits:
    """Without the refused."""
    places, verdicts = hits
    accepted = [verdict is not REFUSED for verdict in verdicts]
    return list(compress(places, accepted)), list(compress(verdicts, accepted))


class Scanner:
    """Searches blocks of lines. Its only state are bounded memories of pure functions."""

    def __init__(self, codes: Codes, formats: Formats) -> None:
        self.codes = codes
        self.formats = formats
        self.windows = Windows(codes, formats)
        self.looks = Looks(codes, formats)
        self.near = NearWindows(codes, formats, self.looks)
        self._occurrences: Forms[Occurrence] = Forms(lambda occurrence, _: occurrence)

    def scan(self, lines: Sequence[str], profile: Profile, first: int, last: int) -> Found:
        """The lines with occurrences of ``lines[first:last]``."""
        around = Neighbourhood(lines, profile, self.windows)
        result: Found = []
        first = start = max(first, 0)
        while start < last:
            stop = min(start + BLOCK, last)
            run = next_run(lines, start, stop, first)
            if run:
                stop = run.first
            if stop > start:
                self._block(lines, start, stop, around, result)
            if run:
                above: Found = []
                if run.first - run.period < first:  # the like stand above what is asked for
                    self._block(lines, run.first - run.period, first, around, above)
                _repeat(run, above, result)
                stop = run.last
            start = stop
        return result

    def _block(
        self,
        lines: Sequence[str],
        first: int,
        last: int,
        around: Neighbourhood,
        result: Found,
    ) -> None:
        reach = begins_inside(lines, first)
        block = lines[first - reach : last]
        raw = raw_of(block)
        hits = self._near(raw, around.profile, block[0].endswith(("\n", "\r")))
        if reach:
            hits = _from(hits, NEAR_LEFT + sum(map(len, block[:reach])) + reach)
        begins = list(accumulate((len(line) + 1 for line in block), initial=NEAR_LEFT))
        for index, found in self._lines(raw, hits, first - reach, begins, around, self._occurrences):
            result.append((index, tuple(found)))

    def made(
        self, lines: UncutLines, profile: Profile, first: int, last: int, forms: Forms[T]
    ) -> Iterator[tuple[int, list[T]]]:
        """The lines with codes of ``lines[first:last]``, and what ``forms`` makes of the codes."""
        around = Neighbourhood(lines, profile, self.windows)
        known = begin = lines.begin(first)
        end = lines.begin(last) if last < len(lines) else len(lines.text)
        recent: deque[tuple[int, list[T]]] = deque(maxlen=BLOCK)
        while begin < end:
            run = next_text_run(lines.text, known, begin, end)
            found = self._text(lines, begin, run.begin if run else end, around, forms)
            yield from found
            begin = end
            if run:
                begin = run.end
                recent.extend(found)
                for answered in _repeated(lines, run, list(recent)):
                    recent.append(answered)
                    yield answered

    def _text(
        self, lines: UncutLines, first: int, end: int, around: Neighbourhood, forms: Forms[T]
    ) -> list[tuple[int, list[T]]]:
        """The lines with codes between two positions, and what is made of the codes."""
        index = lines.at(first)[0]
        reach = begins_inside(lines, index)
        begin = lines.begin(index - reach) if reach else first
        raw = b"".join((_MARGIN, lines.narrow(begin, end), b"\n"))
        hits = self._near(raw, around.profile, terminated=False)
        if reach:
            hits = _from(hits, first - begin + NEAR_LEFT)
        shift = begin - NEAR_LEFT
        return self._lines(
            raw,
            hits,
            index - reach,
            None,
            around,
            forms,
            lambda index, position: lines.stand(index, position + shift),
        )

    def _lines(
        self,
        raw: bytes,
        hits: Hits,
        index: int,
        begins: Sequence[int] | None,
        around: Neighbourhood,
        forms: Forms[T],
        stand: Callable[[int, int], None] | None = None,
    ) -> list[tuple[int, list[T]]]:
        """The lines with codes, and what is made of the codes. ``index``: of the block's first line; ``begins``: where its
        lines begin, None where they end at its line feeds. Most lines hold nothing that is undecided; ``stand`` hears where
        the others begin."""
        found: list[tuple[int, list[T]]] = []
        made: list[T] = []
        undecided = False
        above = index
        begin = NEAR_LEFT
        first = number = stop = 0
        count, find, rfind = raw.count, raw.find, raw.rfind
        for at, verdict in zip(*hits, strict=True):
            if at >= stop:
                if undecided:
                    if stand:
                        stand(index, begin)
                    made = self._undecided(raw, hits, first, number, (index, begin, stop), around, forms)
                    undecided = False
                if made:
                    found.append((index, made))
                if begins is None:
                    passed = count(b"\n", begin, at)
                    if passed:
                        index += passed
                        begin = rfind(b"\n", begin, at) + 1
                    stop = find(b"\n", at) + 1
                else:
                    row = bisect_right(begins, at)
                    index, begin, stop = above + row - 1, begins[row - 1], begins[row]
                first, made = number, []
            number += 1
            if verdict.protocols:
                made.append(forms[verdict][at - begin])
            else:
                undecided = True
        if undecided:
            if stand:
                stand(index, begin)
            made = self._undecided(raw, hits, first, number, (index, begin, stop), around, forms)
        if made:
            found.append((index, made))
        return found

    def _undecided(
        self,
        raw: bytes,
        hits: Hits,
        first: int,
        last: int,
        line: tuple[int, int, int],
        around: Neighbourhood,
        forms: Forms[T],
    ) -> list[T]:
        """What is made of the codes ``hits[first:last]`` of a line, whose near windows leave something open."""
        index, begin, stop = line
        own = list(zip(hits[0][first:last], hits[1][first:last], strict=True))
        around.turn_to(index)
        appearance = None
        if len(own) <= CROWD and all(verdict is not _PARTS for _, verdict in own):
            appearance = self.looks.of_line(raw[begin:stop], around.profile.medium == "log")
        if appearance is None:
            return forms.of(self._line(own, begin, index, around), around.text(index))
        key = (*appearance, *[(position - begin, verdict) for position, verdict in own])
        alike = forms.alike(around.profile)
        made = alike.get(key, around.lines)
        if made is None:
            made = forms.of(self._line(own, begin, index, around), around.text(index))
            if not around.lines.looked_beyond:
                alike.keep(key, around.lines.questions, made)
        return made

    def _line(
        self, hits: Sequence[tuple[int, Verdict]], begin: int, index: int, around: Neighbourhood
    ) -> list[Occurrence]:
        """The occurrences of one line. Where it is full of numbers, places that look alike are decided once."""
        undecided = len([0 for _, verdict in hits if not verdict.sure]) if len(hits) > CROWD else 0
        if undecided > CROWD and hits[-1][0] - hits[0][0] < undecided * SPACE:
            return [verdict.at(position - begin) for position, verdict in hits if verdict.protocols]
        decide = Crowd(around, index).decide if undecided > CROWD else partial(around.decide, index)
        found: list[Occurrence] = []
        refused = -9  # where the last refused reply code ends: the enhanced code behind it falls with it
        for position, verdict in hits:
            column = position - begin
            if verdict.kind == "enhanced" and column - refused <= 2:
                continue
            if verdict.protocols:
                found.append(self._occurrences[verdict][column])
            elif verdict is _PARTS:
                found += in_parts(around.text(index), column)
            else:
                made = decide(column, verdict, found)
                refused = column + 3 if verdict.kind == "reply" and not made else refused
                found += made
        return found

    def _near(self, raw: bytes, profile: Profile, terminated: bool) -> Hits:
        """Every candidate of a block that its near window does not refuse, in order; ``terminated``: the lines have
        terminators and are joined by line feeds."""
        folded = shape_of(raw)
        if is_dense(folded):  # the places of a long table are not even looked for
            places = _places(without_tables(folded, raw, terminated))
        else:
            places = _places(folded)
            if may_hold(places, folded) and (rest := without_tables(folded, raw, terminated)) is not folded:
                places = _places(rest)
        verdicts = self.near.of(raw, places)
        kinds = set(verdicts)
        hits = (places, verdicts)
        if REFUSED in kinds:
            hits = _accepted(hits)
        if any(verdict.cut for verdict in kinds):
            hits = _accepted((hits[0], self.near.of_cut_words(raw, *hits)))
        if profile.imap or profile.medium != "log":
            hits = self._with_imap(raw, hits)
        return hits

    def refuses(self, raw: bytes, at: int) -> bool:
        """Whether the near window of a candidate refuses it, whatever stands around."""
        return self.near.of(raw, [at])[0] is REFUSED

    def _with_imap(self, raw: bytes, hits: Hits) -> Hits:
        more = [
            (at, self.near.verdict(kind, word))
            for at, kind, word in imap_places(raw, self.codes.response_codes)
        ]
        more.extend((at, _PARTS) for at in first_parts(raw))
        if not more:
            return hits
        merged = sorted([*zip(*hits, strict=True), *more], key=itemgetter(0))
        return [at for at, _ in merged], [verdict for _, verdict in merged]

    def candidates(self, line: str) -> list[tuple[int, str, str]]:
        """Every candidate of one line, refused or not: column, kind, code."""
        line = line[:20_000]
        found = [(m.start(1), "status", m.group(1)) for m in _STATUS_SHAPE.finditer(line)]
        found += [(m.start(), "reply", m.group(1)) for m in _REPLY_SHAPE.finditer(line)]
        found += [(m.start(), "enhanced", m.group()) for m in _ENHANCED_SHAPE.finditer(line)]
        return sorted(found)


_STATUS_SHAPE = re.compile(r" (OK|NO|BAD|BYE|PREAUTH)(?=[ \r\n\"'\\/]|$)")
_BEGINS = r"(?:(?<![0-9A-Za-z.])|(?<=\\[nrt]))"  # or behind a line end that is written out
_REPLY_SHAPE = re.compile(_BEGINS + r"([1-9][0-9]{2})(?![0-9A-Za-z]|\.[0-9A-Za-z])")
_ENHANCED_SHAPE = re.compile(_BEGINS + r"[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9A-Za-z]|\.[0-9A-Za-z])")
