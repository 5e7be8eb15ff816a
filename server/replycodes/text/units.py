"""Columns in the units of an editor (UTF-8, UTF-16 or UTF-32) and in code points, which the engine uses.

A line of ASCII, nearly every line there is, costs nothing. Other lines are measured by encoding slices, in
time proportional to the column and without a loop over characters.
"""

from __future__ import annotations

from enum import Enum


class Encoding(Enum):
    """The unit in which an editor counts columns; values as in the Language Server Protocol."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"

    def width(self, text: str) -> int:
        """The number of units that a text takes."""
        if self is Encoding.UTF32 or text.isascii():
            return len(text)
        if self is Encoding.UTF16:
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        return len(text.encode("utf-8", "surrogatepass"))

    def to_units(self, line: str, column: int) -> int:
        """The editor's column for a column in code points."""
        if self is Encoding.UTF32 or line.isascii():
            return column
        return self.width(line[:column])

    def to_code_points(self, line: str, units: int) -> int:
        """The column in code points for an editor's column; inside a character, the character's start."""
        if self is Encoding.UTF32 or line.isascii():
            return min(units, len(line))
        widest = 2 if self is Encoding.UTF16 else 4
        column = 0
        # Each step takes as many characters as surely fit, so that the rest shrinks by a constant factor.
        while units > 0 and column < len(line):
            piece = line[column : column + units]
            if not piece.isascii():
                piece = piece[: max(1, units // widest)]
            taken = self.width(piece)
            if taken > units:
                break
            column += len(piece)
            units -= taken
        return column
