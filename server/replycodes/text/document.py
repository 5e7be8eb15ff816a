"""An open document as a list of lines, edited in place.

An edit costs what the edited lines cost, whatever the size of the document; each edit answers with the
``Splice`` that caches by line repeat on themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from replycodes.text.lines import content_length, split_lines
from replycodes.text.units import Encoding
from replycodes.text.whole import WholeText


class Point(NamedTuple):
    """A place in a document: line and column in code points, both from 0."""

    line: int
    column: int


class Splice(NamedTuple):
    """What an edit did to the list of lines: at ``first``, ``removed`` lines gave way to ``added`` ones."""

    first: int
    removed: int
    added: int


class Document:
    """The text of one document. Its lines end at LF, CR LF and CR; the last line has no terminator. A large text is cut
    into lines by its first edit, or piece by piece before."""

    __slots__ = ("_lines", "encoding")

    def __init__(self, text: str = "", encoding: Encoding = Encoding.UTF16) -> None:
        self._lines: list[str] | WholeText = WholeText.of(text) or split_lines(text)
        self.encoding = encoding

    @property
    def lines(self) -> Sequence[str]:
        """The lines with their terminators."""
        return self._lines

    @property
    def whole(self) -> WholeText | None:
        """The text that is not cut into lines yet."""
        return self._lines if isinstance(self._lines, WholeText) else None

    def cut(self, characters: int) -> bool:
        """Cut so many code points of the text further into lines; whether something was left to cut."""
        if not isinstance(self._lines, WholeText):
            return False
        self._lines = self._lines.cut(characters) or self._lines
        return True

    def _as_list(self) -> list[str]:
        while isinstance(self._lines, WholeText):
            self.cut(len(self._lines.text))
        return self._lines

    @property
    def text(self) -> str:
        """The whole text: a copy, for tests and small documents."""
        return "".join(self.lines)

    def point(self, line: int, units: int) -> Point:
        """The place of an editor's position, clamped to the document as the protocol asks."""
        if line < 0:
            return Point(0, 0)
        if line >= len(self.lines):
            last = len(self.lines) - 1
            return Point(last, len(self.lines[last]))
        text = self.lines[line]
        column = self.encoding.to_code_points(text, max(units, 0))
        return Point(line, min(column, content_length(text)))

    def units(self, point: Point) -> int:
        """The editor's column of a place."""
        return self.encoding.to_units(self.lines[point.line], point.column)

    def replace(self, start: Point, end: Point, text: str) -> Splice:
        """Put ``text`` in the place of what stands between two places."""
        start, end = min(start, end), max(start, end)
        first, old = start.line, self._as_list()
        changed = old[first][: start.column] + text + old[end.line][end.column :]
        if first > 0 and changed.startswith("\n") and old[first - 1].endswith("\r"):
            first -= 1  # the CR above and this LF are one line end now
            changed = old[first] + changed
        lines = split_lines(changed)
        if end.line + 1 < len(old):
            lines.pop()  # the empty line behind the last terminator: the next line stands there already
        splice = Splice(first, end.line + 1 - first, len(lines))
        old[first : end.line + 1] = lines
        return splice

    def replace_all(self, text: str) -> Splice:
        """Take a whole new text; the answer leaves out equal lines at both ends, so that caches keep them."""
        old, new = self._as_list(), split_lines(text)
        head = _common(old, new)
        tail = min(_common(reversed(old), reversed(new)), len(old) - head, len(new) - head)
        self._lines = new
        return Splice(head, len(old) - head - tail, len(new) - head - tail)


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """How many items at the start of both are equal."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
