"""Document symbols: replies grouped by outcome with counts, so that the outline of a log reads like a summary.

The kinds are of the protocol's first version, which every client knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from replycodes.features.analysis import Analysis
from replycodes.features.outline import Group, Kind, Place, outline
from replycodes.features.places import range_of
from replycodes.features.session import Session

_KINDS = 40  # of one outcome
_PLACES = 20  # of one kind


def document_symbol(
    analysis: Analysis, session: Session, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    """The outline, as a tree where the client shows trees."""
    groups = outline(analysis)
    if session.shows_symbol_trees:
        return [_group(analysis, group) for group in groups]
    return list(_flat(analysis, groups, params.text_document.uri))


def _group(analysis: Analysis, group: Group) -> types.DocumentSymbol:
    kinds = [_kind(analysis, kind) for kind in group.kinds[:_KINDS]]
    left = len(group.kinds) - _KINDS
    first = min(place for kind in group.kinds for place in kind.places[:1])
    detail = f"and {left} more kinds" if left > 0 else ""
    return _symbol(analysis, f"{group.title}: {group.count}", detail, types.SymbolKind.Enum, first, kinds)


def _kind(analysis: Analysis, kind: Kind) -> types.DocumentSymbol:
    count = len(kind.places)
    places = [
        _symbol(analysis, f"line {place[0] + 1:,}", "", types.SymbolKind.Number, place)
        for place in (kind.places[:_PLACES] if count > 1 else ())
    ]
    times = f"{kind.codes}: {count:,}" if count > 1 else kind.codes
    return _symbol(analysis, times, kind.name, types.SymbolKind.Constant, kind.places[0], places)


def _symbol(
    analysis: Analysis,
    name: str,
    detail: str,
    kind: types.SymbolKind,
    place: Place,
    children: list[types.DocumentSymbol] | None = None,
) -> types.DocumentSymbol:
    where = range_of(analysis.text, *place)
    return types.DocumentSymbol(name, kind, where, where, detail or None, children=children or None)


def _flat(analysis: Analysis, groups: list[Group], uri: str) -> Iterator[types.SymbolInformation]:
    for group in groups:
        for kind in group.kinds[:_KINDS]:
            location = types.Location(uri, range_of(analysis.text, *kind.places[0]))
            name = f"{kind.codes} {kind.name}: {len(kind.places):,}".replace(" : ", ": ")
            yield types.SymbolInformation(
                location, name, types.SymbolKind.Constant, container_name=f"{group.title}: {group.count}"
            )
