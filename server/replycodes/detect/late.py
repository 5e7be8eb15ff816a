"""Expressions that few texts need, compiled when one does, or when nobody waits: a short scan would wait for all of them
longer than for anything else."""

from __future__ import annotations

import re
from functools import cached_property
from typing import AnyStr, cast


class Late:
    """Stands for an expression that is not compiled yet."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.given = pattern, flags
        _waiting.append(self)

    @cached_property
    def compiled(self) -> re.Pattern[str] | re.Pattern[bytes]:
        """The expression."""
        pattern, flags = self.given
        return re.compile(pattern, flags)

    def __getattr__(self, name: str) -> object:
        """A method of the expression; from now on it is an attribute here, so that this is asked once."""
        value = getattr(self.compiled, name)
        setattr(self, name, value)
        return value


_waiting: list[Late] = []


def compile_next() -> bool:
    """Compile one of the expressions before it is needed; false when none is left."""
    while _waiting:
        one = _waiting.pop()
        if "compiled" not in vars(one):
            _ = one.compiled
            return True
    return False


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The same as :func:`re.compile`, with the work done at the first use."""
    return cast("re.Pattern[AnyStr]", Late(pattern, flags))
