"""Where the database lies on disk: the only module of the catalog that reads files.

A wheel carries data/ and compiled JSON inside the package; a checkout has data/ beside server/. The compiled files are
used when their checksum matches the YAML, because parsing YAML costs a hundred times as much. There are two, because
a scan needs little of the database.
"""

from __future__ import annotations

import json
import os
import stat
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from replycodes.catalog.codes import Codes

if TYPE_CHECKING:
    from replycodes.catalog.model import Catalog
    from replycodes.catalog.nodes import Span

# The modules that read YAML or make records are imported where they are needed: every start waits for this one.

_PACKAGE = Path(__file__).resolve().parent.parent
COMPILED = _PACKAGE / "_compiled"


class DataNotFoundError(RuntimeError):
    """The installation is broken: neither compiled nor YAML data is there."""


def data_folder() -> Path | None:
    """data/ inside the installed package, else beside the checkout, else None."""
    for folder in (_PACKAGE / "data", _PACKAGE.parent.parent / "data"):
        if (folder / "smtp.yaml").is_file():
            return folder
    return None


def rule_pages() -> Path | None:
    """The folder with the rules' pages: inside the installed package, else in the checkout's docs, else None."""
    for folder in (_PACKAGE / "docs" / "rules", _PACKAGE.parent.parent / "docs" / "rules"):
        if folder.is_dir():
            return folder
    return None


def read_data_files(subfolder: str = "", folder: Path | None = None) -> dict[str, str]:
    """Path relative to data/ -> text, of the YAML files in ``subfolder`` (not of folders below it). Bytes that are no
    UTF-8 become U+FFFD, which the parser reports with its line."""
    root = folder or data_folder()
    if root is None:
        return {}
    files = sorted((root / subfolder).glob("*.yaml"))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8", errors="replace") for path in files}


def entry_place(file: str, section: str, entry: str | int) -> tuple[Path, Span] | None:
    """Where an entry stands: its file (``smtp.yaml``), the key of its list, and its code or its number there."""
    root = data_folder()
    if root is None:
        return None
    path = root / file
    span = _spans(path).get((section, entry))
    return (path, span) if span else None


@cache
def _spans(path: Path) -> Mapping[tuple[str, str | int], Span]:
    try:
        from replycodes.catalog.places import spans

        return spans(path.read_text("utf-8", errors="replace"))
    except OSError:
        return {}


def compile_data(folder: Path) -> dict[str, Any]:
    """What the files in :data:`COMPILED` hold, by name, made from the YAML in ``folder``; raises ValueError on a broken
    entry."""
    from replycodes.catalog import compiled
    from replycodes.catalog.loader import load

    catalog = load(_catalog_files(folder))
    formats, problems = _parse_formats(read_data_files("formats", folder))
    if catalog.problems or problems:
        raise ValueError("the database has faults:\n" + "\n".join(map(str, (*catalog.problems, *problems))))
    checksum = _checksum(folder)
    return {
        "catalog.json": {"checksum": checksum, "catalog": compiled.to_json(catalog)},
        "detection.json": {
            "checksum": checksum,
            "codes": Codes.of(catalog).to_json(),
            "formats": formats,
        },
    }


@cache
def load_catalog() -> Catalog:
    """The database that this installation carries."""
    data = _compiled("catalog.json")
    if data is not None:
        from replycodes.catalog import compiled

        return compiled.from_json(data["catalog"])
    folder = data_folder()
    if folder is None:
        raise DataNotFoundError("the code database is missing: install replycodes again")
    from replycodes.catalog.loader import load

    return load(_catalog_files(folder))


def load_codes() -> Codes:
    """Which codes the database has; much sooner there than the whole of it."""
    data = _compiled("detection.json")
    return Codes.of(load_catalog()) if data is None else Codes.from_json(data["codes"])


def load_formats() -> Mapping[str, Any]:
    """Format id (file stem) -> the parsed content of data/formats/<id>.yaml."""
    return _formats()[0]


def faults() -> tuple[str, ...]:
    """What could not be used of the database, with file and line, a sentence each. Entries without fault are loaded
    all the same; an installed database has no faults, because building it refuses them."""
    return tuple(f"data/{problem}" for problem in (*load_catalog().problems, *_formats()[1]))


@cache
def _formats() -> tuple[Mapping[str, Any], list[str]]:
    data = _compiled("detection.json")
    return _parse_formats(read_data_files("formats")) if data is None else (data["formats"], [])


class UnreadableError(Exception):
    """A file that a stranger may have put there cannot be read; the message says why, in words."""


def read_bounded(path: Path, largest: int) -> str:
    """The text of a regular file of at most ``largest`` bytes. Never waits and never reads a pipe or device:
    those, folders, longer files and everything the system refuses raise :class:`UnreadableError`."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise UnreadableError("not a regular file: not read")
            data = stream.read(largest + 1)
    except OSError as error:
        raise UnreadableError(f"not readable: {(error.strerror or str(error)).lower()}") from None
    except ValueError as error:  # a NUL in the path
        raise UnreadableError(f"not readable: {error}") from None
    if len(data) > largest:
        raise UnreadableError(f"larger than {largest // 1000} kB: not read")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"not UTF-8 (byte {error.start}): not read") from None


def find_upwards(start: Path, name: str) -> Path | None:
    """The nearest ``name`` in ``start`` or a folder above it."""
    for folder in (start, *start.parents):
        candidate = folder / name
        if os.path.lexists(candidate):
            return candidate
    return None


def _catalog_files(folder: Path) -> dict[str, str]:
    return read_data_files("", folder) | read_data_files("vendors", folder)


def _parse_formats(files: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    from replycodes.catalog.nodes import parse, plain

    formats: dict[str, Any] = {}
    problems: list[str] = []
    for path, text in files.items():
        node, found = parse(text, path)
        problems += map(str, found)
        if node is not None:
            formats[Path(path).stem] = plain(node)
    return formats, problems


def _checksum(folder: Path) -> int:
    """Of the names and contents of all YAML files. It tells an edited database from a compiled one, no attack."""
    total = 0
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix().encode()
        total = zlib.crc32(b"\0".join((name, path.read_bytes(), b"")), total)
    return total


@cache
def _data_checksum() -> int | None:
    folder = data_folder()
    return None if folder is None else _checksum(folder)


@cache
def _compiled(name: str) -> dict[str, Any] | None:
    """A compiled file, when it is there and made from the YAML that lies beside it."""
    try:
        data: dict[str, Any] = json.loads((COMPILED / name).read_bytes())
    except (OSError, ValueError):
        return None
    checksum = _data_checksum()
    if checksum is not None and data.get("checksum") != checksum:
        return None
    return data
