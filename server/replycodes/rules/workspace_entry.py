"""Entries that a quick fix writes into the workspace file, and the place in it where they go."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from replycodes.catalog.nodes import Fields, Items, Node, parse
from replycodes.detect.occurrence import Occurrence
from replycodes.rules.model import Finding
from replycodes.rules.workspace import LARGEST, NAME
from replycodes.text import split_lines

_OWN = {
    "unknown-reply-code": "replies",
    "unknown-enhanced-code": "details",
    "unknown-response-code": "response_codes",
}
"""Rules that a definition answers -> the section that it belongs to."""

_LONGEST_TEXT = 80
_GLOB_SIGNS = re.compile(r"([\\\[\]*?!#])")
_NEW_FILE = "# What replycodes cannot know about the codes of this project.\n"


@dataclass(frozen=True, slots=True)
class WorkspaceEntry:
    """One item of a list in the workspace file."""

    title: str
    section: str
    item: str  # a flow mapping in one line


@dataclass(frozen=True, slots=True)
class Insertion:
    """Text to put at a place; line and column in code points, from 0."""

    line: int
    column: int
    text: str


def own_code(finding: Finding, occurrence: Occurrence, said: str) -> WorkspaceEntry | None:
    """The entry that defines a code nobody else defines; ``said``: the text of the reply it stands in."""
    section = _OWN.get(finding.rule)
    if section is None:
        return None
    code = occurrence.code.split(".", 1)[1] if section == "details" else occurrence.code
    fields = {"code": code, "text": _shortened(said) or f"{occurrence.code} of this project"}
    if section != "details":
        fields = {"protocol": occurrence.protocol, **fields}
    return WorkspaceEntry(f"Add {occurrence.code} to {NAME}", section, _flow(fields))


def exception(finding: Finding, path: str) -> WorkspaceEntry:
    """The entry that answers the findings of one rule about one code in one file."""
    pattern = "/" + _GLOB_SIGNS.sub(r"\\\1", path.lstrip("/"))
    fields: dict[str, str | list[str]] = {"path": pattern, "rules": [finding.rule], "codes": [finding.code]}
    return WorkspaceEntry(
        f"Ignore {finding.rule} for {finding.code} in this file, in {NAME}", "ignore", _flow(fields)
    )


def insertion(entry: WorkspaceEntry, text: str | None) -> Insertion | None:
    """Where and how the entry goes into a workspace file with this text (None: there is no file). None when the file
    is faulty or written in a way that leaves no safe place."""
    if text is None or not text.strip():
        return Insertion(0, 0, f"{_NEW_FILE if text is None else ''}{entry.section}:\n  - {entry.item}\n")
    root = _root(text)
    if root is None:
        return None
    lines = split_lines(text)
    section = root.fields.get(entry.section)
    if section is None and entry.section not in root.keys:
        start = "" if text.endswith(("\n", "\r")) else "\n"
        place = Insertion(len(lines) - 1, len(lines[-1]), f"{start}{entry.section}:\n  - {entry.item}\n")
    elif isinstance(section, Items) and section.items:
        line = section.items[0].span.line - 1
        dash = re.match(r" *- ", lines[line])
        if dash is None:
            return None
        place = Insertion(line, 0, f"{dash.group()}{entry.item}\n")
    else:
        return None
    return place if _grows(text, lines, place, entry.section) else None


def _root(text: str) -> Fields | None:
    if len(text) > LARGEST:
        return None
    root, problems = parse(text, NAME, words=True)
    return root if isinstance(root, Fields) and not problems else None


def _grows(text: str, lines: list[str], place: Insertion, section: str) -> bool:
    """Whether the section has one item more with the insertion, and the file no fault."""
    at = sum(len(line) for line in lines[: place.line]) + place.column
    before, after = _root(text), _root(text[:at] + place.text + text[at:])
    if before is None or after is None:
        return False
    return _count(after.fields.get(section)) == _count(before.fields.get(section)) + 1


def _count(node: Node | None) -> int:
    return len(node.items) if isinstance(node, Items) else 0


def _flow(fields: Mapping[str, str | list[str]]) -> str:
    return "{" + ", ".join(f"{key}: {_value(value)}" for key, value in fields.items()) + "}"


def _value(value: str | list[str]) -> str:
    """JSON's strings and lists are YAML's."""
    return json.dumps(value, ensure_ascii=False)


def _shortened(said: str) -> str:
    """The first line of a reply's text, without what YAML or a screen could not show."""
    line = "".join(c if c.isprintable() else " " for c in said.split("\n", 1)[0])
    return " ".join(line.split())[:_LONGEST_TEXT].strip(" \"'})],;")
