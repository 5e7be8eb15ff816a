"""The counts of a log, or of a piece of one: they can be joined in the log's order, and their size is bounded.

Nothing here knows what a code means; ``report.py`` asks the database when all is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from replycodes.detect.occurrence import ReplyContext
from replycodes.summary.delivery import Destination
from replycodes.summary.replies import Codes
from replycodes.summary.times import HOUR, Calendar, has_year

MOST_CODES = 1_000
MOST_PLACES = 20_000  # domains, and hosts; beyond, the rarer half goes into one sum
MOST_HOURS = 20_000
MOST_UNDER_WAY = 4_000  # deliveries
MOST_TOGETHER = 64  # codes of one domain, host or hour
MOST_WORDINGS = 24  # of one code
MOST_EXAMPLES = 1_000  # of all codes; the first wording of a code always has room
OTHERS = "(others)"


def other(codes: Codes) -> Codes:
    """What a code is counted as where there is no room for it: the others of its class."""
    first = (codes.reply or codes.enhanced)[:1]
    return Codes(NO_PROTOCOL, f"other {first}yz codes" if first in ("2", "4", "5") else "other codes")


NO_PROTOCOL = ("",)
Counts = dict[Codes, int]


@dataclass(slots=True)
class Example:
    """One line that shows a reply."""

    name: str  # of the file
    line: int  # 1-based
    text: str
    context: ReplyContext | None = None


@dataclass(slots=True)
class Wording:
    """How often a server said the same, and the first line in which it did."""

    count: int
    example: Example


@dataclass(slots=True)
class CodeTally:
    """What is known about one code."""

    count: int = 0
    first: int | None = None  # minutes, see times.py
    last: int | None = None
    wordings: dict[str, Wording] = field(default_factory=dict)

    def seen(self, minutes: int) -> None:
        """A stamped reply."""
        if self.first is None or minutes < self.first:
            self.first = minutes
        if self.last is None or minutes > self.last:
            self.last = minutes


@dataclass(slots=True)
class Tally:
    """The counts. What is left out for the sake of bounded memory is counted under :data:`OTHERS`."""

    lines: int = 0
    replies: int = 0
    stamped: int = 0
    examples: int = 0
    codes: dict[Codes, CodeTally] = field(default_factory=dict)
    hours: dict[int, Counts] = field(default_factory=dict)
    domains: dict[str, Counts] = field(default_factory=dict)
    relays: dict[str, Counts] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    under_way: dict[str, str] = field(default_factory=dict)  # deliveries by number, and where they go
    early: list[tuple[str, Codes]] = field(default_factory=list)  # that ended before they were seen to start

    def add(self, codes: Codes, minutes: int | None, destination: Destination | None) -> CodeTally:
        """Count one reply."""
        self.replies += 1
        tally = self.codes.get(codes)
        if tally is None:
            if len(self.codes) >= MOST_CODES:
                codes = other(codes)
            tally = self.codes.setdefault(codes, CodeTally())
        tally.count += 1
        if minutes is not None:
            minutes = self.calendar.place(minutes)
            self._stamp(codes, minutes, 1)
            tally.seen(minutes)
        if destination is not None:
            _count(self.domains, destination.domain, codes, 1)
            if destination.relay:
                _count(self.relays, destination.relay, codes, 1)
        return tally

    def start(self, deliveries: dict[str, str]) -> None:
        """Deliveries whose ends will not say where they went."""
        self.under_way.update(deliveries)
        for number in [*self.under_way][: max(0, len(self.under_way) - MOST_UNDER_WAY)]:
            del self.under_way[number]

    def end(self, number: str, codes: Codes) -> None:
        """The end of a delivery that was started in this part of the log, or in one before."""
        domain = self.under_way.pop(number, None)
        if domain is not None:
            _count(self.domains, domain, self._known(codes), 1)
        elif len(self.early) < MOST_UNDER_WAY:
            self.early.append((number, codes))

    def has_room(self, tally: CodeTally) -> bool:
        """Whether a further wording of a code is remembered."""
        if not tally.wordings:
            return True
        return self.examples < MOST_EXAMPLES and len(tally.wordings) < MOST_WORDINGS

    def remember(self, tally: CodeTally, text: str, wording: Wording) -> None:
        """A wording that was not seen before."""
        tally.wordings[text] = wording
        self.examples += 1

    def _stamp(self, codes: Codes, minutes: int, count: int) -> None:
        hour = minutes // HOUR
        counts = self.hours.get(hour)
        if counts is None:
            if len(self.hours) >= MOST_HOURS:
                return
            counts = self.hours[hour] = {}
        self.stamped += count
        _add(counts, codes, count)

    def join(self, later: Tally) -> None:
        """Add the counts of what follows in the log."""
        moved = self.calendar.join(later.calendar)

        def place(minutes: int) -> int:
            return minutes if has_year(minutes) else minutes + moved

        self.lines += later.lines
        self.replies += later.replies
        for codes, theirs in later.codes.items():
            self._join_code(codes, theirs, place)
        for hour, counts in later.hours.items():
            for codes, count in counts.items():
                self._stamp(self._known(codes), place(hour * HOUR), count)
        for mine, other in ((self.domains, later.domains), (self.relays, later.relays)):
            for name, counts in other.items():
                for codes, count in counts.items():
                    _count(mine, name, self._known(codes), count)
        for number, codes in later.early:
            self.end(number, codes)
        self.start(later.under_way)

    def _known(self, codes: Codes) -> Codes:
        return codes if codes in self.codes else other(codes)

    def _join_code(self, codes: Codes, theirs: CodeTally, place: Callable[[int], int]) -> None:
        if codes not in self.codes and len(self.codes) >= MOST_CODES:
            codes = other(codes)
        mine = self.codes.setdefault(codes, CodeTally())
        mine.count += theirs.count
        for minutes in (theirs.first, theirs.last):
            if minutes is not None:
                mine.seen(place(minutes))
        for text, wording in theirs.wordings.items():
            if (known := mine.wordings.get(text)) is not None:
                known.count += wording.count
            elif self.has_room(mine) or self._makes_room(mine.wordings):
                self.remember(mine, text, wording)

    def _makes_room(self, wordings: dict[str, Wording]) -> bool:
        """Forget the wordings of a code that were said once, but the first."""
        rare = [text for text, wording in wordings.items() if wording.count == 1][1:]
        for text in rare:
            del wordings[text]
        self.examples -= len(rare)
        return bool(rare)


def _count(places: dict[str, Counts], name: str, codes: Codes, count: int) -> None:
    counts = places.get(name)
    if counts is None:
        if len(places) >= MOST_PLACES:
            _fold(places)
        counts = places[name] = {}
    _add(counts, codes, count)


def _add(counts: Counts, codes: Codes, count: int) -> None:
    known = counts.get(codes)
    if known is None and len(counts) >= MOST_TOGETHER:
        codes = other(codes)
        known = counts.get(codes)
    counts[codes] = count + (known or 0)


def _fold(places: dict[str, Counts]) -> None:
    """Keep the half with the most replies; the others become one sum."""
    ranked = sorted(places, key=lambda name: (name == OTHERS, sum(places[name].values())), reverse=True)
    others: Counts = places.setdefault(OTHERS, {})
    for name in ranked[MOST_PLACES // 2 :]:
        if name != OTHERS:
            for codes, count in places.pop(name).items():
                _add(others, codes, count)


def joined(parts: Iterable[Tally]) -> Tally:
    """The counts of all parts, which come in the log's order."""
    whole = Tally()
    for part in parts:
        whole.join(part)
    return whole
