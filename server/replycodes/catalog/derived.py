"""What is derived from a database once and kept: indexes, counts. A catalog holds mappings and so has no hash."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from replycodes.catalog.model import Catalog

T = TypeVar("T")

_MOST = 16  # answers; a server has one catalog for each workspace


def per_catalog(make: Callable[..., T]) -> Callable[..., T]:
    """Call ``make(catalog, *keys)`` once for each catalog object and keys, and remember the answer."""
    remembered: dict[tuple[object, ...], tuple[Catalog, T]] = {}

    @wraps(make)
    def ask(catalog: Catalog, *keys: str) -> T:
        key = (id(catalog), *keys)
        known = remembered.get(key)
        if known is None or known[0] is not catalog:
            if len(remembered) >= _MOST:
                remembered.clear()
            known = remembered[key] = (catalog, make(catalog, *keys))
        return known[1]

    return ask
