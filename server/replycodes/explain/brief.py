"""One code in a few words: its outcome and its name, for outlines, hints and colours."""

from __future__ import annotations

import re

from replycodes.catalog import lookup
from replycodes.catalog.model import Catalog, Entry
from replycodes.detect.occurrence import Occurrence
from replycodes.explain import outcome
from replycodes.explain.model import Outcome

_LONGEST = 48
_PLACEHOLDER = re.compile(r"^<\w+> ")


def outcome_of(found: Occurrence) -> Outcome:
    """What the code's class says."""
    if found.kind == "reply":
        return outcome.of_reply(found.code, found.protocol)
    if found.kind == "enhanced":
        return outcome.of_enhanced(found.code)
    return outcome.of_status(found.code) if found.kind == "status" else "informative"


def entry_of(found: Occurrence, catalog: Catalog) -> Entry | None:
    """What the database says of the code."""
    if found.kind == "reply":
        return lookup.reply(catalog, found.protocol, found.code)
    if found.kind == "enhanced":
        return lookup.enhanced(catalog, found.code)
    if found.kind == "status":
        return lookup.status(catalog, found.protocol, found.code)
    return lookup.response_code(catalog, found.protocol, found.code)


def telling(one: Occurrence, other: Occurrence) -> Occurrence:
    """Which of the two codes of a reply says more: the second one, unless it is X.0.0, "other status"."""
    return one if other.kind == "enhanced" and other.code.endswith(".0.0") else other


def name_of(found: Occurrence, catalog: Catalog) -> str:
    """The code's own name, without what all of its kind say: ``Requested action not taken: mailbox unavailable`` is
    ``mailbox unavailable``. Empty when nobody defines it."""
    entry = entry_of(found, catalog)
    if entry is None or (found.kind == "enhanced" and found.code.endswith(".0.0")):
        return ""
    name = _PLACEHOLDER.sub("", entry.text.rpartition(": ")[2])
    if len(name) > _LONGEST:
        name = name[:_LONGEST].rpartition(" ")[0].rstrip(",;") + "…"
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
