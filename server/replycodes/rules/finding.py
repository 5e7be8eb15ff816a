"""What a rule is given and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from replycodes.detect.occurrence import Medium, Occurrence

Severity = Literal["error", "warning", "information", "hint"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line with the codes found in it."""

    text: str
    occurrences: tuple[Occurrence, ...]
    medium: Medium


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in one line; columns in code points. Like an occurrence it does not know its line number."""

    rule: str
    start: int
    end: int
    severity: Severity
    message: str
