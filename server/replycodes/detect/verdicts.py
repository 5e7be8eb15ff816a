"""What near windows decide, and what is made of a decided place: once for each verdict and column, because a log
repeats both hundreds of thousands of times.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from replycodes.detect.alike import Alike
from replycodes.detect.occurrence import Kind, Occurrence
from replycodes.detect.profile import Profile

T = TypeVar("T")
Make = Callable[[Occurrence, str], "T | None"]
"""Makes something of an occurrence and its text; None leaves it out."""

_VERDICTS = 5_000
_COLUMNS = 1_000


class Verdict:
    """A decided window: refused, undecided, or accepted, then with protocols; ``cut``: undecided only because a word on the
    left may begin before the window."""

    __slots__ = ("code", "cut", "kind", "protocols", "sure")

    def __init__(
        self, kind: Kind | str, code: str, protocols: tuple[str, ...], sure: bool, cut: bool = False
    ) -> None:
        self.kind, self.code, self.protocols, self.sure, self.cut = kind, code, protocols, sure, cut

    def at(self, column: int) -> Occurrence:
        """The occurrence at a column."""
        return Occurrence(column, column + len(self.code), self.kind, self.code, self.protocols)  # type: ignore[arg-type]


class Columns(dict[int, T]):
    """What is made of one verdict at each column."""

    __slots__ = ("_make", "_verdict")

    def __init__(self, verdict: Verdict, make: Make[T]) -> None:
        super().__init__()
        self._verdict, self._make = verdict, make

    def __missing__(self, column: int) -> T:
        if len(self) >= _COLUMNS:
            self.clear()
        made = self._make(self._verdict.at(column), self._verdict.code)
        assert made is not None  # only codes in parts are left out, and no window decides those
        self[column] = made
        return made


class Forms(dict[Verdict, Columns[T]], Generic[T]):
    """``forms[verdict][column]``: the same object for the same place."""

    def __init__(self, make: Make[T]) -> None:
        super().__init__()
        self._make = make
        self._alike: Alike[T] | None = None

    def alike(self, profile: Profile) -> Alike[T]:
        """What was made of whole lines in files of this profile."""
        if self._alike is None or (self._alike.profile is not profile and self._alike.profile != profile):
            self._alike = Alike(profile)
        return self._alike

    def __missing__(self, verdict: Verdict) -> Columns[T]:
        if len(self) >= _VERDICTS:
            self.clear()
        columns = self[verdict] = Columns(verdict, self._make)
        return columns

    def of(self, found: Sequence[Occurrence], line: str) -> list[T]:
        """What is made of the occurrences of a line."""
        made = (self._make(one, line[one.start : one.end]) for one in found)
        return [one for one in made if one is not None]
