"""Decides a candidate that its near window left open: is it a code, and of which protocol."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from replycodes.detect import imap
from replycodes.detect.context.declared import declared_place
from replycodes.detect.context.enhanced import enhanced_weights
from replycodes.detect.context.lines import Lines
from replycodes.detect.context.replies import reply_weights, verb_row
from replycodes.detect.context.statuses import lone_weights, status_weights
from replycodes.detect.evidence import THRESHOLD, Weights, total
from replycodes.detect.occurrence import Occurrence
from replycodes.detect.profile import Profile
from replycodes.detect.protocol import SMTP
from replycodes.detect.windows import Windows


class Hit(Protocol):
    """What the near window left open."""

    kind: str
    code: str
    sure: bool


class Neighbourhood:
    """Decides the candidates of one file."""

    def __init__(self, lines: Sequence[str], profile: Profile, windows: Windows) -> None:
        self.lines = Lines(lines, profile, windows)
        self.profile = profile
        self.codes = windows.codes
        self.text = self.lines.text
        self.turn_to = self.lines.turn_to

    def decide(self, index: int, column: int, hit: Hit, found: list[Occurrence]) -> list[Occurrence]:
        """The occurrences at a place that the near window could not decide; ``found``: those left of it."""
        line = self.text(index)
        if hit.kind == "status":
            if found and found[-1].kind == "reply" and found[-1].end == column - 1:
                return []  # the text of a reply: 250 OK
            accepted = total(status_weights(self.lines, index, line, column, hit.code)) >= THRESHOLD
            return self.status(line, column, hit.code) if accepted else []
        end = column + len(hit.code)
        if hit.kind == "response-code":
            accepted = total(lone_weights(self.lines, index, line, column, hit.code)) >= THRESHOLD
            return [Occurrence(column, end, "response-code", hit.code, ("imap",))] if accepted else []
        if hit.kind == "enhanced":
            accepted = (
                hit.sure or total(enhanced_weights(self.lines, index, line, column, hit.code)) >= THRESHOLD
            )
            return [Occurrence(column, end, "enhanced", hit.code, SMTP)] if accepted else []
        told = any(other.kind == "reply" for other in found)
        if found and found[0].kind == "status":
            return []  # the text of an IMAP response
        if not hit.sure:
            weights = reply_weights(self.lines, index, line, column, hit.code, told, brief=True)
            if total(weights) < THRESHOLD:
                return []
        declared = None if hit.sure else declared_place(self.lines, line, column)
        if declared and declared.protocol:
            return [Occurrence(column, end, "reply", hit.code, (declared.protocol,))]
        protocols = self.protocols(index, hit.code)
        if len(protocols) > 1 and verb_row(self.lines, index, line, column):
            protocols = ("ftp",)
        if len(protocols) > 1 and any(other.kind == "enhanced" for other in found):
            protocols = SMTP  # only mail has the enhanced code before it
        return [Occurrence(column, end, "reply", hit.code, protocols)]

    def protocols(self, index: int, code: str) -> tuple[str, ...]:
        """The protocols of a reply code on a line, ranked."""
        return self.lines.protocols.of(index, code, self._others)

    def _others(self, code: str) -> tuple[str, ...]:
        return self.lines.ask(_protocols_of_others, code)

    def status(self, line: str, column: int, word: str) -> list[Occurrence]:
        """An accepted status word and its response code."""
        end = column + len(word)
        occurrences = [Occurrence(column, end, "status", word, ("imap",))]
        span = imap.response_code(line, end, self.codes)
        if span:
            code = line[span[0] : span[1]].upper()
            occurrences.append(Occurrence(span[0], span[1], "response-code", code, ("imap",)))
        return occurrences

    def weights(self, kind: str, index: int, column: int, code: str, told: bool) -> Weights:
        """The evidence for a candidate of any kind, by name; the window's, where it has one, as a sum that stands
        first."""
        self.turn_to(index)
        line = self.text(index)
        if kind == "status":
            return status_weights(self.lines, index, line, column, code)
        if kind == "enhanced":
            return enhanced_weights(self.lines, index, line, column, code)
        return reply_weights(self.lines, index, line, column, code, told)


def _protocols_of_others(around: Lines, index: int, code: str) -> tuple[str, ...]:
    return around.protocols.of_others(index, code)


__all__ = ["Hit", "Neighbourhood"]
