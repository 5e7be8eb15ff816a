"""Formats as data: columns named by a header, keys of one product's records, places that no general sign tells.

A pure function from the parsed YAML of ``data/formats/`` to records; a faulty format is left out, its text tells
the tests. Reading the files is ``catalog/files.py``'s business.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

SEPARATORS = {"blank": " ", "comma": ",", "tab": "\t"}
HEADER_LINES = 60  # lines at the head of a file among which a header is looked for


class Columns(NamedTuple):
    """A table whose header names the columns; a row counts when it has as many fields."""

    name: str
    header: str  # how the header line begins
    separator: str
    names: frozenset[str]  # columns that hold a code
    where: str  # a column that must hold a command of the protocol, "" if none


class Place(NamedTuple):
    """A place that the characters around it give away, in lines that hold one of some words."""

    before: re.Pattern[str]  # ends at the code; looks at the near window only
    after: re.Pattern[str]
    words: tuple[str, ...]  # one of them must stand on the line
    protocol: str


class Formats(NamedTuple):
    """What the formats add to the general evidence."""

    columns: tuple[Columns, ...] = ()
    places: tuple[Place, ...] = ()
    never: Mapping[str, tuple[str, ...]] | None = (
        None  # key, folded -> words of which one must stand on the line
    )

    def place(self, before: str, after: str) -> Place | None:
        """The place that a candidate stands at, as far as its near window tells."""
        for place in self.places:
            if place.after.match(after) and place.before.search(before):
                return place
        return None

    def begun(self, before: str, line: str) -> Place | None:
        """The place where a code would stand behind ``before``, whatever is yet to follow."""
        for place in self.places:
            if place.before.search(before) and any(word in line for word in place.words):
                return place
        return None

    def no_code(self, key: str, line: str) -> bool:
        """The key holds some other number in a record of that product."""
        wanted = (self.never or {}).get(key)
        return wanted is not None and any(word in line for word in wanted)


def read_formats(files: Mapping[str, Any]) -> Formats:
    """All formats together."""
    columns: list[Columns] = []
    places: list[Place] = []
    never: dict[str, tuple[str, ...]] = {}
    for content in files.values():
        table = content.get("columns")
        if table:
            names = frozenset(name.lower() for name in table["codes"])
            separator = SEPARATORS[table["separator"]]
            columns.append(
                Columns(content["name"], table["header"], separator, names, table.get("where", "").lower())
            )
        places.extend(_place(place) for place in content.get("places", ()))
        for key in content.get("never", ()):
            never[key.lower()] = tuple(content["words"])
    return Formats(tuple(columns), tuple(places), never)


def _place(content: Mapping[str, Any]) -> Place:
    return Place(
        re.compile(f"(?:{content['before']})$"),
        re.compile(content.get("after", "")),
        tuple(content["words"]),
        content.get("protocol", ""),
    )


class Table(NamedTuple):
    """The columns of one file, found from its header."""

    name: str
    separator: str
    width: int
    codes: tuple[int, ...]
    where: int  # index of the column that holds the command, -1 if none


def find_table(lines: Sequence[str], formats: Formats) -> Table | None:
    """The table that a header among the first lines declares."""
    for line in lines[:HEADER_LINES]:
        for columns in formats.columns:
            if not line.startswith(columns.header):
                continue
            rest = line.removeprefix("#Fields:").strip() if columns.header.startswith("#") else line.strip()
            names = [name.strip().lower() for name in rest.split(columns.separator)]
            codes = tuple(index for index, name in enumerate(names) if name in columns.names)
            if codes and (not columns.where or columns.where in names):
                where = names.index(columns.where) if columns.where else -1
                return Table(columns.name, columns.separator, len(names), codes, where)
    return None


def fields(line: str, separator: str) -> list[tuple[int, str]]:
    """The fields of a row with their columns; quotes protect the separator."""
    found: list[tuple[int, str]] = []
    start, quoted = 0, False
    for index, character in enumerate(line):
        if character == '"' and separator != " ":
            quoted = not quoted
        elif character == separator and not quoted:
            found.append((start, line[start:index]))
            start = index + 1
    found.append((start, line[start:]))
    return found
