"""Which protocol a code belongs to: the line first, then its stream, its neighbours, the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from replycodes.detect.codes import TYPICAL_FTP, TYPICAL_SMTP, Codes
from replycodes.detect.late import late
from replycodes.detect.profile import Profile
from replycodes.detect.session import AFTER, BEFORE, Info, Nearest, Text
from replycodes.detect.site import Site
from replycodes.detect.votes import behind_time
from replycodes.detect.words import DELIVERY_WORDS

MAIL_KEYS = frozenset(("dsn", "stat", "reject", "c"))  # keys of mail programs: Postfix, Sendmail, Exim
SMTP, FTP = ("smtp",), ("ftp",)
_MEMORY = 4_096  # lines
_SHORT = 200  # code points of a line that may come again
NEARBY = 4  # lines above whose commands speak for a line of another stream
_CODE = late(r"[1-6](?<![\w.][1-6])\d\d(?![\w]|\.\d)")
_PROCESS = re.compile(
    r"\s+(?:(?:[A-Z]{3,4}|[<>-])(?:<<?|>>?)|[SC][:>]|[<>])\s|\s{2,}[1-5]\d\d[ -]|[\]/,\"'\t}]|:\S"
)
"""Behind a number of a log's prefix, such as a process or a line: a direction mark, blanks and the code of a reply that goes
on, what closes or separates a field."""


def local_protocols(site: Site, codes: Codes) -> tuple[str, ...]:
    """What the window decides by itself: an enhanced code beside it, or ``smtp;``."""
    if site.kind == "enhanced" or site.enhanced_right:
        return SMTP
    left = site.left
    if left.base == "semicolon" and left.word in ("smtp", "lmtp"):
        return SMTP
    if left.base in ("equals", "colon") and (
        left.last in MAIL_KEYS or (left.last == "said" and left.before.rstrip().endswith("]"))
    ):
        return SMTP
    if left.base == "word" and left.opened == "(" and left.last in DELIVERY_WORDS:
        return SMTP
    return ()


def both(code: str, codes: Codes) -> tuple[str, ...]:
    """Nothing decides: the protocols that define the code, SMTP first because its logs are the common ones."""
    if code in codes.smtp and code in codes.ftp:
        return ("smtp", "ftp")
    return FTP if code in codes.ftp or code[0] == "1" else SMTP


Holding = Callable[[str, int, int], Iterable[int]]
"""The lines of a range that hold a text, the last first."""


class Protocols:
    """Answers for the lines around one place; it remembers nothing but what lines say by themselves."""

    def __init__(
        self, count: int, text: Text, info: Info, holding: Holding, profile: Profile, codes: Codes
    ) -> None:
        self.count, self.text, self.info, self.holding = count, text, info, holding
        self.profile, self.codes = profile, codes
        spoken = [p for p in profile.protocols if p in ("smtp", "ftp")]
        self.only = spoken[0] if len(spoken) == 1 else ""  # the one protocol that the file speaks of
        self._owns: dict[int, str] = {}
        self._nearest: dict[
            str, tuple[int, int]
        ] = {}  # stream -> the last place asked, and its line that decides
        self._alike: dict[str, str] = {}  # the same by text: sessions repeat themselves
        self._named = Nearest(self._names_one)

    def of(self, index: int, code: str, others: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
        """The protocols of a code on a line, ranked. ``others`` asks :meth:`of_others`."""
        profile, codes = self.profile, self.codes
        if profile.forced in ("smtp", "ftp"):
            return (profile.forced,)
        only = codes.exclusive.get(code)
        if (
            only
            and self.only not in ("", only)
            and profile.medium in ("source", "config")
            and profile.prior >= 2.5
        ):
            return (self.only,)  # a code of its own, whatever the other protocol calls so
        if only:
            return SMTP if only == "ftp" and self._of_diagnostic(index, code) else (only,)
        if profile.medium in ("source", "config"):
            return others(code) or both(code, codes)
        own = self._own(index)
        return ((own,) if own else others(code)) or self._of_file(index) or both(code, codes)

    def of_others(self, index: int, code: str) -> tuple[str, ...]:
        """What the lines around tell of a code whose own line does not."""
        if self.profile.medium in ("source", "config"):
            return self._of_typed(index)
        decided = self._of_stream(index, code) or self._of_program(index) or self._of_neighbours(index, code)
        return (decided,) if decided else ()

    def _of_diagnostic(self, index: int, code: str) -> bool:
        """``smtp; 426`` says whose code it is, whatever the protocols define."""
        text = self.text(index)[:400].lower()
        return f"smtp; {code}" in text or f"smtp;{code}" in text

    def _of_typed(self, index: int) -> tuple[str, ...]:
        """Source and configuration: the file; where it speaks of both, the nearest line above that names one."""
        ranked = tuple(p for p in self.profile.protocols if p in ("smtp", "ftp"))
        if len(ranked) < 2:
            return ranked
        named = self._named.above(index + 1)
        if named < 0:
            return ranked[:1]
        return SMTP if self.info(named).smtp else FTP

    def _names_one(self, index: int) -> bool:
        info = self.info(index)
        return (info.smtp > 0) != (info.ftp > 0)

    def _own(self, index: int) -> str:
        """The protocol that a line decides by itself, read once."""
        known = self._owns.get(index)
        if known is None:
            if len(self._owns) > _MEMORY:
                self._owns.clear()
            text = self.text(index)
            known = self._alike.get(text)
            if known is None:
                known = self._read_own(index)
                if len(self._alike) > _MEMORY:
                    self._alike.clear()
                if len(text) <= _SHORT:
                    self._alike[text] = known
            self._owns[index] = known
        return known

    def _read_own(self, index: int) -> str:
        info = self.info(index)
        if info.pair:
            return "smtp"
        text = self.text(index)[:200]
        found = _CODE.search(text, behind_time(text) if ":" in text[:40] else 0)
        numbered = found is not None
        while found and _PROCESS.match(text, found.end()):
            found = _CODE.search(text, found.end())
        code = found.group() if found else ""
        if not numbered and not info.protocol and info.command in ("USER", "PASS"):
            return "ftp"  # of the protocols whose replies are numbers only FTP logs in with these
        return (
            self.codes.exclusive.get(code)
            or info.protocol
            or (self._likely(code, info.topic) if numbered else "")
        )

    def _likely(self, code: str, topic: str) -> str:
        """What the reply speaks of, else what its code is mostly of, in a file that does not speak of the other alone."""
        ranked = self.profile.protocols
        if topic and (topic in ranked or not {"smtp", "ftp"}.intersection(ranked)):
            return topic
        if code in TYPICAL_SMTP and ("smtp" in ranked or "ftp" not in ranked):
            return "smtp"
        return "ftp" if code in TYPICAL_FTP and ("ftp" in ranked or "smtp" not in ranked) else ""

    def _of_stream(self, index: int, code: str) -> str:
        """The nearest line of the same stream, not too far above, that decides by itself."""
        own = self.info(index)
        stream = own.stream
        if not stream:
            return ""
        if code == "220" and not any(map(str.isdigit, stream)):
            return self._below_in(stream, index)  # a greeting begins anew, unless the stream is numbered
        first = max(0, index - BEFORE)
        done, found = self._nearest.get(stream, (-1, -1))
        if not first <= done <= index:
            done, found = first, -1
        for other in self.holding(own.anchor, done, index):
            if self.info(other).stream == stream and self._own(other):
                found = other
                break
        if len(self._nearest) > _MEMORY:
            self._nearest.clear()
        self._nearest[stream] = index, found
        return self._own(found) if found >= first else ""

    def _below_in(self, stream: str, index: int) -> str:
        """The nearest line below of a stream that decides by itself."""
        for other in range(index + 1, min(self.count, index + 1 + AFTER)):
            if self.info(other).stream == stream and self._own(other):
                return self._own(other)
        return ""

    def _of_program(self, index: int) -> str:
        """The nearest line above of the same program, whatever it says before its replies."""
        name, colon, _ = self.info(index).stream.partition(": ")
        program = name.rpartition(" ")[2]
        if not colon or not program or program.isupper() or not behind_time(self.text(index)[:80]):
            return ""  # no log's line, nothing but a program, or how important the line is: ERROR
        for other in self.holding(f"{program}:", max(0, index - BEFORE), index):
            if self.info(other).stream.startswith(name) and self._own(other):
                return self._own(other)
        return ""

    def _of_neighbours(self, index: int, code: str) -> str:
        owns = self._owns
        if code != "220":
            for other in range(index - 1, max(-1, index - 1 - NEARBY), -1):
                decided = owns[other] if other in owns else self._own(other)
                if decided:
                    return decided
        for other in range(index + 1, min(self.count, index + 1 + AFTER)):
            decided = owns[other] if other in owns else self._own(other)
            if decided:
                return decided
        return ""

    def _of_file(self, index: int) -> tuple[str, ...]:
        ranked = tuple(p for p in self.profile.protocols if p in ("smtp", "ftp"))
        if not ranked:
            return ()
        own = self.info(index).protocol
        return (own,) if own in ranked[1:] else ranked[:1]
