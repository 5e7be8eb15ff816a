"""Evidence beyond the line: the file's profile, the lines around, the memory of the same stream. All of it bounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from replycodes.detect import imap
from replycodes.detect.codes import Codes
from replycodes.detect.evidence.local import weigh
from replycodes.detect.lineinfo import LineInfo, read_line
from replycodes.detect.occurrence import Occurrence
from replycodes.detect.profile import Profile
from replycodes.detect.protocol import FTP, SMTP, both
from replycodes.detect.site import ENHANCED, WIDE_LEFT, WIDE_RIGHT, Site
from replycodes.detect.votes import REACH, place

BEFORE = 64  # lines above that a decision may read
AFTER = 8  # lines below that a decision may read
NEARBY = 4
THRESHOLD = 5.0

_FIRST_CODE = re.compile(r"(?<![\w.])[1-9]\d\d(?![\w]|\.\d)")
_REPLY_HEAD = re.compile(r"([1-5]\d\d)([ -])")
_BARE = re.compile(r"[\s<*~-]*([1-5]\d\d)(-| |$)")


class Hit(Protocol):
    """What the near window left open."""

    kind: str
    code: str
    sure: bool


class Neighbourhood:
    """Reads the lines around a candidate. It remembers only what lines say by themselves."""

    def __init__(self, lines: Sequence[str], profile: Profile, codes: Codes) -> None:
        self.lines = lines
        self.profile = profile
        self.codes = codes
        self._infos: dict[int, LineInfo] = {}

    def text(self, index: int) -> str:
        """A line without its terminator."""
        return self.lines[index].rstrip("\r\n")

    def info(self, index: int) -> LineInfo:
        """What a line says by itself."""
        info = self._infos.get(index)
        if info is None:
            if len(self._infos) > 4096:
                self._infos.clear()
            info = self._infos[index] = read_line(self.text(index)[:1200])
        return info

    def decide(self, index: int, column: int, hit: Hit, found: list[Occurrence]) -> list[Occurrence] | None:
        """The occurrences at a place that the near window could not decide."""
        line = self.text(index)
        if hit.kind == "status":
            return self._status(index, line, column, hit.code)
        end = column + len(hit.code)
        if hit.kind == "reply":
            if (
                not hit.sure
                and sum(w for _, w in self.reply_weights(index, line, column, hit.code)) < THRESHOLD
            ):
                return None
            return [Occurrence(column, end, "reply", hit.code, self.protocols(index, line, column, hit.code))]
        if (
            not hit.sure
            and sum(w for _, w in self.enhanced_weights(index, line, column, hit.code)) < THRESHOLD
        ):
            return None
        return [Occurrence(column, end, "enhanced", hit.code, SMTP)]

    def site(self, kind: str, line: str, column: int, code: str) -> Site:
        """The wide window of a candidate."""
        end = column + len(code)
        return Site(
            "reply" if kind == "reply" else "enhanced",
            code,
            line[max(0, column - WIDE_LEFT) : column],
            line[end : end + WIDE_RIGHT],
            column <= WIDE_LEFT,
            len(line) - end <= WIDE_RIGHT,
        )

    def reply_weights(self, index: int, line: str, column: int, code: str) -> list[tuple[str, float]]:
        """All evidence for a reply code, by name; the local evidence as one sum."""
        site = self.site("reply", line, column, code)
        return [
            ("the text beside it", weigh(site, self.codes)),
            *self.context_weights(index, line, column, site),
        ]

    def enhanced_weights(self, index: int, line: str, column: int, code: str) -> list[tuple[str, float]]:
        """All evidence for an enhanced code, by name."""
        site = self.site("enhanced", line, column, code)
        info = self.info(index)
        weights = [("the text beside it", weigh(site, self.codes))]
        weights.append(("the file", max(-3.0, min(1.5, self.profile.prior)) + 0.5 * self.profile.http))
        if info.smtp and self.profile.medium not in ("source", "config", "prose"):
            weights.append(("mail words on the line", min(info.smtp, 3) * 0.7))
        return weights

    def context_weights(self, index: int, line: str, column: int, site: Site) -> list[tuple[str, float]]:
        """What the line, its neighbours and the file say about a reply candidate."""
        info, profile = self.info(index), self.profile
        weights = [("the file", profile.prior)]
        words = info.smtp + info.ftp
        if info.http and not info.pair:
            weights.append(("HTTP on the line", -5.0))
        elif profile.http and not words:
            weights.append(("HTTP in the file", profile.http))
        if words:
            weights.append(("mail or FTP words on the line", min(words, 3) * 0.6))
        if info.client and not info.pair:
            weights.append(("the client's line", -6.0))
        first = _FIRST_CODE.search(line[:400])
        if first and first.start() == column:
            vote = profile.table.get(place(site.before[-REACH - 1 :], site.after[:2]), 0.0)
            if vote:
                weights.append(("position vote", vote))
        if site.left.base in ("start", "escape") or site.left.base == "arrow":
            weights.extend(self._session(index, line, column, site.code))
        return weights

    def _session(self, index: int, line: str, column: int, code: str) -> list[tuple[str, float]]:
        """A line that begins with a code, in the middle of a session."""
        weights = []
        head = line[:column]
        if head[-1:] == " " and self._open_reply(index):
            return [("a line inside a multi-line FTP reply", -8.0)]
        if self._in_body(index):
            return [("the body of a message", -7.0)]
        similar = 0
        for other in (index - 2, index - 1, index + 1, index + 2):
            if 0 <= other < len(self.lines):
                text = self.text(other)
                found = _BARE.match(text[:40])
                if (found and found.group(1) in self.codes.known) or self.info(other).command:
                    similar += 1
        if similar:
            weights.append(("a session around", 1.0 + min(similar, 3) * 0.7))
        return weights

    def _open_reply(self, index: int) -> bool:
        """An FTP reply ``ddd-`` above is still open: only ``ddd `` of the same code ends it."""
        for other in range(index - 1, max(-1, index - 1 - BEFORE), -1):
            found = _BARE.match(self.text(other)[:40])
            if found and self.text(other)[: found.start(1)].strip(" <*~-") == "":
                return found.group(2) == "-"
            if self.info(other).command:
                return False
        return False

    def _in_body(self, index: int) -> bool:
        """Between a 354 and the lone dot that ends the message."""
        for other in range(index - 1, max(-1, index - 1 - BEFORE), -1):
            text = self.text(other).strip()
            if text == "." or text.endswith((" .", "\\r\\n.\\r\\n")):
                return False
            found = _BARE.match(text[:40])
            if found:
                return found.group(1) == "354"
        return False

    def _status(self, index: int, line: str, column: int, word: str) -> list[Occurrence] | None:
        weights = self.status_weights(index, line, column, word)
        if sum(weight for _, weight in weights) < THRESHOLD:
            return None
        end = column + len(word)
        occurrences = [Occurrence(column, end, "status", word, ("imap",))]
        span = imap.response_code(line, end)
        if span:
            occurrences.append(
                Occurrence(span[0], span[1], "response-code", line[span[0] : span[1]].upper(), ("imap",))
            )
        return occurrences

    def status_weights(self, index: int, line: str, column: int, word: str) -> list[tuple[str, float]]:
        """All evidence for an IMAP status word, by name."""
        weights = imap.status_weight(line, column, word, self.codes)
        weights.append(("the file", self.profile.imap))
        if self.info(index).imap:
            weights.append(("IMAP words on the line", 1.0))
        return weights

    def protocols(self, index: int, line: str, column: int, code: str) -> tuple[str, ...]:
        """Line, stream, neighbours, file; then both."""
        codes = self.codes
        if self.profile.forced in ("smtp", "ftp"):
            return (self.profile.forced,)
        only = codes.exclusive.get(code)
        if only:
            return (only,)
        if code not in codes.known:
            only = ""
        if self.profile.medium in ("source", "config"):
            return self._of_file(index, code) or both(code, codes)
        decided = self.info(index).protocol
        if decided:
            return (decided,)
        decided = self._of_stream(index) or self._of_neighbours(index, code)
        if decided:
            return (decided,)
        return self._of_file(index, code) or both(code, codes)

    def _own(self, index: int) -> str:
        """The protocol that a line decides by itself."""
        info = self.info(index)
        if info.pair:
            return "smtp"
        found = _FIRST_CODE.search(self.text(index)[:200])
        only = self.codes.exclusive.get(found.group()) if found else None
        return only or info.protocol

    def _of_stream(self, index: int) -> str:
        stream = self.info(index).stream
        if not stream:
            return ""
        for other in range(index - 1, max(-1, index - 1 - BEFORE), -1):
            if self.info(other).stream == stream:
                decided = self._own(other)
                if decided:
                    return decided
        return ""

    def _of_neighbours(self, index: int, code: str) -> str:
        if code != "220":
            for other in range(index - 1, max(-1, index - 1 - NEARBY), -1):
                decided = self._own(other)
                if decided:
                    return decided
        for other in range(index + 1, min(len(self.lines), index + 1 + AFTER)):
            decided = self._own(other)
            if decided:
                return decided
        return ""

    def _of_file(self, index: int, code: str) -> tuple[str, ...]:
        ranked = tuple(p for p in self.profile.protocols if p in ("smtp", "ftp"))
        if not ranked:
            return ()
        first = ranked[0]
        if self.profile.medium in ("source", "config") and self.info(index).protocol:
            first = self.info(index).protocol if len(ranked) > 1 else first
        return (first,)


def enhanced_at(line: str, column: int) -> str:
    """The enhanced code at a column, "" if none."""
    found = ENHANCED.match(line, column)
    return found.group() if found else ""


__all__ = ["AFTER", "BEFORE", "FTP", "Neighbourhood", "enhanced_at"]
