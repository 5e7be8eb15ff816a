"""The fact tables of tests/registry/ and the database's YAML, both read as plain strings.

The YAML is read without the product's loader, so that a fault of the loader cannot hide one of the data.
"""

from __future__ import annotations

import copy
import csv
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

REGISTRY = Path(__file__).parent.parent / "registry"
DATA = Path(__file__).parent.parent.parent / "data"

Entry = dict[str, Any]


def table(name: str) -> list[dict[str, str]]:
    """The rows of tests/registry/<name>.csv."""
    with (REGISTRY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def entries(file: str, section: str) -> list[Entry]:
    """The entries of one section of data/<file>.yaml, the caller's to change; every scalar is a string."""
    found: list[Entry] = copy.deepcopy(_parsed(file)[section])
    return found


@cache
def _parsed(file: str) -> Any:
    return yaml.load((DATA / f"{file}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


def split(cell: str, separator: str = ",") -> set[str]:
    """The items of a table's cell."""
    return {item.strip() for item in cell.split(separator) if item.strip()}


def rfcs(text: str) -> set[str]:
    """The RFC numbers named in a text: "RFC5321 4.2.3; RFC 7504" -> {"5321", "7504"}."""
    return set(re.findall(r"RFC ?0*(\d+)", text))


def cited(entry: Entry) -> set[str]:
    """The RFC numbers that an entry cites."""
    return rfcs(" ".join(entry["sources"]))
