"""How long it takes to explain, to search and to write the reference: python benchmarks/words.py"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from replycodes.catalog.files import load_catalog
from replycodes.catalog.search import index_of, search
from replycodes.explain.compose import explain
from replycodes.explain.markdown import markdown
from replycodes.site.build import build
from replycodes.site.code_pages import all_codes

QUERIES = (
    "550",
    "5.7",
    "550 5.1.1",
    "mailbox full",
    "mialbx ful",
    "passive mode firewall",
    "greyl",
    "relay denied",
)
ROUNDS = 20


def milliseconds(work: Callable[[], object]) -> float:
    """One run."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1_000


def main() -> None:
    """Print one figure a line."""
    print(f"load the database   {milliseconds(load_catalog):7.1f} ms, once")
    catalog = load_catalog()
    print(f"build the index     {milliseconds(lambda: index_of(catalog)):7.1f} ms, once, at the first search")
    print(f"first typing slip   {milliseconds(lambda: search(catalog, 'qouta')):7.1f} ms, once")
    for query in QUERIES:
        runs = [milliseconds(lambda query=query: search(catalog, query)) for _ in range(ROUNDS)]
        print(f"search {query:<24} {statistics.median(runs):6.2f} ms")
    contexts = [planned.context for planned in all_codes(catalog)]
    whole = milliseconds(lambda: [markdown(explain(context, catalog)) for context in contexts])
    print(f"explain a code      {whole / len(contexts):7.2f} ms, mean of {len(contexts)}")
    with tempfile.TemporaryDirectory() as folder:
        print(f"write the reference {milliseconds(lambda: build(catalog, Path(folder, 'site'))):7.0f} ms")


if __name__ == "__main__":
    main()
