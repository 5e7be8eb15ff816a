"""Where an entry stands in the text of its data file, for somebody who wants to read it there."""

from __future__ import annotations

import re

from replycodes.catalog.nodes import Span

_SECTION = re.compile(r"([a-z_]+):\s*$")
_CODE = re.compile(r'  - code: "([^"]+)"')
_ITEM = re.compile(r"  - \S.*")


def spans(text: str) -> dict[tuple[str, str | int], Span]:
    """The place of each entry by its section and code, or by its number in a section whose entries are not codes.
    The layout of the files is fixed (data/README.md), so that nothing needs to be parsed."""
    found: dict[tuple[str, str | int], Span] = {}
    section, number = "", 0
    for index, line in enumerate(text.splitlines(), 1):
        if begins := _SECTION.match(line):
            section, number = begins[1], 0
        elif code := _CODE.match(line):
            found[section, code[1]] = Span(index, code.start(1), code.end(1))
        elif item := _ITEM.match(line):
            found[section, number] = Span(index, len("  - "), item.end())
            number += 1
    return found
