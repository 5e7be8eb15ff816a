"""The settings of an editor, in their one home: names, defaults, descriptions, and reading what a client sends.

``package.json`` of the extension and docs/settings.md are compared with :data:`SETTINGS` by a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from replycodes.detect.occurrence import Medium
from replycodes.rules.model import MEDIA, SEVERITIES, Severity
from replycodes.rules.registry import rules
from replycodes.rules.workspace import FileRule

PROTOCOLS = ("auto", "smtp", "ftp", "imap", "pop3", "managesieve", "nntp")
INLAY_HINTS = ("off", "logs", "on")
REFERENCES = ("open", "workspace")
_SAID = 20  # problems


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the server: its key below ``replycodes.``, default and description (Markdown)."""

    key: str
    default: object
    description: str


SETTINGS = (
    Setting(
        "protocol",
        "auto",
        "Protocol of all files: `auto` decides for each line from what stands around it.",
    ),
    Setting(
        "files",
        {},
        "Protocol or medium of files by pattern, as in `.gitignore`: "
        '`{"*.trace": {"protocol": "imap", "medium": "transcript"}}`.',
    ),
    Setting(
        "rules",
        {},
        "Severity of rules (`off`, `hint`, `information`, `warning`, `error`), for all media or for each: "
        '`{"class-mismatch": "error", "unknown-reply-code": {"log": "off"}}`.',
    ),
    Setting("maxProblems", 1000, "How many problems of one file are shown, the gravest first."),
    Setting(
        "inlayHints.enable",
        "off",
        "Show the meaning of a code behind it: `off`, in `logs` (transcripts and messages too), or `on` everywhere.",
    ),
    Setting("semanticTokens", True, "Colour codes by their class: success, temporary, permanent."),
    Setting(
        "references",
        "open",
        "Where references of a code are looked for: in the `open` documents, or in all files of the `workspace` that git "
        "does not ignore.",
    ),
)


@dataclass(frozen=True)
class Settings:
    """What the user has set. ``problems`` are sentences about values that were not understood."""

    protocol: str = "auto"
    files: tuple[FileRule, ...] = ()
    rules: Mapping[str, Severity | Mapping[Medium, Severity]] = field(default_factory=dict)
    max_problems: int = 1000
    inlay_hints: str = "off"
    semantic_tokens: bool = True
    references: str = "open"
    problems: tuple[str, ...] = ()


def read_settings(sent: object) -> Settings:
    """The settings in what a client sends (the value of its section ``replycodes``). Whatever is not understood
    keeps its default and is said."""
    values: Mapping[str, Any] = sent if isinstance(sent, Mapping) else {}
    problems: list[str] = []
    hints = values.get("inlayHints")
    reader = _Reader(problems)
    return Settings(
        protocol=reader.choice(values, "protocol", PROTOCOLS, "auto"),
        files=reader.files(values.get("files")),
        rules=reader.severities(values.get("rules")),
        max_problems=reader.count(values, "maxProblems", 1000),
        inlay_hints=reader.choice(
            hints if isinstance(hints, Mapping) else {}, "inlayHints.enable", INLAY_HINTS, "off"
        ),
        semantic_tokens=reader.switch(values, "semanticTokens", True),
        references=reader.choice(values, "references", REFERENCES, "open"),
        problems=_few(problems),
    )


def _few(problems: list[str]) -> tuple[str, ...]:
    """As many problems as a person reads."""
    more = [f"{len(problems) - _SAID} more settings are not understood"] if len(problems) > _SAID else []
    return (*problems[:_SAID], *more)


class _Reader:
    def __init__(self, problems: list[str]) -> None:
        self.problems = problems

    def _refuse(self, key: str, value: object, wanted: str) -> None:
        self.problems.append(f"replycodes.{key[:60]}: {str(value)[:60]!r} is not {wanted}")

    def choice(self, values: Mapping[str, Any], key: str, choices: tuple[str, ...], default: str) -> str:
        value = values.get(key.rpartition(".")[2])
        if value is None or value in choices:
            return value or default
        self._refuse(key, value, f"one of {', '.join(choices)}")
        return default

    def count(self, values: Mapping[str, Any], key: str, default: int) -> int:
        value = values.get(key)
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self._refuse(key, value, "a number from 0 up")
        return default

    def switch(self, values: Mapping[str, Any], key: str, default: bool) -> bool:
        value = values.get(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self._refuse(key, value, "true or false")
        return default

    def severities(self, sent: object) -> dict[str, Severity | Mapping[Medium, Severity]]:
        found: dict[str, Severity | Mapping[Medium, Severity]] = {}
        for name, value in self._items("rules", sent):
            if name not in rules():
                self._refuse("rules", name, f"a rule; rules are {', '.join(rules())}")
            elif isinstance(value, Mapping):
                found[name] = {m: value[m] for m in MEDIA if value.get(m) in SEVERITIES}
            elif value in SEVERITIES:
                found[name] = value
            else:
                self._refuse(f"rules.{name}", value, f"one of {', '.join(SEVERITIES)}")
        return found

    def files(self, sent: object) -> tuple[FileRule, ...]:
        found: list[FileRule] = []
        for pattern, value in self._items("files", sent):
            said = {"protocol": value} if isinstance(value, str) else value
            if not isinstance(said, Mapping):
                self._refuse(f"files.{pattern}", value, 'a protocol or {"protocol": ..., "medium": ...}')
                continue
            protocol = self.choice(said, "protocol", PROTOCOLS, "auto")
            medium = self.choice(said, "medium", ("", *MEDIA), "")
            found.append(
                FileRule(path=pattern, protocol="" if protocol == "auto" else protocol, medium=medium)
            )
        return tuple(found)

    def _items(self, key: str, sent: object) -> list[tuple[str, Any]]:
        if sent is None:
            return []
        if isinstance(sent, Mapping):
            return [(str(name), value) for name, value in sent.items()]
        self._refuse(key, sent, "an object")
        return []
