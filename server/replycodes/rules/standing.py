"""What a code is in the database: the questions that several rules ask."""

from __future__ import annotations

import re
from collections.abc import Sequence

from replycodes.catalog import lookup
from replycodes.catalog.derived import per_catalog
from replycodes.catalog.model import Catalog, Entry, Vendor, VendorMeaning
from replycodes.catalog.ranges import covers
from replycodes.detect.occurrence import Occurrence
from replycodes.rules.model import Line

_GOES_ON = re.compile(r"[ -]#?((?:[245]\.\d+\.\d+ )?[A-Za-z<][^\"'`]*)")
_TEXT_KEY = re.compile(
    r"""\s*-?\s*["']?(?:text|message|msg|reason|description|response|reply)["']?\s*(?:[:=]|=>)\s*(.*)""",
    re.IGNORECASE,
)
_LITERAL = re.compile(r"([\"'`])((?:(?!\1).){2,}?)\1")


def entry_of(catalog: Catalog, occurrence: Occurrence) -> Entry | None:
    """The entry of a code in the likeliest of its protocols that has one."""
    for protocol in occurrence.protocols:
        entry: Entry | None
        if occurrence.kind == "reply":
            entry = lookup.reply(catalog, protocol, occurrence.code)
        elif occurrence.kind == "enhanced":
            entry = lookup.enhanced(catalog, occurrence.code)
        elif occurrence.kind == "status":
            entry = lookup.status(catalog, protocol, occurrence.code)
        else:
            entry = lookup.response_code(catalog, protocol, occurrence.code)
        if entry is not None:
            return entry
    return None


_FIRST_DIGITS = {"smtp": "2345", "ftp": "123456"}


def possible_reply(protocol: str, code: str) -> bool:
    """Whether the first digit gives the code a class: RFC 5321 section 4.2, RFC 959 section 4.2, RFC 2228."""
    return code[0] in _FIRST_DIGITS.get(protocol, "12345")


def category_exists(code: str) -> bool:
    """Whether the second digit is one that RFC 5321 and RFC 959 give a meaning: 0 to 5."""
    return code[1] in "012345"


def vendor_meaning(catalog: Catalog, enhanced: str) -> tuple[Vendor, VendorMeaning] | None:
    """A vendor that uses an enhanced code of its own, and what it means by it."""
    for vendor, meaning in _by_subject(catalog).get(enhanced.split(".")[1], ()):
        if covers(meaning.enhanced, enhanced):
            return vendor, meaning
    return None


@per_catalog
def _by_subject(catalog: Catalog) -> dict[str, list[tuple[Vendor, VendorMeaning]]]:
    found: dict[str, list[tuple[Vendor, VendorMeaning]]] = {}
    for vendor in catalog.vendors.values():
        for meaning in vendor.meanings:
            if meaning.enhanced.count(".") >= 2:
                found.setdefault(meaning.enhanced.split(".")[1], []).append((vendor, meaning))
    return found


Meanings = dict[tuple[str, str], list[tuple[Vendor, VendorMeaning]]]


def vendors_of(catalog: Catalog, protocol: str, code: str) -> list[tuple[Vendor, VendorMeaning]]:
    """The vendors that have a meaning for exactly this reply code."""
    return _index(catalog).get((protocol, code), [])


@per_catalog
def _index(catalog: Catalog) -> Meanings:
    found: Meanings = {}
    for vendor in catalog.vendors.values():
        for meaning in vendor.meanings:
            if meaning.reply.isdigit():
                found.setdefault((vendor.speaks, meaning.reply), []).append((vendor, meaning))
    return found


def said_with(line: Line, occurrence: Occurrence) -> str:
    """The words that go with a code: behind it in its literal, else in the next literal of its line, else in the line of
    its record that holds a text."""
    after = line.text[occurrence.end :]
    if found := _GOES_ON.match(after):
        return found[1]
    if found := _LITERAL.search(after):
        return found[2]
    near = line.document.lines[line.index + 1 : line.index + 3]
    above = line.document.lines[max(0, line.index - 1) : line.index]
    for text in (*near, *above):
        if found := _TEXT_KEY.match(text):
            return found[1].strip("\"'`, \r\n")
    return after if line.document.medium not in ("source", "config") else ""


def joined(items: Sequence[str]) -> str:
    """ "a, b or c"."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " or " + items[-1]


RIVALS = ("smtp", "ftp")  # the protocols whose codes are taken for one another


def rivals_code(catalog: Catalog, code: str) -> bool:
    """Whether SMTP or FTP defines a code, so that it is in the wrong place rather than invented. That NNTP has a
    101 makes it no better in a mail server."""
    return any(lookup.is_defined(lookup.reply(catalog, protocol, code)) for protocol in RIVALS)
