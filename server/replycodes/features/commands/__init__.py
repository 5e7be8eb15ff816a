"""Commands that an editor may run: one module each, with its work in the function of the same name.

docs/server-commands.md states what each takes and answers. A command reads no file: what is not open is handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lsprotocol import types

from replycodes.features.desk import Desk

__all__ = ["Answer", "Argument", "BadArgumentError", "Desk", "position_of", "text_of"]

Argument = Mapping[str, Any]
Answer = dict[str, Any] | None


_LARGEST = 2**31 - 1  # of the protocol's positions; what lies beyond is the end


class BadArgumentError(ValueError):
    """The argument is not what the command takes; the message says what that is."""


def text_of(argument: Argument, key: str, default: str | None = None) -> str:
    """A text of the argument; without a default it must be there."""
    value = argument.get(key, default)
    if isinstance(value, str):
        return value
    raise BadArgumentError(f"{key!r} is expected to be a text")


def position_of(argument: Argument, key: str) -> types.Position:
    """A position of the argument."""
    value = argument.get(key)
    line, character = (value.get("line"), value.get("character")) if isinstance(value, dict) else (None, None)
    if not (isinstance(line, int) and isinstance(character, int) and line >= 0 and character >= 0):
        raise BadArgumentError(f"{key!r} is expected to be a position")
    return types.Position(min(line, _LARGEST), min(character, _LARGEST))
