"""The search: candidates over whole blocks, local evidence remembered by window, context only where it can decide."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import itemgetter

from replycodes.detect.codes import Codes
from replycodes.detect.context import AFTER, BEFORE, Neighbourhood
from replycodes.detect.evidence.local import weigh
from replycodes.detect.imap import LONE
from replycodes.detect.occurrence import Occurrence
from replycodes.detect.profile import Profile
from replycodes.detect.protocol import local_protocols
from replycodes.detect.site import ENHANCED, NEAR, Site

__all__ = ["AFTER", "BEFORE", "Scanner"]

SURE = 9.0  # a local weight that no context is heavy enough to overturn
HOPELESS = -6.0
BLOCK = 4_000  # lines searched at once

_DELIMITERS = b" \t\r\n\"'`()[]{}<>=,:;#|?!*+~^_/\\-\xa0\x00\x0b\x0c"
_SHAPE = bytes(0x30 if 0x31 <= byte <= 0x39 else 0x20 if byte in _DELIMITERS else byte for byte in range(256))
_MEMORY = 60_000


class _Verdict:
    """A decided window: refused, undecided, or accepted with the occurrences made from it."""

    __slots__ = ("code", "kind", "made", "protocols", "sure")

    def __init__(self, kind: str, code: str, protocols: tuple[str, ...], sure: bool) -> None:
        self.kind, self.code, self.protocols, self.sure = kind, code, protocols, sure
        self.made: dict[int, Occurrence] = {}

    def at(self, column: int) -> Occurrence:
        """The occurrence at a column: the same object for the same column, they are immutable."""
        occurrence = self.made.get(column)
        if occurrence is None:
            if len(self.made) > 2000:
                self.made.clear()
            occurrence = Occurrence(column, column + len(self.code), self.kind, self.code, self.protocols)  # type: ignore[arg-type]
            self.made[column] = occurrence
        return occurrence


REFUSED = _Verdict("", "", (), True)
_STATUSES = {word: _Verdict("status", word, (), False) for word in ("OK", "NO", "BAD", "BYE", "PREAUTH")}
_place = itemgetter(0)


def _find_statuses(raw: bytes, hits: list[tuple[int, _Verdict]]) -> None:
    for word, verdict in _STATUSES.items():
        pattern = b" " + word.encode()
        at = raw.find(pattern)
        while at >= 0:
            if raw[at + len(pattern)] in b" \r\n\"'\\":
                hits.append((at + 1, verdict))
            at = raw.find(pattern, at + 2)


class Scanner:
    """Searches blocks of lines. Its only state are bounded memories of pure functions."""

    def __init__(self, codes: Codes) -> None:
        self.codes = codes
        self._replies: dict[bytes, _Verdict] = {}
        self._enhanced: dict[bytes, _Verdict] = {}
        self._verdicts: dict[tuple[str, str, tuple[str, ...], bool], _Verdict] = {}

    def scan(
        self, lines: Sequence[str], profile: Profile, first: int, last: int
    ) -> list[tuple[int, tuple[Occurrence, ...]]]:
        """The lines with occurrences of ``lines[first:last]``."""
        around = Neighbourhood(lines, profile, self.codes)
        result: list[tuple[int, tuple[Occurrence, ...]]] = []
        for start in range(max(first, 0), last, BLOCK):
            self._block(lines, start, min(start + BLOCK, last), around, result)
        return result

    def _block(
        self,
        lines: Sequence[str],
        first: int,
        last: int,
        around: Neighbourhood,
        result: list[tuple[int, tuple[Occurrence, ...]]],
    ) -> None:
        block = lines[first:last]
        raw = b"\n" + "\n".join(block).encode("latin-1", "replace") + b"\n"
        hits = self._near(raw)
        if not hits:
            return
        starts = list(accumulate((len(line) + 1 for line in block), initial=1))
        hits.sort(key=_place)
        number, count, end = 0, len(hits), 0
        while number < count:
            position = hits[number][0]
            index = end = bisect_right(starts, position, end) - 1
            begin, stop = starts[index], starts[index + 1]
            found: list[Occurrence] = []
            place = first + index
            while number < count and hits[number][0] < stop:
                position, verdict = hits[number]
                number += 1
                if verdict.protocols:
                    found.append(verdict.at(position - begin))
                    continue
                found.extend(around.decide(place, position - begin, verdict, found))
            if found:
                result.append((place, tuple(found)))

    def _near(self, raw: bytes) -> list[tuple[int, _Verdict]]:
        """Every candidate of a block that its near window does not refuse."""
        escaped = raw
        if b"\\" in raw:
            for literal in (b"\\n", b"\\r", b"\\t"):
                escaped = escaped.replace(literal, b"\\ ")
        shape = escaped.translate(_SHAPE) + b"  "
        hits: list[tuple[int, _Verdict]] = []
        self._near_replies(raw, shape, hits)
        self._near_enhanced(raw, shape, hits)
        _find_statuses(raw, hits)
        self._find_lone_codes(raw, hits)
        return hits

    def _near_replies(self, raw: bytes, shape: bytes, hits: list[tuple[int, _Verdict]]) -> None:
        memory, find = self._replies, shape.find
        for pattern in (b" 000 ", b" 000. "):
            at = find(pattern)
            while at >= 0:
                at += 1
                if raw[at] > 0x30:
                    key = raw[at - NEAR if at > NEAR else 0 : at + NEAR + 3]
                    verdict = memory.get(key)
                    if verdict is None:
                        verdict = self._judge("reply", raw, at, 3, key, memory)
                    if verdict is not REFUSED:
                        hits.append((at, verdict))
                at = find(pattern, at + 2)

    def _near_enhanced(self, raw: bytes, shape: bytes, hits: list[tuple[int, _Verdict]]) -> None:
        memory, find = self._enhanced, shape.find
        for pattern in (b" 0.0.0", b" 0.00.0", b" 0.000.0"):
            at = find(pattern)
            while at >= 0:
                at += 1
                if raw[at] in b"245":
                    key = raw[at - NEAR if at > NEAR else 0 : at + NEAR + 4]
                    verdict = memory.get(key)
                    if verdict is None:
                        verdict = self._judge("enhanced", raw, at, 0, key, memory)
                    if verdict is not REFUSED:
                        hits.append((at, verdict))
                at = find(pattern, at + 4)

    def _find_lone_codes(self, raw: bytes, hits: list[tuple[int, _Verdict]]) -> None:
        if b"'[" not in raw and b'"[' not in raw:
            return
        for found in LONE.finditer(raw):
            code = found.group(1).decode()
            if code in self.codes.response_codes:
                hits.append((found.start(1), self.verdict("response-code", code, (), False)))

    def _judge(
        self, kind: str, raw: bytes, at: int, length: int, key: bytes, memory: dict[bytes, _Verdict]
    ) -> _Verdict:
        """Decide a window that was not seen before."""
        offset = min(at, NEAR)
        window = key.decode("latin-1")
        before, after = window[:offset], window[offset:]
        cut = max(before.rfind("\n"), before.rfind("\r"))
        whole_left = cut >= 0
        before = before[cut + 1 :]
        stop = min((n for n in (after.find("\n"), after.find("\r")) if n >= 0), default=-1)
        whole_right = stop >= 0
        after = after[:stop] if whole_right else after
        verdict = self._decide_near(kind, before, after, length, whole_left, whole_right)
        if len(memory) >= _MEMORY:
            memory.clear()
        memory[key] = verdict
        return verdict

    def _decide_near(
        self, kind: str, before: str, after: str, length: int, whole_left: bool, whole_right: bool
    ) -> _Verdict:
        if kind == "enhanced":
            found = ENHANCED.match(after)
            if found is None:
                return REFUSED
            length = found.end()
        code, after = after[:length], after[length:]
        site = Site("reply" if kind == "reply" else "enhanced", code, before, after, whole_left, whole_right)
        weight = weigh(site, self.codes)
        if weight <= HOPELESS:
            return REFUSED
        if weight < SURE or site.left.cut or (site.left.base == "start" and site.left.gap):
            return self.verdict(kind, code, (), False)
        return self.verdict(kind, code, local_protocols(site, self.codes), True)

    def verdict(self, kind: str, code: str, protocols: tuple[str, ...], sure: bool) -> _Verdict:
        """The one verdict object for an answer, so that its occurrences are shared."""
        key = (kind, code, protocols, sure)
        verdict = self._verdicts.get(key)
        if verdict is None:
            if len(self._verdicts) > 5000:
                self._verdicts.clear()
            verdict = self._verdicts[key] = _Verdict(kind, code, protocols, sure)
        return verdict

    def candidates(self, line: str) -> list[tuple[int, str, str]]:
        """Every candidate of one line, refused or not: column, kind, code."""
        raw = b"\n" + line[:20_000].encode("latin-1", "replace") + b"\n"
        hits: list[tuple[int, _Verdict]] = []
        _find_statuses(raw, hits)
        found = [(at - 1, "status", verdict.code) for at, verdict in hits]
        found += [(m.start(), "reply", m.group(1)) for m in _REPLY_SHAPE.finditer(line[:20_000])]
        found += [(m.start(), "enhanced", m.group()) for m in _ENHANCED_SHAPE.finditer(line[:20_000])]
        return sorted(found)


_REPLY_SHAPE = re.compile(r"(?<![0-9A-Za-z.])([1-9][0-9]{2})(?![0-9A-Za-z]|\.[0-9A-Za-z])")
_ENHANCED_SHAPE = re.compile(r"(?<![0-9A-Za-z.])[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9A-Za-z]|\.[0-9A-Za-z])")
