"""A summary as data: renderers only choose how it looks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from replycodes.explain.model import Outcome

Group = Literal["permanent", "refused", "temporary", "success"]

GROUPS: tuple[Group, ...] = ("permanent", "refused", "temporary", "success")
"""Worst first."""

GROUP_NAMES: dict[Group, str] = {
    "permanent": "permanent failures",
    "refused": "refusals without a class",
    "temporary": "temporary failures",
    "success": "successes and interim replies",
}
ONE_OF_GROUP: dict[Group, str] = {
    "permanent": "permanent failure",
    "refused": "refusal without a class",
    "temporary": "temporary failure",
    "success": "success or interim reply",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCounts:
    """How many replies of each group."""

    permanent: int = 0
    refused: int = 0
    temporary: int = 0
    success: int = 0

    @property
    def failures(self) -> int:
        """All that is no success."""
        return self.permanent + self.refused + self.temporary

    @property
    def total(self) -> int:
        """All."""
        return self.failures + self.success


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingRow:
    """What servers said with a code, and one line of the log that shows it."""

    count: int
    text: str  # parts that differ from reply to reply are left out
    place: str  # file:line
    line: str
    vendor: str = ""  # what the server's maker or provider means by it, where the line proves who it is
    step: str = ""  # and what to do then


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """One code, or a reply code with its enhanced code."""

    codes: str  # "550 5.1.1"
    protocol: str  # "SMTP", "SMTP or FTP"
    outcome: Outcome
    group: Group
    count: int
    name: str
    meaning: str
    role: str  # who must act first
    step: str
    first: str  # seen; empty without time stamps
    last: str
    domains: tuple[tuple[str, int], ...] = ()
    wordings: tuple[WordingRow, ...] = ()
    given_up: bool = (
        False  # temporary by its code, but the sender's side did not try again: counted as permanent
    )

    @property
    def label(self) -> str:
        """The codes, and whether the sender gave up."""
        return f"{self.codes} (given up)" if self.given_up else self.codes


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """Who must act, by how many failed replies, with the commonest codes."""

    role: str
    count: int
    codes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A domain that mail went to, or a host that answered."""

    name: str
    counts: GroupCounts
    codes: tuple[tuple[str, int], ...]  # the commonest failures


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One hour, day or month."""

    label: str
    counts: GroupCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The replies over time, without gaps. ``unit`` is hour, day or month; no spans where no line has a stamp."""

    unit: str
    spans: tuple[Span, ...]
    unstamped: int = 0
    left_out: int = 0  # spans before the first one shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole log, or several."""

    names: tuple[str, ...]
    lines: int
    replies: int
    counts: GroupCounts
    first: str
    last: str
    protocols: tuple[tuple[str, int], ...]
    codes: tuple[CodeRow, ...]  # worst first, then by count
    roles: tuple[RoleRow, ...]
    deliveries: GroupCounts
    domains: tuple[PlaceRow, ...]
    relays: tuple[PlaceRow, ...]
    timeline: Timeline
    day: tuple[Span, ...] = ()  # all days laid upon each other, by hour; empty when the timeline shows hours
    more_codes: int = 0  # rows that are not shown
    more_code_replies: int = 0
    more_domains: int = 0
    more_relays: int = 0
    partial: str = ""  # a word about what was not read

    def json(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)
