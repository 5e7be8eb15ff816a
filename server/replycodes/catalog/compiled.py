"""The catalog as one JSON object: what ``replycodes export`` prints and what wheels carry for a fast start.

Shape: ``{"smtp": {"replies": {...}}, "enhanced": {"classes", "subjects", "details"}, "imap": {"statuses",
"response_codes"}, ..., "vendors": [...], "theory": [...], "sources": {...}}``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, cast

from replycodes.catalog.model import (
    Catalog,
    ClassAdvice,
    EnhancedDetail,
    EnhancedPart,
    Entry,
    Reply,
    ResponseCode,
    Source,
    StatusResponse,
    Theory,
    Vendor,
    VendorMeaning,
)

R = TypeVar("R")

ALWAYS = frozenset({"text", "summary", "sources", "status", "commands", "basic", "advice"})
"""Fields that an exported entry states even when they are empty: programs may rely on them."""


def to_json(catalog: Catalog) -> dict[str, Any]:
    """The catalog as plain dicts, lists and strings."""
    out: dict[str, Any] = {}
    for protocol, replies in catalog.replies.items():
        out.setdefault(protocol, {})["replies"] = _dump_all(replies)
    out["enhanced"] = {
        "classes": _dump_all(catalog.enhanced_classes),
        "subjects": _dump_all(catalog.enhanced_subjects),
        "details": _dump_all(catalog.enhanced_details),
    }
    for protocol, statuses in catalog.statuses.items():
        out.setdefault(protocol, {})["statuses"] = _dump_all(statuses)
    for protocol, codes in catalog.response_codes.items():
        out.setdefault(protocol, {})["response_codes"] = _dump_all(codes)
    out["vendors"] = [_dump(vendor) for vendor in catalog.vendors.values()]
    out["theory"] = [_dump(item) for item in catalog.theory]
    out["sources"] = {key: _dump(source) for key, source in catalog.sources.items()}
    return out


def from_json(data: Mapping[str, Any]) -> Catalog:
    """The catalog that :func:`to_json` dumped. The data is trusted: only this project writes it."""
    protocols = {key: value for key, value in data.items() if isinstance(value, dict) and key != "sources"}
    enhanced = protocols.pop("enhanced")
    return Catalog(
        replies={p: _load_all(Reply, a["replies"]) for p, a in protocols.items() if "replies" in a},
        enhanced_classes=_load_all(EnhancedPart, enhanced["classes"]),
        enhanced_subjects=_load_all(EnhancedPart, enhanced["subjects"]),
        enhanced_details=_load_all(EnhancedDetail, enhanced["details"]),
        statuses={
            p: _load_all(StatusResponse, a["statuses"]) for p, a in protocols.items() if "statuses" in a
        },
        response_codes={
            p: _load_all(ResponseCode, a["response_codes"])
            for p, a in protocols.items()
            if "response_codes" in a
        },
        vendors={vendor["id"]: _load(Vendor, vendor) for vendor in data["vendors"]},
        theory=tuple(_load(Theory, item) for item in data["theory"]),
        sources=_load_all(Source, data["sources"]),
    )


def _dump_all(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {code: _dump(entry) for code, entry in entries.items()}


def _dump(value: Any) -> Any:
    if is_dataclass(value):
        pairs = ((f.name, getattr(value, f.name)) for f in fields(value))
        out = {name: _dump(item) for name, item in pairs if name in ALWAYS or item not in ("", (), {}, False)}
        if isinstance(value, Entry):
            out["standard"] = value.status != "observed"  # for programs that do not know our words
        return out
    if isinstance(value, Mapping):
        return {key: _dump(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_dump(item) for item in value]
    return value


def _load_all(cls: type[R], data: Mapping[str, Any]) -> dict[str, R]:
    return {key: _load(cls, value) for key, value in data.items()}


@cache
def _names(cls: type) -> frozenset[str]:
    """The fields of a record class; also checks that every default can be left out of the JSON."""
    for f in fields(cast(Any, cls)):
        if f.default is not MISSING and f.default not in ("", (), False):
            raise TypeError(f"{cls.__name__}.{f.name}: a default must be empty, the JSON leaves it out")
    return frozenset(f.name for f in fields(cast(Any, cls)))


_RECORDS_WITHIN: Mapping[str, Callable[[Any], Any]] = {
    "classes": lambda data: _load_all(ClassAdvice, data),
    "meanings": lambda data: tuple([_load(VendorMeaning, item) for item in data]),
}
"""Fields that hold records of their own: an enhanced detail's advice for each class, a vendor's meanings."""


def _load(cls: type[R], data: Mapping[str, Any]) -> R:
    # Every start waits for this: most values are strings, which stay what they are.
    names = _names(cast("Any", cls))
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in names:
            continue
        if value.__class__ is str:
            values[key] = value
        elif key in _RECORDS_WITHIN:
            values[key] = _RECORDS_WITHIN[key](value)
        else:
            values[key] = _freeze(value)
    return cls(**values)


def _freeze(value: Any) -> Any:
    """What records hold beside strings: lists of them, mappings to either, and booleans."""
    if value.__class__ is list:
        return tuple(value)
    if value.__class__ is dict:
        return {key: tuple(item) if item.__class__ is list else item for key, item in value.items()}
    return value
