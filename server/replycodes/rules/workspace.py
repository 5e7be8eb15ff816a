"""What a workspace says in its ``.replycodes.yaml``: own codes, vendors' meanings, severities, files, exceptions.

The file is data from a stranger. It is read with the strict YAML reader (no tags, no aliases, bounded depth), nothing
in it is executed, and every fault becomes a problem at its own place in the file while the rest holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from replycodes.catalog import lookup
from replycodes.catalog.build import Builder
from replycodes.catalog.model import (
    Catalog,
    EnhancedDetail,
    Entry,
    Problem,
    Reply,
    ResponseCode,
    Vendor,
)
from replycodes.catalog.nodes import Fields, Items, Node, Scalar, Span, parse, too_deep
from replycodes.catalog.schema import CODE_PATTERNS
from replycodes.detect.occurrence import Medium
from replycodes.rules.model import MEDIA, SEVERITIES, Finding, Severity
from replycodes.rules.registry import rules
from replycodes.text.path_pattern import path_spec

NAME = ".replycodes.yaml"
LARGEST = 100_000  # characters; a longer file is refused, it could hold up the server

_FORMS = {
    "replies": "three digits are expected, the first from 1 to 6",
    "details": "subject and detail are expected without the class, as in 1.77",
    "response_codes": "an atom in capital letters is expected, as in OVERQUOTA",
}

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRule:
    """What holds for the files that a pattern (as in .gitignore) matches."""

    path: str
    protocol: str = ""
    medium: str = ""
    exclude: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """Findings that are not wanted: in files of a pattern, of some rules, about some codes."""

    path: str = "**"
    rules: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Workspace:
    """One ``.replycodes.yaml``, read. ``folder`` is where it lies: patterns are relative to it."""

    severities: Mapping[str, Severity | Mapping[Medium, Severity]] = field(default_factory=dict)
    files: tuple[FileRule, ...] = ()
    exceptions: tuple[Ignored, ...] = ()
    replies: tuple[Reply, ...] = ()
    details: tuple[EnhancedDetail, ...] = ()
    response_codes: tuple[ResponseCode, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    problems: tuple[Problem, ...] = ()
    path: str = ""
    places: Mapping[tuple[str, str], Span] = field(default_factory=dict)
    """Where own codes are defined: by protocol (empty for enhanced details) and code."""

    def file_rule(self, path: str) -> FileRule:
        """What the workspace says of a file (path relative to the workspace file); the last match holds. What a
        workspace file itself says about codes is nobody's reply."""
        if path.rsplit("/", 1)[-1] == NAME:
            return FileRule(path=NAME, exclude=True)
        for rule in reversed(self.files):
            if _matches(rule.path, path):
                return rule
        return UNSAID

    def accepts(self, path: str, finding: Finding) -> bool:
        """Whether a finding is still wanted in a file."""
        return not any(
            (not one.rules or finding.rule in one.rules)
            and (not one.codes or finding.code in one.codes)
            and _matches(one.path, path)
            for one in self.exceptions
        )

    def extend(self, catalog: Catalog) -> Catalog:
        """The catalog with the workspace's own codes and vendors."""
        if not (self.replies or self.details or self.response_codes or self.vendors):
            return catalog
        replies = {protocol: dict(entries) for protocol, entries in catalog.replies.items()}
        for reply in self.replies:
            replies.setdefault(reply.protocol, {})[reply.code] = reply
        codes = {protocol: dict(entries) for protocol, entries in catalog.response_codes.items()}
        for code in self.response_codes:
            codes.setdefault(code.protocol, {})[code.code] = code
        return replace(
            catalog,
            replies=replies,
            response_codes=codes,
            enhanced_details={**catalog.enhanced_details, **{d.code: d for d in self.details}},
            vendors={**catalog.vendors, **{vendor.id: vendor for vendor in self.vendors}},
        )


UNSAID = FileRule(path="**")
NO_WORKSPACE = Workspace()


def _matches(pattern: str, path: str) -> bool:
    return bool(_spec(pattern).match_file(path))


@lru_cache(maxsize=4096)
def _spec(pattern: str) -> Any:
    return path_spec([pattern])


def read_workspace(text: str, path: str, catalog: Catalog) -> Workspace:
    """The workspace file in ``text``. ``path`` names it in problems; ``catalog`` tells what is standard."""
    if len(text) > LARGEST:
        return _refused(path, f"larger than {LARGEST // 1000} kB: not read")
    if too_deep(text):
        return _refused(path, "nested too deep: not read")
    root, problems = parse(text, path, words=True)
    if root is None or isinstance(root, Scalar):
        return Workspace(problems=tuple(problems))
    return _Reader(path, catalog, problems).read(root)


def _refused(path: str, message: str) -> Workspace:
    return Workspace(problems=(Problem(path, 1, message),))


