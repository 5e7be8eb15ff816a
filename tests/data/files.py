"""Read data/*.yaml and the registry tables as plain strings, without the product's own loader."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
TABLES = ROOT / "tests" / "registry"
EXCEPTIONS = Path(__file__).parent / "exceptions"

Record = dict[str, Any]

# The sections of a data file that hold entries: records with a code, a summary, advice and sources.
SECTIONS = ("replies", "statuses", "response_codes", "classes", "subjects", "details")


@cache
def document(name: str) -> Record:
    """A data file; every scalar stays the string that stands there ("NO", "5.10", "true")."""
    loaded = yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict), f"{name} holds no mapping"
    return loaded


def names(folder: str = "") -> list[str]:
    """The data files of a folder, relative to data/."""
    return sorted(path.relative_to(DATA).as_posix() for path in (DATA / folder).glob("*.yaml"))


def entries(name: str, *sections: str) -> dict[str, Record]:
    """The entries of a data file by code, of the named sections or of all."""
    loaded = document(name)
    return {entry["code"]: entry for key in sections or SECTIONS for entry in loaded.get(key, [])}


def all_entries() -> Iterator[tuple[str, Record]]:
    """Every entry of the database with its place: "ftp.yaml replies 550"."""
    for name in names():
        for section in SECTIONS:
            for entry in document(name).get(section, []):
                yield f"{name} {section} {entry['code']}", entry


def table(name: str) -> list[dict[str, str]]:
    """The rows of a registry table."""
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def split(cell: str) -> set[str]:
    """The items of a cell that holds a list."""
    return {item.strip() for item in cell.split(",") if item.strip()}


def exceptions(name: str) -> dict[str, str]:
    """A named list of what may differ: what -> why. A line reads "what: why"; the lists only ever shrink."""
    lines = (EXCEPTIONS / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines if line and not line.startswith("#"))
    return dict(pairs)


def rfcs(texts: Iterable[str]) -> set[int]:
    """The numbers of the RFCs named: "RFC 959 section 4", "RFC959 4.2" -> 959."""
    return {int(number) for text in texts for number in re.findall(r"\bRFC ?(\d{3,5})\b", text)}


def alike(mine: str, fact: str) -> bool:
    """At least half of the words of the shorter text stand in the other, so a text may be shortened."""
    a, b = (
        set(re.findall(r"[a-z0-9]+", text.lower())) - {"the", "a", "to", "of", "is"} for text in (mine, fact)
    )
    return not a or not b or len(a & b) * 2 >= min(len(a), len(b))
