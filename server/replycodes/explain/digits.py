"""Decode a code by its digits: what each says where nothing else is known."""

from __future__ import annotations

from collections.abc import Mapping

from replycodes.catalog.derived import per_catalog
from replycodes.catalog.model import Catalog


@per_catalog
def _facts(catalog: Catalog, protocol: str) -> Mapping[tuple[str, str], str]:
    return {(entry.topic, entry.item): entry.text for entry in catalog.theory if entry.protocol == protocol}


def of_reply(code: str, protocol: str, catalog: Catalog) -> tuple[str, ...]:
    """What the first and second digit of a reply code mean in ``protocol``."""
    if len(code) != 3:
        return ()
    facts = _facts(catalog, protocol)
    decoded = []
    for topic, items, digit in (
        ("first digit", (f"{code[0]}yz",), code[0]),
        # FTP's protected replies give their second digit a meaning of its own.
        ("second digit", (f"{code[:2]}z", f"x{code[1]}z"), code[1]),
    ):
        fact = next((facts[topic, item] for item in items if (topic, item) in facts), "")
        if fact:
            decoded.append(f"{topic} {digit}: {_clause(fact)}")
    return tuple(decoded)


def of_enhanced(code: str, catalog: Catalog) -> tuple[str, ...]:
    """What class and subject of an enhanced code mean."""
    parts = code.split(".")
    if len(parts) != 3:
        return ()
    decoded = []
    for topic, digit, entries in (
        ("class", parts[0], catalog.enhanced_classes),
        ("subject", parts[1], catalog.enhanced_subjects),
    ):
        if entry := entries.get(digit):
            decoded.append(f"{topic} {digit}: {entry.text.lower()}")
    return tuple(decoded)


def _clause(sentence: str) -> str:
    """A sentence as part of a list: without its full stop, its first word small unless it is a name."""
    sentence = sentence.rstrip(".")
    first = sentence.split(" ", 1)[0]
    return sentence if first[1:] != first[1:].lower() else sentence[:1].lower() + sentence[1:]
