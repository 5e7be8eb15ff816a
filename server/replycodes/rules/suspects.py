"""Which lines of a log may hold a problem at all. Problems are rare there, and what they need can be asked of a glance,
which costs a fraction of finding every code; only the lines that are suspected are examined.

The answer holds whatever the context decides about a candidate: whether it is a code, and of which protocol.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress, count

from replycodes.catalog.model import Catalog
from replycodes.detect.glance import Glance
from replycodes.rules.model import Rule, Sight, Suspicion

_MEMORY = 20_000
_REPLY = 4  # the length of a reply code and its mark, of which rules know the hyphen from all others
_BESIDE = re.compile(r"(\D{1,3})(\d.*)", re.DOTALL)

Said = frozenset[Suspicion]


class Suspects:
    """What some rules suspect. Remembers the candidates' texts that were judged."""

    def __init__(self, rules: Sequence[Rule], catalog: Catalog) -> None:
        self.catalog = catalog
        self._asked = [rule.suspects for rule in rules if rule.suspects is not None]
        self._clean: set[bytes] = set()
        self._suspected: dict[bytes, Said] = {}

    def lines(self, glance: Glance, imap: bool) -> set[int]:
        """The lines of a glance, or directly below, that are to be examined. ``imap``: status words may be found in this
        file."""
        found = set(glance.broken())
        if imap:
            found.update(glance.answers())
        new = set(glance.texts) - self._clean
        suspected = {text: said for text in new if (said := self._judge(text))}
        if not suspected:
            return found
        for number in compress(count(), map(suspected.__contains__, glance.texts)):
            said = suspected[glance.texts[number]]
            if "here" in said and not glance.refused(number):
                found.update(glance.lines(number))
            if "below" in said and glance.goes_on(number):
                line = glance.lines(number)[0]
                found.update((line + 1, line + 2))
        return found

    def _judge(self, text: bytes) -> Said:
        known = self._suspected.get(text)
        if known is not None:
            return known
        if len(text) == _REPLY and text[-1:] not in b" -":
            said = self._judge(text[:-1] + b" ")
        else:
            sight = _read(text.decode("latin-1"))
            said = frozenset([suspects(self.catalog, sight) for suspects in self._asked]) - {"nowhere"}
        if said:
            _make_room(self._suspected)
            self._suspected[text] = said
        else:
            _make_room(self._clean)
            self._clean.add(text)
        return said


def _make_room(memory: set[bytes] | dict[bytes, Said]) -> None:
    if len(memory) >= _MEMORY:
        memory.clear()


def _read(text: str) -> Sight:
    """A candidate's text; the last character is what stands behind it."""
    said, mark = text[:-1], text[-1:]
    if said[1:2] == ".":
        return Sight("", "", said if said[0] in "245" else "", "")
    if said[0] == "0":
        return Sight("", "", "", "")
    beside = _BESIDE.fullmatch(said, 3)
    return Sight(said[:3], beside[1], beside[2], beside[1][0]) if beside else Sight(said, "", "", mark)


_known: dict[tuple[int, tuple[str, ...]], Suspects] = {}


def suspects_of(rules: Sequence[Rule], catalog: Catalog) -> Suspects | None:
    """What some rules suspect together, with the memory that documents share; None if one of them does not say."""
    if any(rule.suspects is None for rule in rules):
        return None
    key = (id(catalog), tuple(rule.id for rule in rules))
    known = _known.get(key)
    if known is None or known.catalog is not catalog:
        if len(_known) > 16:
            _known.clear()
        known = _known[key] = Suspects(rules, catalog)
    return known
