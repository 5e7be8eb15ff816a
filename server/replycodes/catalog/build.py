"""Records from nodes: checks every field of an entry against its dataclass and says what does not fit."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

from replycodes.catalog.model import Problem
from replycodes.catalog.nodes import Fields, Items, Node, Scalar, Span

T = TypeVar("T")


@cache
def field_types(cls: type) -> dict[str, Any]:
    """Name -> type of the fields of a record class."""
    return typing.get_type_hints(cls)


def required(field: Field[Any]) -> bool:
    """Whether a record of this class must state the field."""
    return field.default is MISSING and field.default_factory is MISSING


class Builder:
    """Builds records of one file and collects problems with the place where each can be mended."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def refuse(self, span: Span, message: str) -> None:
        self.problems.append(Problem(self.path, span.line, message, span.start, span.end))

    def records(self, node: Node | None, cls: type[T], given: Mapping[str, Any] | None = None) -> Iterator[T]:
        """The records of a YAML list; those that do not fit are reported and left out."""
        if node is None:
            return
        if not isinstance(node, Items):
            self.refuse(node.span, "a list is expected here")
            return
        for item in node.items:
            record = self.record(item, cls, given)
            if record is not None:
                yield record

    def record(self, node: Node, cls: type[T], given: Mapping[str, Any] | None = None) -> T | None:
        """One record, or None when a field is missing, unknown or of the wrong type. ``given`` are fields
        that the file states elsewhere, such as its protocol."""
        if not isinstance(node, Fields):
            self.refuse(node.span, "a record (key: value) is expected here")
            return None
        before = len(self.problems)
        values: dict[str, Any] = dict(given or {})
        label = self._label(node)
        known = {field.name: field for field in fields(cast(Any, cls))}
        for name, value in node.fields.items():
            if name not in known:
                self.refuse(node.keys[name], f"{label}unknown field {name!r}{_nearest(name, known)}")
                continue
            values[name] = self._value(value, field_types(cast("Any", cls))[name], f"{label}{name}")
        for name, field in known.items():
            if required(field) and name not in values and name not in node.keys:
                self.refuse(node.span, f"{label}the field {name!r} is missing")
        if len(self.problems) > before:
            return None
        try:
            return cls(**values)
        except TypeError:  # a required field was there but was refused while parsing
            return None

    @staticmethod
    def _label(node: Fields) -> str:
        code = node.fields.get("code")
        return f"{code.value}: " if isinstance(code, Scalar) else ""

    def _value(self, node: Node, expected: Any, label: str) -> Any:
        origin = get_origin(expected)
        if expected is str or origin is Literal:
            return self._text(node, expected, label)
        if expected is bool:
            if isinstance(node, Scalar) and isinstance(node.value, bool):
                return node.value
            self.refuse(node.span, f"{label}: true or false is expected")
            return False
        if origin is tuple:
            return self._tuple(node, get_args(expected)[0], label)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(node, get_args(expected)[1], label)
        if isinstance(expected, type) and not isinstance(expected, types.GenericAlias):
            return self.record(node, expected)
        raise TypeError(f"no rule for fields of type {expected!r}")

    def _text(self, node: Node, expected: Any, label: str) -> str:
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            self.refuse(node.span, f"{label}: text is expected (in quotes)")
            return ""
        choices = get_args(expected)
        if choices and node.value not in choices:
            self.refuse(node.span, f"{label}: {node.value!r} is none of {', '.join(choices)}")
        return node.value

    def _tuple(self, node: Node, item: Any, label: str) -> tuple[Any, ...]:
        if not isinstance(node, Items):
            self.refuse(node.span, f"{label}: a list is expected")
            return ()
        return tuple(self._value(child, item, label) for child in node.items)

    def _mapping(self, node: Node, item: Any, label: str) -> dict[str, Any]:
        if not isinstance(node, Fields):
            self.refuse(node.span, f"{label}: keys with values are expected")
            return {}
        return {key: self._value(child, item, f"{label}.{key}") for key, child in node.fields.items()}


def _nearest(name: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches  # only when something is wrong

    close = get_close_matches(name, known, 1)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"
