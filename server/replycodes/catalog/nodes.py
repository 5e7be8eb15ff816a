"""Strict YAML: text to nodes that know their lines, with everything ambiguous or dangerous refused.

PyYAML's default loaders read ``NO`` as False, ``5.10`` as 5.1, ``0550`` as 360, and keep the last of two equal
keys in silence. Here a scalar is a string or a boolean, keys are unique, and anchors, tags and merges (which
carry the attacks on YAML readers) do not exist.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from replycodes.catalog.model import Problem

MAX_DEPTH = 24

_BASE: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is absent from pure-Python bundles
_STRING = "tag:yaml.org,2002:str"
_BOOLEAN = "tag:yaml.org,2002:bool"
_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string or boolean with the line (1-based) where it stands."""

    value: str | bool
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A YAML sequence."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Fields:
    """A YAML mapping. ``key_lines`` says where each key stands."""

    fields: dict[str, Node]
    key_lines: dict[str, int]
    line: int


Node = Scalar | Items | Fields


class _Converter:
    """Turns PyYAML's nodes into ours and collects what it refuses."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def refuse(self, node: yaml.Node, message: str) -> None:
        self.problems.append(Problem(self.path, node.start_mark.line + 1, message))

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
        if isinstance(node, yaml.SequenceNode):
            items = (self.convert(child, depth + 1) for child in node.value)
            return Items(tuple(item for item in items if item is not None), node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        raise TypeError(f"PyYAML returned an unknown node: {node!r}")

    def _scalar(self, node: yaml.ScalarNode) -> Scalar | None:
        line = node.start_mark.line + 1
        if node.tag == _STRING:
            return Scalar(node.value, line)
        if node.tag == _BOOLEAN and node.value in _BOOLEANS:
            return Scalar(_BOOLEANS[node.value], line)
        if node.tag.startswith("tag:yaml.org,2002:") and not node.tag.startswith("tag:yaml.org,2002:python"):
            self.refuse(node, f'quote this value, YAML would not read it as text: "{node.value}"')
        else:
            self.refuse(node, f"tags are not allowed: {node.tag}")
        return None

    def _mapping(self, node: yaml.MappingNode, depth: int) -> Fields:
        fields: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self.convert(key_node, depth + 1)
            if not isinstance(key, Scalar) or not isinstance(key.value, str):
                if key is not None:
                    self.refuse(key_node, "keys must be text: quote this one")
                continue
            if key.value in key_lines:
                self.refuse(
                    key_node, f'the key "{key.value}" stands twice; first in line {key_lines[key.value]}'
                )
                continue
            key_lines[key.value] = key.line
            value = self.convert(value_node, depth + 1)
            if value is not None:
                fields[key.value] = value
        return Fields(fields, key_lines, node.start_mark.line + 1)


def parse(text: str, path: str) -> tuple[Node | None, list[Problem]]:
    """The document in ``text`` as nodes, and what is wrong with it. ``path`` names the file in problems."""
    converter = _Converter(path)
    try:
        root = yaml.compose(text, Loader=_BASE)
        node = None if root is None else converter.convert(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return None, [Problem(path, line, f"not valid YAML: {error.problem or error.context}")]
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
