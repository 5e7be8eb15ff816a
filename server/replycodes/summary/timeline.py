"""Replies over time: hours for a few days, days for some months, months beyond."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from replycodes.summary.model import GROUPS, Group, GroupCounts, Span, Timeline
from replycodes.summary.replies import Codes
from replycodes.summary.tally import Counts, Tally
from replycodes.summary.times import DAY, HOUR, MONTH, YEAR, Moment, has_year

_HOURS = 72  # as long as the log is no longer, a span is an hour
_DAYS = 120
_MOST = 240  # spans shown: the last ones

Times = dict[int, dict[Group, int]]


def timeline(tally: Tally, groups: Mapping[Codes, Group]) -> Timeline:
    """The spans from the first stamp to the last, those without a reply too."""
    hours = _on_one_line(tally.hours)
    if not hours:
        return Timeline(unit="hour", spans=(), unstamped=tally.replies)
    length = max(hours) - min(hours) + 1
    unit, minutes = _unit(length)
    times: Times = {}
    for hour, counts in hours.items():
        span = times.setdefault(hour * HOUR // minutes, dict.fromkeys(GROUPS, 0))
        for codes, count in counts.items():
            span[groups.get(codes, "refused")] += count
    spans = tuple(_spans(times, unit, minutes))
    return Timeline(
        unit=unit,
        spans=spans[-_MOST:],
        unstamped=tally.replies - tally.stamped,
        left_out=max(0, len(spans) - _MOST),
    )


def hours_of_day(tally: Tally, groups: Mapping[Codes, Group]) -> tuple[Span, ...]:
    """All days laid upon each other: when in the day it happens."""
    day: list[dict[Group, int]] = [dict.fromkeys(GROUPS, 0) for _ in range(24)]
    for hour, counts in tally.hours.items():
        for codes, count in counts.items():
            day[hour % 24][groups.get(codes, "refused")] += count
    return tuple(Span(label=f"{hour:02}:00", counts=GroupCounts(**span)) for hour, span in enumerate(day))


def _unit(hours: int) -> tuple[str, int]:
    if hours <= _HOURS:
        return "hour", HOUR
    return ("day", DAY) if hours <= _DAYS * 24 else ("month", MONTH)


def _on_one_line(hours: Mapping[int, Counts]) -> dict[int, Counts]:
    """Stamps without a year take the years of the others, if there are both: the last ones near the last ones."""
    dated = [hour for hour in hours if has_year(hour * HOUR)]
    undated = [hour for hour in hours if not has_year(hour * HOUR)]
    if not dated or not undated:
        return dict(hours)
    year = YEAR // HOUR
    shift = (max(dated) - max(undated) + year // 2) // year * year
    placed: dict[int, Counts] = {hour: dict(hours[hour]) for hour in dated}
    for hour in undated:
        counts = placed.setdefault(hour + shift, {})
        for codes, count in hours[hour].items():
            counts[codes] = counts.get(codes, 0) + count
    return placed


def _spans(times: Times, unit: str, minutes: int) -> Iterator[Span]:
    first, last = min(times), max(times)
    if last - first > 50_000:  # a hostile stamp; nobody's log is that long
        last = first + 50_000
    for number in range(first, last + 1):
        counts = times.get(number)
        moment = Moment.of(number * minutes)
        if counts is None and not _is_day(moment, unit):
            continue
        yield Span(label=_label(moment, unit), counts=GroupCounts(**(counts or {})))


def _is_day(moment: Moment, unit: str) -> bool:
    """Whether the span exists: the numbers give every month 31 days."""
    if unit == "month":
        return True
    return moment.exists() and (moment.year > 0 or (moment.month, moment.day) != (2, 29))


def _label(moment: Moment, unit: str) -> str:
    if unit == "hour":
        return f"{moment.day_text()} {moment.hour:02}:00"
    return moment.day_text() if unit == "day" else moment.month_text()