class _Reader:
    """Reads section by section and collects problems."""

    def __init__(self, path: str, catalog: Catalog, problems: list[Problem]) -> None:
        self.path = path
        self.catalog = catalog
        self.builder = Builder(path)
        self.problems = problems
        self.values: dict[str, Any] = {}
        self.places: dict[tuple[str, str], Span] = {}

    @cached_property
    def sections(self) -> Mapping[str, Callable[[Node], None]]:
        return {
            "rules": self._severities,
            "files": self._files,
            "ignore": self._exceptions,
            "replies": lambda n: self._own(n, Reply, "replies"),
            "details": lambda n: self._own(n, EnhancedDetail, "details"),
            "response_codes": lambda n: self._own(n, ResponseCode, "response_codes"),
            "vendors": self._vendors,
        }

    def read(self, root: Node) -> Workspace:
        if not isinstance(root, Fields):
            self.builder.refuse(root.span, "the file must hold key: value pairs")
            return Workspace(problems=(*self.problems, *self.builder.problems))
        for name, place in root.keys.items():
            section = self.sections.get(name)
            if section is None:
                known = ", ".join(self.sections)
                self.builder.refuse(place, f"unknown key {name!r}; known are {known}")
            elif name in root.fields:
                section(root.fields[name])
        return Workspace(
            problems=(*self.problems, *self.builder.problems),
            path=self.path,
            places=self.places,
            **self.values,
        )

    def _severities(self, node: Node) -> None:
        if not isinstance(node, Fields):
            self.builder.refuse(node.span, "rules: rule names with severities are expected")
            return
        found: dict[str, Any] = {}
        for name, value in node.fields.items():
            if name not in rules():
                self.builder.refuse(
                    node.keys[name], f"there is no rule {name!r}; known are {', '.join(rules())}"
                )
            elif isinstance(value, Fields):
                found[name] = self._by_medium(value)
            else:
                severity = self._severity(value)
                if severity:
                    found[name] = severity
        self.values["severities"] = found

    def _by_medium(self, node: Fields) -> dict[Medium, Severity]:
        found: dict[Medium, Severity] = {}
        for medium, value in node.fields.items():
            if medium not in MEDIA:
                self.builder.refuse(
                    node.keys[medium], f"{medium!r} is no medium; media are {', '.join(MEDIA)}"
                )
                continue
            severity = self._severity(value)
            if severity:
                found[medium] = severity
        return found

    def _severity(self, node: Node) -> Severity | None:
        if isinstance(node, Scalar) and node.value in SEVERITIES:
            return node.value
        self.builder.refuse(node.span, f"a severity is one of {', '.join(SEVERITIES)}")
        return None

    def _files(self, node: Node) -> None:
        self.values["files"] = tuple(self._checked_files(node))

    def _checked_files(self, node: Node) -> list[FileRule]:
        good: list[FileRule] = []
        for item, rule in self._with_nodes(node, FileRule):
            if rule.protocol and rule.protocol not in (*self.catalog.replies, *self.catalog.statuses):
                self.builder.refuse(item.span, f"{rule.protocol!r} is no protocol")
            elif rule.medium and rule.medium not in MEDIA:
                self.builder.refuse(item.span, f"{rule.medium!r} is no medium; media are {', '.join(MEDIA)}")
            else:
                good.append(rule)
        return good

    def _exceptions(self, node: Node) -> None:
        good: list[Ignored] = []
        for item, one in self._with_nodes(node, Ignored):
            unknown = [rule for rule in one.rules if rule not in rules()]
            if unknown:
                self.builder.refuse(
                    item.span, f"there is no rule {unknown[0]!r}; known are {', '.join(rules())}"
                )
            else:
                good.append(one)
        self.values["exceptions"] = tuple(good)

    def _with_nodes(self, node: Node, cls: type[Any]) -> list[tuple[Node, Any]]:
        if not isinstance(node, Items):
            self.builder.refuse(node.span, "a list is expected here")
            return []
        built = ((item, self.builder.record(item, cls)) for item in node.items)
        return [(item, record) for item, record in built if record is not None]

    def _own(self, node: Node, cls: type[E], section: str) -> None:
        """Own codes: only the code and a text are asked for; a standard code keeps its standard meaning."""
        if not isinstance(node, Items):
            self.builder.refuse(node.span, "a list of codes is expected here")
            return
        good: list[E] = []
        for item in node.items:
            text = item.fields.get("text") if isinstance(item, Fields) else None
            said = str(text.value) if isinstance(text, Scalar) else ""
            given = {"status": "workspace", "sources": (self.path,), "summary": said}
            entry = self.builder.record(item, cls, given)
            if entry is None:
                continue
            entry = replace(entry, status="workspace")
            if not re.match(CODE_PATTERNS[cls], entry.code):
                self.builder.refuse(item.span, f"{entry.code} is no such code: {_FORMS[section]}")
            elif lookup.is_defined(self._standard(entry)):
                self.builder.refuse(
                    item.span, f"{entry.code} is a standard code: its meaning stays the standard's"
                )
            else:
                good.append(entry)
                code = item.fields["code"] if isinstance(item, Fields) else item
                self.places[getattr(entry, "protocol", ""), entry.code] = code.span
        self.values[section] = tuple(good)

    def _standard(self, entry: Entry) -> Entry | None:
        if isinstance(entry, Reply):
            return lookup.reply(self.catalog, entry.protocol, entry.code)
        if isinstance(entry, ResponseCode):
            return lookup.response_code(self.catalog, entry.protocol, entry.code)
        return self.catalog.enhanced_details.get(entry.code)

    def _vendors(self, node: Node) -> None:
        self.values["vendors"] = tuple(self.builder.records(node, Vendor))
