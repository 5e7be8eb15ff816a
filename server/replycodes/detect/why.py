"""Why a number is or is not a code: each candidate of a line with its named evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from replycodes.detect.context.neighbourhood import Neighbourhood
from replycodes.detect.evidence import THRESHOLD, local
from replycodes.detect.profile import Profile

if TYPE_CHECKING:
    from replycodes.detect.scan import Scanner


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that has the shape of a code."""

    start: int
    end: int
    kind: str
    code: str
    accepted: bool
    weight: float
    evidence: tuple[tuple[str, float], ...]  # name, weight; heaviest first
    protocols: tuple[str, ...] = ()


def explain_line(scanner: Scanner, lines: Sequence[str], index: int, profile: Profile) -> list[Candidate]:
    """Weigh every candidate of a line again, and keep what was said."""
    around = Neighbourhood(lines, profile, scanner.windows)
    found = scanner.scan(lines, profile, index, index + 1)
    accepted = {o.start: o for o in (found[0][1] if found else ())}
    line = around.text(index)
    candidates = []
    for start, kind, code in scanner.candidates(line):
        has_reply = any(o.kind == "reply" for at, o in accepted.items() if at < start)
        weights = around.weights(kind, index, start, code, has_reply)
        if kind != "status":
            site, _, _ = scanner.windows.read("reply" if kind == "reply" else "enhanced", line, start, code)
            pieces = local.REPLY if kind == "reply" else local.ENHANCED
            weights[:1] = [(piece.name, piece.weigh(site, scanner.codes)) for piece in pieces]
        told = tuple(sorted(((n, w) for n, w in weights if w), key=lambda pair: -abs(pair[1])))
        occurrence = accepted.get(start)
        candidates.append(
            Candidate(
                start,
                start + len(code),
                kind,
                code,
                occurrence is not None,
                sum(w for _, w in told),
                told,
                occurrence.protocols if occurrence else (),
            )
        )
    return candidates


__all__ = ["THRESHOLD", "Candidate", "explain_line"]
