"""Language ids of files by their names, for callers that no editor tells."""

from __future__ import annotations

from collections.abc import Mapping

_EXTENSIONS: Mapping[str, str] = {
    "c": "c", "h": "c", "cc": "cpp", "cpp": "cpp", "cs": "csharp", "css": "css", "dart": "dart", "erl": "erlang",
    "ex": "elixir", "exs": "elixir", "go": "go", "hs": "haskell", "html": "html", "ini": "ini", "cfg": "ini", "conf": "ini",
    "java": "java", "js": "javascript", "mjs": "javascript", "cjs": "javascript", "jsx": "javascriptreact",
    "json": "json", "jsonl": "jsonl", "jsonc": "jsonc", "kt": "kotlin", "log": "log", "lua": "lua", "m4": "m4", "mc": "m4",
    "md": "markdown", "mk": "make", "php": "php", "pl": "perl", "pm": "perl", "properties": "properties",
    "ps1": "powershell", "py": "python", "pyi": "python", "r": "r", "rb": "ruby", "rs": "rust", "scala": "scala",
    "sh": "shellscript", "bash": "shellscript", "sieve": "sieve", "sql": "sql", "swift": "swift", "tex": "latex",
    "toml": "toml", "ts": "typescript", "tsx": "typescriptreact", "xml": "xml", "yaml": "yaml", "yml": "yaml",
}  # fmt: skip
_NAMES: Mapping[str, str] = {"dockerfile": "dockerfile", "makefile": "make"}


def language_of(name: str) -> str:
    """The language id that editors give a file of this name; ``plaintext`` when the name does not tell."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1].lower()
    return _NAMES.get(base) or _EXTENSIONS.get(base.rsplit(".", 1)[-1] if "." in base else "", "plaintext")
