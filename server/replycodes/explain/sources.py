"""Turn a citation ("RFC 5321 section 4.2.3") into a link with a name that says where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest

from replycodes.catalog import lookup
from replycodes.catalog.derived import per_catalog
from replycodes.catalog.model import Catalog
from replycodes.explain.model import SourceLink


@per_catalog
def _known(catalog: Catalog) -> dict[str, SourceLink]:
    """The links that were asked for."""
    return {}


def link(citation: str, catalog: Catalog) -> SourceLink:
    """The document that ``citation`` names; without a known document, its name alone."""
    known = _known(catalog)
    if citation not in known:
        known[citation] = _link(citation, catalog)
    return known[citation]


def _link(citation: str, catalog: Catalog) -> SourceLink:
    identifier, place = lookup.split_citation(citation)
    source = catalog.sources.get(identifier)
    address = lookup.source_url(catalog, citation) or ""
    if source is None or identifier.startswith("RFC ") or not source.title:
        return SourceLink(name=citation, url=address)
    name = f"{source.title}, {place}" if place else source.title
    return SourceLink(name=name, url=address)


def links(groups: Iterable[tuple[str, ...]], catalog: Catalog) -> tuple[SourceLink, ...]:
    """The sources of several entries, one of each in turn, so that a short list names all of them."""
    return tuple(link(citation, catalog) for citation in dict.fromkeys(_in_turn(groups)))


def _in_turn(groups: Iterable[tuple[str, ...]]) -> Iterator[str]:
    return (citation for citation in chain.from_iterable(zip_longest(*groups)) if citation)
