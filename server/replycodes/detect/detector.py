"""The one door to detection: profile a file, find the codes of its lines, explain a decision."""

from __future__ import annotations

from collections.abc import Sequence

from replycodes.catalog.model import Catalog
from replycodes.detect import profile as profiles
from replycodes.detect.codes import Codes
from replycodes.detect.occurrence import Occurrence, ReplyContext
from replycodes.detect.profile import Profile
from replycodes.detect.reply import parse_reply, reply_context
from replycodes.detect.scan import AFTER, BEFORE, Scanner
from replycodes.detect.why import Candidate, explain_line

__all__ = ["AFTER", "BEFORE", "Candidate", "Detector", "Occurrence", "Profile", "ReplyContext"]


class Detector:
    """Finds reply codes. It holds the code sets and bounded memories of pure functions, and no text."""

    def __init__(self, catalog: Catalog) -> None:
        self.codes = Codes.of(catalog)
        self._scanner = Scanner(self.codes)

    def profile(
        self, name: str, language_id: str, lines: Sequence[str], protocol: str = "", medium: str = ""
    ) -> Profile:
        """What kind of file this is, from a bounded sample of it; ``protocol`` and ``medium`` when the user
        has set them."""
        return profiles.build(name, language_id, lines, self.codes, protocol, medium)

    def scan(
        self, lines: Sequence[str], profile: Profile, first: int = 0, last: int | None = None
    ) -> list[tuple[int, tuple[Occurrence, ...]]]:
        """The lines of ``lines[first:last]`` that hold codes. Context is read around them, not beyond
        ``BEFORE`` lines above and ``AFTER`` lines below each."""
        return self._scanner.scan(
            lines, profile, first, len(lines) if last is None else min(last, len(lines))
        )

    def line(self, lines: Sequence[str], index: int, profile: Profile) -> tuple[Occurrence, ...]:
        """The codes of one line."""
        found = self._scanner.scan(lines, profile, index, index + 1)
        return found[0][1] if found else ()

    def context(
        self, lines: Sequence[str], index: int, occurrence: Occurrence, profile: Profile
    ) -> ReplyContext:
        """The reply that an occurrence belongs to."""
        return reply_context(self, lines, index, occurrence, profile)

    def parse(self, text: str) -> ReplyContext | None:
        """A reply that somebody pasted: ``550-5.7.26 This mail ...``; None if it holds no code."""
        return parse_reply(self, text)

    def why(self, lines: Sequence[str], index: int, profile: Profile) -> list[Candidate]:
        """Each candidate of a line, accepted or refused, with the evidence that decided."""
        return explain_line(self._scanner, lines, index, profile)
