"""Write the reference into a folder."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from replycodes.catalog.model import Catalog
from replycodes.site import addresses, code_pages, index_pages, other_pages, search_data
from replycodes.site.frame import Page, framed

_ASSETS = ("site.css", "site.js", "theme.js")
_MANIFEST = ".replycodes-site"


class NotOursError(ValueError):
    """The folder holds something else."""


def build(catalog: Catalog, folder: Path) -> int:
    """Write all pages; returns how many. Pages of an earlier build that are gone now are removed."""
    before = _earlier(folder)
    files = dict(render(catalog))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for name in before - files.keys():
        (folder / name).unlink(missing_ok=True)
    (folder / _MANIFEST).write_text("".join(f"{name}\n" for name in sorted(files)), encoding="utf-8")
    return sum(name.endswith(".html") for name in files)


def _earlier(folder: Path) -> set[str]:
    """What an earlier build wrote here; a folder with other things in it is left alone."""
    manifest = folder / _MANIFEST
    if manifest.is_file():
        names = manifest.read_text(encoding="utf-8").splitlines()
        return {name for name in names if name and not Path(name).is_absolute() and ".." not in name}
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotOursError(f"{folder} is not empty and holds no earlier reference; name a new folder")
    return set()


def render(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Every file of the reference: its address and its text. The same database gives the same bytes."""
    pages = tuple(_pages(catalog))
    known = frozenset(page.address for page in pages)
    for page in pages:
        yield page.address, framed(page, known)
    yield "assets/search-index.js", search_data.script(catalog, known)
    for name in _ASSETS:
        yield f"assets/{name}", (resources.files(__package__) / "assets" / name).read_text(encoding="utf-8")


def _pages(catalog: Catalog) -> Iterator[Page]:
    codes = code_pages.all_codes(catalog)
    folders = code_pages.by_section(codes)
    lists = {f"{folder}/{addresses.INDEX}": pages for folder, pages in folders.items()}
    known = frozenset(
        {planned.address for planned in codes}
        | {addresses.vendor(vendor) for vendor in catalog.vendors}
        | lists.keys()
        | {addresses.VENDORS}
    )
    counts = {address: len(pages) for address, pages in lists.items()}
    counts[addresses.VENDORS] = sum(len(vendor.meanings) for vendor in catalog.vendors.values())
    yield index_pages.first_page(catalog, known, counts)
    for folder, pages in folders.items():
        if folder == "enhanced":
            yield index_pages.enhanced_page(catalog, pages)
        else:
            yield index_pages.protocol_page(pages[0].protocol, pages)
        for number, planned in enumerate(pages):
            yield code_pages.page(
                planned,
                catalog,
                known,
                previous=pages[number - 1].address if number else "",
                next_=pages[number + 1].address if number + 1 < len(pages) else "",
            )
    if catalog.vendors:
        yield other_pages.vendors_page(catalog)
    yield from (other_pages.vendor_page(vendor, catalog) for vendor in catalog.vendors.values())
    yield other_pages.theory_page(catalog)
    yield other_pages.sources_page(catalog)
