"""What a log holds, worst first: fed with lines piece by piece, so that its caller may do other things in between."""

from __future__ import annotations

from collections.abc import Sequence

from replycodes.catalog.model import Catalog
from replycodes.detect.detector import Detector
from replycodes.detect.profile import Profile
from replycodes.features.analysis import Analysis
from replycodes.features.commands import Answer
from replycodes.summary.collect import CONTEXT, Collector
from replycodes.summary.markdown import markdown
from replycodes.summary.report import report
from replycodes.summary.tally import Tally


class Summary:
    """Counts of the replies of one text. What it keeps is bounded, whatever the text's length."""

    def __init__(self, detector: Detector, catalog: Catalog, profile: Profile, name: str) -> None:
        self._detector = detector
        self._catalog = catalog
        self._profile = profile
        self._name = name
        self._tally = Tally()

    def add(self, lines: Sequence[str], first: int, last: int, analysis: Analysis | None = None) -> None:
        """Take a further piece, ``lines[first:last]``; the lines around it are context. ``analysis`` may know the codes,
        if these lines are still its own."""
        above = max(0, first - CONTEXT)
        if analysis is not None and analysis.lines[above:last] == lines[above:last]:
            found = analysis.codes_in(above, last)
        else:
            found = self._detector.scan(lines, self._profile, above, last)
        offset = self._tally.lines - first + 1
        collector = Collector(lines, self._profile, self._detector, self._name, offset, self._tally)
        collector.add(found, first)
        self._tally.lines += last - first

    def page(self) -> Answer:
        """The summary as a page; None when there was no code."""
        if not self._tally.replies:
            return None
        found = report(self._tally, self._catalog)
        return {"title": f"Summary of {self._name}", "markdown": markdown(found)}
