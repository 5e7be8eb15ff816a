"""Where a comment that answers a finding can be written: behind its line, above it, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from replycodes.rules.model import Edit, Fix

_BEHIND = {
    "python": "#", "yaml": "#", "toml": "#", "ruby": "#", "perl": "#", "shellscript": "#", "r": "#", "elixir": "#",
    "powershell": "#", "sieve": "#", "lua": "--", "sql": "--", "haskell": "--", "javascript": "//", "typescript": "//",
    "javascriptreact": "//", "typescriptreact": "//", "go": "//", "java": "//", "c": "//", "cpp": "//", "csharp": "//",
    "rust": "//", "php": "//", "swift": "//", "kotlin": "//", "scala": "//", "dart": "//", "jsonc": "//", "erlang": "%",
    "latex": "%", "m4": "dnl",
}  # fmt: skip
"""Language id -> the sign that begins a comment to the end of the line."""

_ABOVE = {"ini": "#", "properties": "#", "dockerfile": "#", "make": "#", "dotenv": "#"}
"""The same where a comment needs a line of its own: behind a value it would be part of it."""

_LONG_STRINGS = {
    "python": ('"""', "'''"),
    "javascript": ("`",), "typescript": ("`",), "javascriptreact": ("`",), "typescriptreact": ("`",), "go": ("`",),
    "toml": ('"""', "'''"), "swift": ('"""',), "kotlin": ('"""',), "scala": ('"""',), "java": ('"""',),
}  # fmt: skip
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?$")


def suppress_here(language_id: str, lines: Sequence[str], index: int, rule: str) -> Fix | None:
    """The fix that silences one rule in one line, in the comment syntax of the language; None where no comment can
    stand: the language has none, or the line lies inside a longer text."""
    text = lines[index].rstrip("\r\n")
    title = f"Ignore {rule} in this line"
    if (sign := _ABOVE.get(language_id)) is not None:
        if text[:1] in (" ", "\t"):
            return None  # it goes on with the value above
        line_end = lines[index][len(text) :] or "\n"
        return Fix(title, (Edit(0, 0, 0, f"{sign} replycodes: ignore[{rule}]{line_end}"),))
    sign = _BEHIND.get(language_id)
    if sign is None or text.endswith("\\") or _in_long_string(language_id, lines, index):
        return None
    end = len(text)
    return Fix(title, (Edit(0, end, end, f"  {sign} replycodes: ignore[{rule}]"),))


def _in_long_string(language_id: str, lines: Sequence[str], index: int) -> bool:
    if language_id == "yaml":
        return _in_block(lines, index)
    for quote in _LONG_STRINGS.get(language_id, ()):
        above = sum(lines[number].count(quote) for number in range(index))
        if (above + lines[index].count(quote)) % 2 or above % 2:
            return True
    return False


def _in_block(lines: Sequence[str], index: int) -> bool:
    """Whether a line of YAML belongs to a block of text that a line further left opens with | or >."""
    own = _indent(lines[index])
    for number in range(index - 1, -1, -1):
        text = lines[number].rstrip()
        if text and _indent(text) < own:
            return _BLOCK.search(text) is not None
    return False


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
