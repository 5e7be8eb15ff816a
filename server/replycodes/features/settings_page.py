"""The parts of README.md and docs/settings.md that are made from the settings, the rules and the workspace file's
sections."""

from __future__ import annotations

import json
import re

from replycodes.features.settings import SETTINGS
from replycodes.rules.registry import rules
from replycodes.rules.workspace_schema import SECTIONS

_PART = re.compile(r"(<!-- begin (?P<name>\w+): made by make docs -->\n).*?(<!-- end -->)", re.DOTALL)


def renewed(page: str, pages: str = "rules") -> str:
    """The page with its made parts as they should be now; ``pages``: where the rules' pages lie, seen from it."""
    parts = {
        "settings": _settings(),
        "sections": _sections(),
        "rules": _rules(pages),
        "findings": _findings(pages),
    }
    return _PART.sub(lambda found: f"{found[1]}\n{parts[found['name']]}\n{found[3]}", page)


def _settings() -> str:
    rows = [
        f"| `replycodes.{one.key}` | `{json.dumps(one.default)}` | {_cell(one.description)} |"
        for one in SETTINGS
    ]
    return _table("| Setting | Default | |", rows)


def _sections() -> str:
    return _table("| Section | |", [f"| `{name}` | {_cell(text)} |" for name, text in SECTIONS.items()])


def _rules(pages: str) -> str:
    rows = [
        f"| [{rule.id}]({pages}/{rule.id}.md) | {rule.severity['source']} | {rule.severity['transcript']} "
        f"| {rule.severity['log']} |"
        for rule in rules().values()
    ]
    return _table("| Rule | Source, configuration | Transcripts | Logs, messages, prose |", rows)


def _findings(pages: str) -> str:
    rows = [f"| [{rule.id}]({pages}/{rule.id}.md) | {_cell(rule.title)} |" for rule in rules().values()]
    return _table("| Rule | Reports |", rows)


def _table(head: str, rows: list[str]) -> str:
    columns = head.count("|") - 1
    return "\n".join([head, "|" + " --- |" * columns, *rows]) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
