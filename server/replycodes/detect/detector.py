"""The one door to detection: profile a file, find the codes of its lines, explain a decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from replycodes.detect import profile as profiles
from replycodes.detect.codes import Codes
from replycodes.detect.finder import Known, Neighbours
from replycodes.detect.formats import read_formats
from replycodes.detect.long_lines import LONG, LongLine, around, moved
from replycodes.detect.medium import medium_of
from replycodes.detect.occurrence import Medium, Occurrence, ReplyContext
from replycodes.detect.profile import Profile
from replycodes.detect.scan import AFTER, BEFORE, Scanner
from replycodes.detect.site import NEAR_LEFT
from replycodes.detect.verdicts import Forms, T
from replycodes.text.lines import none_longer
from replycodes.text.uncut import UncutLines

if TYPE_CHECKING:
    from replycodes.catalog.model import Catalog
    from replycodes.detect.glance import Glance
    from replycodes.detect.why import Candidate

# What a scan does without is imported where it is asked for: every start of the command line waits for this module.

__all__ = [
    "AFTER",
    "BEFORE",
    "LONG",
    "Detector",
    "Forms",
    "LongLine",
    "Occurrence",
    "Profile",
    "ReplyContext",
]

Found = list[tuple[int, tuple[Occurrence, ...]]]


class Detector:
    """Finds reply codes. It holds the code sets and bounded memories of pure functions, and no text."""

    def __init__(self, known: Catalog | Codes, formats: Mapping[str, Any] | None = None) -> None:
        """``known``: the catalog, or its codes. ``formats``: format id -> the parsed content of its YAML file."""
        self.codes = known if isinstance(known, Codes) else Codes.of(known)
        self._formats = read_formats(formats or {})
        self._scanner = Scanner(self.codes, self._formats)

    def prepare(self) -> None:
        """Make what a longer session needs and a short scan does not: else it is made in the midst of an answer."""
        _ = self._scanner.looks.vocabulary

    def profile(
        self, name: str, language_id: str, lines: Sequence[str], protocol: str = "", medium: str = ""
    ) -> Profile:
        """What kind of file this is, from a bounded sample of it; ``protocol`` and ``medium`` when the user
        has set them."""
        return profiles.build(name, language_id, lines, self.codes, self._formats, protocol, medium)

    def medium(self, name: str, language_id: str, lines: Sequence[str], said: str = "") -> Medium:
        """The medium of a file's profile, at once."""
        return medium_of(name, language_id, lines, said)

    def may_speak_imap(self, name: str, language_id: str, lines: Sequence[str], said: str = "") -> bool:
        """Whether status words may be found in a log."""
        return profiles.may_speak_imap(name, language_id, lines, said)

    def glance(self, text: str, first: int) -> Glance:
        """The candidates of some lines with nothing decided. None is longer than :data:`LONG`, the first one has the number
        ``first``, and all end at line feeds."""
        from replycodes.detect.glance import Glance

        return Glance(self._scanner, text, first)

    def scan(self, lines: Sequence[str], profile: Profile, first: int = 0, last: int | None = None) -> Found:
        """The lines of ``lines[first:last]`` that hold codes. Context is read around them, not beyond
        ``BEFORE`` lines above and ``AFTER`` lines below each."""
        last = len(lines) if last is None else min(last, len(lines))
        if max(map(len, lines[first:last]), default=0) <= LONG:
            return self._scanner.scan(lines, profile, first, last)
        found: Found = []
        for index in range(first, last):
            if len(lines[index]) > LONG:
                found += self._scanner.scan(lines, profile, first, index)
                found += self._whole(lines[index], index, profile)
                first = index + 1
        found += self._scanner.scan(lines, profile, first, last)
        return found

    def made(
        self, lines: Sequence[str], profile: Profile, first: int, last: int, forms: Forms[T]
    ) -> Iterator[tuple[int, list[T]]]:
        """What ``forms`` makes of the codes of ``lines[first:last]``, line by line. Of a text that is not cut into
        lines only few are cut."""
        if isinstance(lines, UncutLines) and none_longer(lines.text, LONG):
            return self._scanner.made(lines, profile, first, last, forms)
        scanned = self.scan(lines, profile, first, last)
        return ((index, made) for index, found in scanned if (made := forms.of(found, lines[index])))

    def line(self, lines: Sequence[str], index: int, profile: Profile) -> tuple[Occurrence, ...]:
        """The codes of one line."""
        found = self.scan(lines, profile, index, index + 1)
        return found[0][1] if found else ()

    def declares(self, before: str, line: str) -> str:
        """The protocol of a declared place of a format that begins behind ``before``, or an empty text."""
        place = self._formats.begun(before[-NEAR_LEFT:], line)
        return place.protocol if place else ""

    def near(self, lines: Sequence[str], index: int, column: int, profile: Profile) -> tuple[Occurrence, ...]:
        """The codes of one line that may stand at a column: of a long line only the piece around it is read."""
        if len(lines[index]) <= LONG:
            return self.line(lines, index, profile)
        place = around(lines[index], column)
        found = self._scanner.scan(place.pieces, profile, place.which, place.which + 1)
        return tuple(moved(one, place.start) for _, inside in found for one in inside)

    def context(
        self,
        lines: Sequence[str],
        index: int,
        occurrence: Occurrence,
        profile: Profile,
        known: Known | None = None,
    ) -> ReplyContext:
        """The reply that an occurrence belongs to; ``known`` tells the codes of lines that were examined before."""
        from replycodes.detect.reply import reply_context

        if len(lines[index]) > LONG:
            place = around(lines[index], occurrence.start)
            occurrence, lines = moved(occurrence, -place.start), place.pieces
            context = reply_context(Neighbours(self, None), lines, place.which, occurrence, profile)
            return replace(context, lines=(index,))
        return reply_context(Neighbours(self, known), lines, index, occurrence, profile)

    def long_line(self, line: str, profile: Profile) -> LongLine:
        """The examination of a line longer than :data:`LONG`, for who has other things to do in between."""
        return LongLine(line, lambda lines, first, last: self._scanner.scan(lines, profile, first, last))

    def _whole(self, line: str, index: int, profile: Profile) -> Found:
        examination = self.long_line(line, profile)
        examination.advance(len(line))
        return [(index, examination.found)] if examination.found else []

    def parse(self, text: str) -> ReplyContext | None:
        """A reply that somebody pasted: ``550-5.7.26 This mail ...``; None if it holds no code."""
        from replycodes.detect.pasted import parse_reply

        return parse_reply(self, text)

    def why(self, lines: Sequence[str], index: int, profile: Profile) -> list[Candidate]:
        """Each candidate of a line, accepted or refused, with the evidence that decided."""
        from replycodes.detect.why import explain_line

        return explain_line(self._scanner, lines, index, profile)
