"""A whole text as rules see it, for the command line and for tests; the language server has one of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from replycodes.catalog.model import Catalog
from replycodes.detect.detector import Detector
from replycodes.detect.occurrence import Medium, Occurrence, ReplyContext
from replycodes.rules.workspace import UNSAID, FileRule


class TextDocument:
    """Detects once, when first asked."""

    def __init__(
        self,
        name: str,
        language_id: str,
        lines: Sequence[str],
        detector: Detector,
        catalog: Catalog,
        said: FileRule = UNSAID,
    ) -> None:
        self.lines = lines
        self.catalog = catalog
        self.profile = detector.profile(name, language_id, lines, said.protocol, said.medium)
        self._detector = detector

    @property
    def medium(self) -> Medium:
        return self.profile.medium

    @property
    def protocols(self) -> tuple[str, ...]:
        return self.profile.protocols

    @cached_property
    def found(self) -> dict[int, tuple[Occurrence, ...]]:
        """Line -> occurrences, for the lines that have some."""
        return dict(self._detector.scan(self.lines, self.profile, 0, len(self.lines)))

    def occurrences(self, index: int) -> tuple[Occurrence, ...]:
        return self.found.get(index, ())

    def context(self, index: int, occurrence: Occurrence) -> ReplyContext:
        return self._detector.context(self.lines, index, occurrence, self.profile, self.occurrences)
