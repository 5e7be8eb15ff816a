"""Patterns as in .gitignore that no name can make slow: whoever writes ``*a*a*a*a*b`` into a project also names its
files, and pathspec's expression for it takes minutes.

Where a wildcard may take more or less, the least that lets what follows fit is as good as any, so that nothing is tried
twice: an atomic group holds it, written as a look-ahead and a reference because Python 3.10 has no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec, RegexPattern

_FEW = 2  # wildcards, with which the plain expression is fast enough
_TOKEN = re.compile(r"\\(.)|(\*+)|(\?)|\[([!^]?)(\]?(?:\\.|[^\]\\])*)\]|(.)", re.DOTALL)
_DOUBLE = "**"


def path_spec(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns of some lines; raises ValueError for a line that is none."""
    from pathspec import GitIgnoreSpec  # only where there are patterns

    return GitIgnoreSpec([_bounded(pattern) for pattern in GitIgnoreSpec.from_lines(lines).patterns])


P = TypeVar("P", bound="RegexPattern")


def _bounded(pattern: P) -> P:
    written = pattern.pattern
    if pattern.regex is None or not isinstance(written, str):
        return pattern
    if written.count("*") <= _FEW or not written.strip("!*/ "):
        return pattern
    mark = next(iter(pattern.regex.groupindex), "ps_d")
    return type(pattern)(re.compile(linear_expression(written, mark)), pattern.include)


def linear_expression(pattern: str, directory_mark: str) -> str:
    """An expression for paths with ``/`` between their parts. What is behind the pattern's last part, if anything, is
    the group ``directory_mark``."""
    numbers = count(1)
    pattern = pattern.rstrip().removeprefix("!")
    body = pattern.removesuffix("/")
    parts = body.removeprefix("/").split("/")
    if "/" not in body:
        parts.insert(0, _DOUBLE)
    groups = _groups(parts)
    expressions = ["/".join(_part(part, numbers) for part in group) for group in groups]
    inside = parts[-1] == _DOUBLE  # what is in a folder, and not the folder
    found = "^" if parts[0] == _DOUBLE else f"^{expressions.pop(0)}{'/' if expressions else ''}"
    for expression in expressions[:-1]:
        found += _atomic(f"(?:[^/]+/)*?{expression}/", numbers)
    if expressions:
        found += f"(?:.+/)?{expressions[-1]}"
    if inside and not pattern.endswith("/"):
        return f"{found}/"
    end = "" if pattern.endswith("/") else "|$"
    return f"{found}(?:(?P<{directory_mark}>/){end})"


def _groups(parts: list[str]) -> list[list[str]]:
    """The parts between the double stars."""
    groups: list[list[str]] = [[]]
    for part in parts:
        if part == _DOUBLE:
            groups.append([])
        else:
            groups[-1].append(part)
    return [group for group in groups if group]


def _part(part: str, numbers: count[int]) -> str:
    """The expression of what stands between two slashes."""
    if not part.strip("*"):
        return "[^/]+"
    pieces = [""]
    for token in _TOKEN.finditer(part):
        if token[2]:
            pieces.append("")
        else:
            pieces[-1] += _character(token)
    first, *others = pieces
    if not others:
        return first
    held = (_atomic(f"[^/]*?{piece}", numbers) for piece in others[:-1] if piece)
    return f"{first}{''.join(held)}[^/]*{others[-1]}(?=/|$)"


def _character(token: re.Match[str]) -> str:
    escaped, _, any_one, negated, inside, plain = token.groups()
    if any_one:
        return "[^/]"
    if inside is None:
        return re.escape(escaped or plain)
    body = re.sub(r"([\[\\^&~|])", r"\\\1", re.sub(r"\\(.)", r"\1", inside))
    return f"[^/{body}]" if negated else f"(?!/)[{body}]"


def _atomic(expression: str, numbers: count[int]) -> str:
    name = f"held{next(numbers)}"
    return f"(?=(?P<{name}>{expression}))(?P={name})"
