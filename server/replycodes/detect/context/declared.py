"""Evidence that a declared format gives: its places, its keys of other numbers, its columns."""

from __future__ import annotations

from replycodes.detect.context.lines import Lines
from replycodes.detect.evidence import Weights
from replycodes.detect.formats import Place, fields
from replycodes.detect.late import late
from replycodes.detect.site import Site
from replycodes.detect.words import ALL_COMMANDS

CONTEXT = 4_000  # code points of a line in which a format's words are looked for
_COMMAND_FIELD = late(
    r"^(?:\[\d+\])?(?:" + "|".join(sorted(ALL_COMMANDS)) + r")$|^\[\d+\](?:sent|created|closed)$"
)


def declared_place(around: Lines, line: str, column: int) -> Place | None:
    """The declared place of some format at a column."""
    line = around.plain(line)
    found = around.windows.read("reply", line, column, line[column : column + 3]).place
    return found if found and any(word in line[:CONTEXT] for word in found.words) else None


def declared(around: Lines, line: str, column: int, site: Site) -> Weights:
    """What the declared formats say."""
    if declared_place(around, line, column):
        return [("a place that a format declares", 24.0)]
    if around.windows.formats.no_code(site.left.word, line[:CONTEXT]) and site.left.base in (
        "colon",
        "equals",
    ):
        return [("a key that a format declares to hold another number", -12.0)]
    table = around.profile.columns
    if table is None:
        return []
    row = fields(line[:CONTEXT], table.separator)
    if len(row) != table.width:
        return []
    number = next((n for n, (start, text) in enumerate(row) if start == column and text == site.code), -1)
    if number < 0:
        return []
    if number not in table.codes:
        return [("another column", -9.0)]
    answered = table.where < 0 or _COMMAND_FIELD.search(row[table.where][1])
    return [("the column that the header declares", 12.0)] if answered else []
