"""Semantic tokens as the protocol packs them: five numbers for each code, relative to the code before it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from lsprotocol import types

from replycodes.detect.occurrence import Occurrence
from replycodes.explain.brief import entry_of, outcome_of
from replycodes.explain.model import Outcome
from replycodes.features.analysis import Analysis
from replycodes.text import Point

TYPE = "replyCode"
OUTCOMES: tuple[str, ...] = get_args(Outcome)
MODIFIERS = (*OUTCOMES, "nonstandard", "deprecated")
LEGEND = types.SemanticTokensLegend([TYPE], MODIFIERS)

_BITS = {name: 1 << number for number, name in enumerate(MODIFIERS)}


def tokens(analysis: Analysis, codes: Iterable[tuple[int, tuple[Occurrence, ...]]]) -> list[int]:
    """The packed tokens of some lines' codes."""
    data: list[int] = []
    units = analysis.text.units
    last_line = last_start = 0
    known: dict[tuple[str, str, str], int] = {}
    for line, occurrences in codes:
        plain = analysis.lines[line].isascii()  # then columns are units
        for found in occurrences:
            start = found.start if plain else units(Point(line, found.start))
            length = (found.end if plain else units(Point(line, found.end))) - start
            key = (found.kind, found.code, found.protocol)
            bits = known.get(key)
            if bits is None:
                bits = known[key] = _modifiers(analysis, found)
            data += (line - last_line, start - last_start if line == last_line else start, length, 0, bits)
            last_line, last_start = line, start
    return data


def _modifiers(analysis: Analysis, found: Occurrence) -> int:
    entry = entry_of(found, analysis.catalog)
    bits = _BITS[outcome_of(found)]
    if entry is None or entry.status == "observed":
        bits |= _BITS["nonstandard"]
    elif entry.status == "obsolete":
        bits |= _BITS["deprecated"]
    return bits
