"""From the texts of data/*.yaml to a Catalog. A broken entry is reported with its place; the rest loads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from replycodes.catalog.build import Builder
from replycodes.catalog.model import (
    ROLES,
    Catalog,
    EnhancedDetail,
    EnhancedPart,
    Entry,
    Problem,
    Reply,
    ResponseCode,
    Source,
    StatusResponse,
    Theory,
    Vendor,
    VendorMeaning,
)
from replycodes.catalog.nodes import Fields, Items, Node, Scalar, Span, parse

E = TypeVar("E", bound=Entry)

_SHAPES: Mapping[type, re.Pattern[str]] = {
    Reply: re.compile(r"[1-6][0-9]{2}"),
    EnhancedDetail: re.compile(r"(?:0|[1-9][0-9]{0,2})\.(?:0|[1-9][0-9]{0,2})"),
    StatusResponse: re.compile(r"[+-]?[A-Z]+"),
    ResponseCode: re.compile(r"[A-Z][A-Z0-9/-]*"),
}


@dataclass
class _Draft:
    """A catalog while its files are being read."""

    replies: dict[str, dict[str, Reply]] = field(default_factory=dict)
    classes: dict[str, EnhancedPart] = field(default_factory=dict)
    subjects: dict[str, EnhancedPart] = field(default_factory=dict)
    details: dict[str, EnhancedDetail] = field(default_factory=dict)
    statuses: dict[str, dict[str, StatusResponse]] = field(default_factory=dict)
    response_codes: dict[str, dict[str, ResponseCode]] = field(default_factory=dict)
    vendors: dict[str, Vendor] = field(default_factory=dict)
    theory: list[Theory] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def finish(self) -> Catalog:
        return Catalog(
            replies=self.replies,
            enhanced_classes=self.classes,
            enhanced_subjects=self.subjects,
            enhanced_details=self.details,
            statuses=self.statuses,
            response_codes=self.response_codes,
            vendors=self.vendors,
            theory=tuple(self.theory),
            sources=self.sources,
            problems=tuple(self.problems),
        )


def load(files: Mapping[str, str]) -> Catalog:
    """The catalog in ``files`` (path relative to data/ -> text). Paths under ``vendors/`` hold vendors."""
    draft = _Draft()
    for path in sorted(files):
        root, problems = parse(files[path], path)
        draft.problems += problems
        if root is None:
            continue
        if not isinstance(root, Fields):
            draft.problems.append(Problem(path, root.span.line, "the file must hold key: value pairs"))
            continue
        builder = Builder(path)
        if path.startswith("vendors/"):
            _vendor(root, path, builder, draft)
        else:
            _sections(root, builder, draft)
        draft.problems += builder.problems
    return draft.finish()


def _sections(root: Fields, builder: Builder, draft: _Draft) -> None:
    protocol_node = root.fields.get("protocol")
    protocol = protocol_node.value if isinstance(protocol_node, Scalar) else ""
    given = {"protocol": protocol}
    readers: dict[str, Callable[[Node], None]] = {
        "replies": lambda n: _entries(n, Reply, builder, draft.replies.setdefault(str(protocol), {}), given),
        "classes": lambda n: _entries(n, EnhancedPart, builder, draft.classes),
        "subjects": lambda n: _entries(n, EnhancedPart, builder, draft.subjects),
        "details": lambda n: _entries(n, EnhancedDetail, builder, draft.details),
        "statuses": lambda n: _entries(
            n, StatusResponse, builder, draft.statuses.setdefault(str(protocol), {}), given
        ),
        "response_codes": lambda n: _entries(
            n, ResponseCode, builder, draft.response_codes.setdefault(str(protocol), {}), given
        ),
        "theory": lambda n: draft.theory.extend(builder.records(n, Theory)),
        "sources": lambda n: draft.sources.update({s.id: s for s in builder.records(n, Source)}),
        "protocol": lambda n: None,
    }
    for key, node in root.fields.items():
        if key not in readers:
            builder.refuse(root.keys[key], f"unknown section {key!r}; known are {', '.join(readers)}")
            continue
        if key in ("replies", "statuses", "response_codes") and not protocol:
            builder.refuse(root.keys[key], f"{key!r} needs a line 'protocol:' in the same file")
            continue
        readers[key](node)


def _entries(
    node: Node, cls: type[E], builder: Builder, into: dict[str, E], given: Mapping[str, Any] | None = None
) -> None:
    if not isinstance(node, Items):
        builder.refuse(node.span, "a list of entries is expected here")
        return
    for item in node.items:
        entry = builder.record(item, cls, given)
        if entry is None:
            continue
        shape = _SHAPES.get(cls)
        if shape is not None and not shape.fullmatch(entry.code):
            builder.refuse(item.span, f"{entry.code}: this is no code of the form {shape.pattern}")
        elif entry.code in into:
            builder.refuse(item.span, f"{entry.code}: this code stands twice; the first entry is kept")
        else:
            _check_roles(entry.code, entry.advice, item.span, builder)
            into[entry.code] = entry


def _check_roles(label: str, roles: Iterable[str], span: Span, builder: Builder) -> None:
    for role in roles:
        if role not in ROLES:
            builder.refuse(span, f"{label}: advice for {role!r}, which is none of {', '.join(ROLES)}")


def _vendor(root: Fields, path: str, builder: Builder, draft: _Draft) -> None:
    vendor_id = path.removeprefix("vendors/").rsplit(".", 1)[0]
    fields, keys = dict(root.fields), dict(root.keys)
    sources = fields.pop("sources", None)
    keys.pop("sources", None)
    meanings_node = fields.pop("meanings", None)
    keys.pop("meanings", None)
    meanings = tuple(builder.records(meanings_node, VendorMeaning))
    header = builder.record(Fields(fields, keys, root.span), Vendor, {"id": vendor_id, "meanings": meanings})
    if header is not None:
        draft.vendors[vendor_id] = header
        draft.sources.update({source.id: source for source in builder.records(sources, Source)})
