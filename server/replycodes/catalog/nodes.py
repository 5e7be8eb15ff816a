"""Strict YAML: text to nodes that know their lines, with everything ambiguous or dangerous refused.

PyYAML's default loaders read ``NO`` as False, ``5.10`` as 5.1, ``0550`` as 360, and keep the last of two equal
keys in silence. Here a scalar is a string or a boolean, keys are unique, and anchors, tags and merges (which
carry the attacks on YAML readers) do not exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from replycodes.catalog.model import Problem

MAX_DEPTH = 24

_BASE: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is absent from pure-Python bundles
_STRING = "tag:yaml.org,2002:str"
_BOOLEAN = "tag:yaml.org,2002:bool"
_COLLECTIONS = ("tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")
_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands: 1-based line, 0-based columns in code points, the end exclusive (0: line end)."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string or boolean."""

    value: str | bool
    span: Span


@dataclass(frozen=True, slots=True)
class Items:
    """A YAML sequence."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Fields:
    """A YAML mapping. ``keys`` says where each key stands."""

    fields: dict[str, Node]
    keys: dict[str, Span]
    span: Span


Node = Scalar | Items | Fields


class _Converter:
    """Turns PyYAML's nodes into ours and collects what it refuses."""

    def __init__(self, path: str, words: bool) -> None:
        self.path = path
        self.words = words
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def refuse(self, node: yaml.Node, message: str) -> None:
        span = _span(node)
        self.problems.append(Problem(self.path, span.line, message, span.start, span.end))

    def convert(self, node: yaml.Node, depth: int = 0) -> Node | None:
        if id(node) in self._seen:
            self.refuse(node, "anchors and aliases are not allowed: write the value out")
            return None
        self._seen.add(id(node))
        if depth > MAX_DEPTH:
            self.refuse(node, f"nested deeper than {MAX_DEPTH} levels")
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if node.tag not in _COLLECTIONS:
            self.refuse(node, f"tags are not allowed: {node.tag}")
            return None
        if isinstance(node, yaml.SequenceNode):
            items = (self.convert(child, depth + 1) for child in node.value)
            return Items(tuple(item for item in items if item is not None), _span(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        raise TypeError(f"PyYAML returned an unknown node: {node!r}")

    def _scalar(self, node: yaml.ScalarNode) -> Scalar | None:
        if node.tag == _STRING:
            return Scalar(node.value, _span(node))
        if node.tag == _BOOLEAN and node.value in _BOOLEANS:
            return Scalar(_BOOLEANS[node.value], _span(node))
        if node.tag == _BOOLEAN and self.words:
            return Scalar(node.value, _span(node))
        if node.tag.startswith("tag:yaml.org,2002:") and not node.tag.startswith("tag:yaml.org,2002:python"):
            self.refuse(node, f'quote this value, YAML would not read it as text: "{node.value}"')
        else:
            self.refuse(node, f"tags are not allowed: {node.tag}")
        return None

    def _mapping(self, node: yaml.MappingNode, depth: int) -> Fields:
        fields: dict[str, Node] = {}
        keys: dict[str, Span] = {}
        for key_node, value_node in node.value:
            key = self.convert(key_node, depth + 1)
            if not isinstance(key, Scalar) or not isinstance(key.value, str):
                if key is not None:
                    self.refuse(key_node, "keys must be text: quote this one")
                continue
            if key.value in keys:
                self.refuse(
                    key_node, f'the key "{key.value}" stands twice; first in line {keys[key.value].line}'
                )
                continue
            keys[key.value] = key.span
            value = self.convert(value_node, depth + 1)
            if value is not None:
                fields[key.value] = value
        return Fields(fields, keys, _span(node))


def _span(node: yaml.Node) -> Span:
    start, end = node.start_mark, node.end_mark
    return Span(start.line + 1, start.column, end.column if end.line == start.line else 0)


def too_deep(text: str) -> bool:
    """Whether a text from a stranger nests deeper than any file of ours; asked before a recursive reader sees it."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_BASE):
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                depth += 1
                if depth > MAX_DEPTH:
                    return True
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
    except yaml.YAMLError:
        pass  # parse() reports it with its place
    return False


_NOT_UTF8 = re.compile(
    "[\ufffd\ud800-\udfff]"
)  # what a decoder puts in place; halves of characters from an editor


def parse(text: str, path: str, words: bool = False) -> tuple[Node | None, list[Problem]]:
    """The document in ``text`` as nodes, and what is wrong with it. ``path`` names the file in problems.
    ``words``: read off, on, yes and no as the words they are instead of refusing them unquoted."""
    converter = _Converter(path, words)
    if (foreign := _NOT_UTF8.search(text)) is not None:
        at = foreign.start()
        start = text.rfind("\n", 0, at) + 1
        return None, [Problem(path, text.count("\n", 0, at) + 1, "not UTF-8", at - start)]
    try:
        root = yaml.compose(text, Loader=_BASE)
        node = None if root is None else converter.convert(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column) if mark else (1, 0)
        line = min(line, text.count("\n") + 1)  # libyaml counts one more line than there is
        return None, [Problem(path, line, f"not valid YAML: {error.problem or error.context}", column)]
    except yaml.YAMLError as error:
        return None, [Problem(path, 1, f"not valid YAML: {str(error).splitlines()[0]}")]
    except RecursionError:
        return None, [Problem(path, 1, f"nested deeper than {MAX_DEPTH} levels")]
    return node, converter.problems


def plain(node: Node) -> object:
    """The node as dicts, lists, strings and booleans, for data whose shape another module judges."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.fields.items()}
