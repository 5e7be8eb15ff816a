"""What is known of a document's lines, kept through edits: whether their problems were looked for, and their codes.

Problems are looked for first, and of most lines of a log are known without their codes being found.
"""

from __future__ import annotations

from replycodes.detect.occurrence import Occurrence
from replycodes.text import Splice

Codes = tuple[Occurrence, ...]


class Examined:
    """A mark and the codes, if they are known, of each line. Lines without the mark have no known codes."""

    def __init__(self, lines: int) -> None:
        self.codes: list[Codes | None] = [None] * lines
        self._judged = bytearray(lines)
        self._first = 0  # no line above it is without a mark
        self._first_unknown = 0  # the codes of all lines above it are known
        self.open = lines  # lines without a mark

    def splice(self, splice: Splice) -> None:
        """Follow an edit of the text; its new lines are not examined."""
        end = splice.first + splice.removed
        self.open += splice.added - self._judged.count(0, splice.first, end)
        self.codes[splice.first : end] = [None] * splice.added
        self._judged[splice.first : end] = bytes(splice.added)
        self._back_to(splice.first)

    def forget(self, first: int, last: int) -> None:
        """The lines from ``first`` to before ``last`` are not examined."""
        first, last = max(first, 0), min(last, len(self.codes))
        self.open += last - first - self._judged.count(0, first, last)
        self.codes[first:last] = [None] * (last - first)
        self._judged[first:last] = bytes(last - first)
        self._back_to(first)

    def judged(self, first: int, last: int) -> None:
        """The problems of these lines are known."""
        self.open -= self._judged.count(0, first, last)
        self._judged[first:last] = b"\1" * (last - first)

    def found(self, first: int, last: int, codes: list[tuple[int, Codes]]) -> None:
        """The codes of these lines are known: those of the given lines, and of the others that they have none."""
        self.codes[first:last] = [()] * (last - first)
        for line, own in codes:
            self.codes[line] = own

    def is_judged(self, first: int, last: int) -> bool:
        """Whether the problems of all these lines are known."""
        return self._judged.find(0, first, last) < 0

    def next_open(self, lines: int) -> range:
        """The next lines whose problems are not known, at most so many."""
        self._first = first = self._judged.find(0, self._first)
        last = min(first + lines, len(self.codes))
        end = self._judged.find(1, first, last)
        return range(first, last if end < 0 else end)

    def next_unknown(self, lines: int) -> range:
        """The next lines whose codes are not known, at most so many; none if all are known."""
        if self._first_unknown >= len(self.codes):
            return range(0)
        try:
            first = self.codes.index(None, self._first_unknown)
        except ValueError:
            self._first_unknown = len(self.codes)
            return range(0)
        self._first_unknown = first
        last = min(first + lines, len(self.codes))
        return range(first, next((n for n in range(first, last) if self.codes[n] is not None), last))

    @property
    def all_known(self) -> bool:
        """Whether the codes of every line are known."""
        return not self.next_unknown(1)

    def _back_to(self, line: int) -> None:
        self._first = min(self._first, line)
        self._first_unknown = min(self._first_unknown, line)
