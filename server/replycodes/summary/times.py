"""When a line was written, by its own time stamp, as a number of minutes that sorts and can be taken apart.

The stamp is taken as printed, without regard to zones. Syslog's classic stamp names no year; such minutes lie in
years around :data:`NO_YEAR` and :class:`Calendar` gives them successive years as the log runs over New Year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime, timezone
from functools import lru_cache
from typing import NamedTuple

HOUR = 60
DAY = 24 * HOUR
MONTH = 31 * DAY  # every month is counted as 31 days: no calendar is needed to count
YEAR = 12 * MONTH
NO_YEAR = 1000
_FIRST_REAL_YEAR = 1900

_MONTHS = {
    name: number
    for number, name in enumerate("JanFebMarAprMayJunJulAugSepOctNovDec"[i : i + 3] for i in range(0, 36, 3))
}
_SYSLOG = re.compile(r"([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):")
_ISO = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d)")
_C_TIME = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):\d\d (\d{4})")
_APACHE = re.compile(r"\[(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d)")
_TAI = re.compile(r"@4([0-9a-f]{15})[0-9a-f]{8}")
_SYSLOG_HEAD = re.compile(r"<\d{1,3}>(?:1 )?")
_KEY = re.compile(
    r"\"(?:@|_{1,2}|event_?|realtime_?|logged_?)?(?:time_?stamp|time|date|ts|bouncedat)\":\s{0,2}\"?"
    r"(?:(\d{4}-\d\d-\d\d[T ]\d\d:\d\d)|(\d{10})(?:\d{3}|\d{6})?(?:\.\d+)?[\",}])",
    re.IGNORECASE,
)
_TAI_EPOCH = 10  # seconds; how multilog's own reader counts
_READ = 2_000


def minute_of(line: str, column: int = _READ) -> int | None:
    """The minute of a line's time stamp, which stands left of ``column`` unless the line is a JSON object."""
    first = line[:1]
    if first.isalpha():
        found = _syslog(line[:13])
        return found if found is not None else _inside(line[: min(column, 160)])
    if first.isdigit():
        found = _iso(line[:16])
        if found is not None:
            return found
    elif first == "@":
        return _tai(line)
    elif line[:40].lstrip(" \t[")[:1] == "{":
        return _keyed(line[:_READ])
    return _inside(line[: min(column, 160)])


@lru_cache(maxsize=8192)
def _syslog(head: str) -> int | None:
    found = _SYSLOG.match(head)
    if not found or found[1] not in _MONTHS:
        return None
    return minute(NO_YEAR, _MONTHS[found[1]] + 1, int(found[2]), int(found[3]), int(found[4]))


@lru_cache(maxsize=8192)
def _iso(head: str) -> int | None:
    found = _ISO.match(head)
    return minute(*map(int, found.groups())) if found else None


def _tai(line: str) -> int | None:
    found = _TAI.match(line)
    return _of_seconds(int(found[1], 16) - _TAI_EPOCH) if found else None


def _of_seconds(seconds: int) -> int | None:
    if not 0 <= seconds < 1 << 36:
        return None
    at = datetime.fromtimestamp(seconds, timezone.utc)
    return minute(at.year, at.month, at.day, at.hour, at.minute)


def _keyed(line: str) -> int | None:
    found = _KEY.search(line)
    if not found:
        return None
    return _iso(found[1]) if found[1] else _of_seconds(int(found[2]))


def _inside(head: str) -> int | None:
    """A stamp behind something else: a priority, a bracket, the fields of a table."""
    if found := _SYSLOG_HEAD.match(head):
        head = head[found.end() :]
        if (said := _syslog(head[:13])) is not None:
            return said
    if found := _ISO.search(head):
        return _iso(found.group())
    if found := _APACHE.search(head):
        day, month, year, hour, minutes = found.groups()
    elif found := _C_TIME.search(head):
        month, day, hour, minutes, year = found.groups()
    else:
        return None
    return minute(int(year), _MONTHS.get(month, -1) + 1, int(day), int(hour), int(minutes))


def minute(year: int, month: int, day: int, hour: int, minutes: int) -> int | None:
    """A moment as one number; None when there is no such moment."""
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minutes < 60):
        return None
    if year != NO_YEAR and not _FIRST_REAL_YEAR <= year < 2200:
        return None
    return (((year * 12 + month - 1) * 31 + day - 1) * 24 + hour) * 60 + minutes


class Moment(NamedTuple):
    """A number of minutes taken apart; ``year`` is 0 where the log names none."""

    year: int
    month: int
    day: int
    hour: int
    minute: int

    @classmethod
    def of(cls, minutes: int) -> Moment:
        """The opposite of :func:`minute`."""
        hours, rest = divmod(minutes, HOUR)
        days, hour = divmod(hours, 24)
        months, day = divmod(days, 31)
        year, month = divmod(months, 12)
        return cls(year if year >= _FIRST_REAL_YEAR else 0, month + 1, day + 1, hour, rest)

    def exists(self) -> bool:
        """Whether the calendar has this day (a year that is not named may be a leap year)."""
        return self.day <= monthrange(self.year or 2000, self.month)[1]

    def day_text(self) -> str:
        """The day as people write it in logs."""
        if self.year:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{_NAMES[self.month - 1]} {self.day:2}"

    def text(self) -> str:
        """Day and time of day."""
        return f"{self.day_text()} {self.hour:02}:{self.minute:02}"

    def month_text(self) -> str:
        """The month alone."""
        return f"{self.year:04}-{self.month:02}" if self.year else _NAMES[self.month - 1]


_NAMES = list(_MONTHS)


class Calendar:
    """Gives stamps without a year successive years: a step back of more than half a year is a New Year."""

    def __init__(self) -> None:
        self.first: int | None = None
        self.last: int | None = None
        self._shift = 0

    def place(self, minutes: int) -> int:
        """A stamp on the log's own line of time."""
        if minutes >= _FIRST_REAL_YEAR * YEAR:
            return minutes
        if self.last is None:
            self.first = self.last = minutes
            return minutes
        placed = minutes + self._shift
        if placed != self.last:
            moved = _years_between(placed, self.last) * YEAR
            self._shift += moved
            self.last = placed = placed + moved
        return placed

    def join(self, later: Calendar) -> int:
        """Go on where another part of the log ends; the answer is what its minutes without a year are moved by."""
        if later.first is None or later.last is None:
            return 0
        if self.last is None:
            self.first, self.last, self._shift = later.first, later.last, later._shift
            return 0
        moved = _years_between(later.first, self.last) * YEAR
        self.last = later.last + moved
        self._shift = later._shift + moved
        return moved


def _years_between(here: int, there: int) -> int:
    """By how many whole years ``here`` must move to come within half a year of ``there``."""
    return (there - here + YEAR // 2) // YEAR


def has_year(minutes: int) -> bool:
    """Whether the stamp named its year."""
    return minutes >= _FIRST_REAL_YEAR * YEAR
