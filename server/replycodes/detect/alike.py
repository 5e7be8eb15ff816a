"""Lines that look alike: they differ only in what no evidence reads, the digits of times, addresses and sizes, the letters
of identifiers and of words that no evidence knows. What such a line decides by itself is decided once for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from replycodes.detect.codes import HTTP_TOO, MAIL_OR_FTP_ONLY, ROUND, TYPICAL_FTP, TYPICAL_SMTP, Codes
from replycodes.detect.formats import Formats
from replycodes.detect.identifiers import IDENTIFIER, WITH_DIGITS, ZEROS, mask, names
from replycodes.detect.profile import Profile
from replycodes.detect.vocabulary import Vocabulary

if TYPE_CHECKING:
    from replycodes.detect.context.lines import Asked, Lines

T = TypeVar("T")
Look = tuple[object, ...]

_MEMORY = 20_000
EXIT_STATES = frozenset(
    ["255"]
)  # of programs; evidence knows no other number from 200 on that is in no set of codes
_SHORT = 80  # code points
FEW = 128  # looks
_LONGEST = 2_000  # code points; a longer line hardly has its like
_NUMBER = re.compile(
    rb"0(?<!00)(?:0{0,2}(?:\.0{1,3}){3}|(00(?!0)(?:(?<![A-Za-z]000)|(?<=\\[nrt]000)|(?=[ -]))|\.0{1,3}\.0{1,3}(?!0)))"
)
"""In a line whose digits are zeros: numbers of three digits and enhanced codes (the group), which tell one line from
another; and addresses, which do not."""
_STATED = re.compile(rb" \[(?<=[KODEHkodeh] \[)([A-Z][A-Z0-9/_-]*)[] ]")
"""A response code of IMAP behind its status word (OK, NO, BAD, BYE, PREAUTH), which is found whatever its name."""
_SYSLOG = re.compile(rb"<0{1,3}>0 ")  # the version behind the priority tells what the other columns are
_LOWER, _UPPER = b"abcdefghijklmnopqrstuvwxyz", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DUMPED = re.compile(
    rb"3[1-5] 3[0-9] 3[0-9] "
)  # a code as the bytes of a dump, which its text column is compared with
_APART = re.compile(b"00 00 00 |" + b"|".join(word.translate(ZEROS) for word in WITH_DIGITS), re.IGNORECASE)
_WORDS = bytes(byte if chr(byte) in (_LOWER + _UPPER).decode() else 0x20 for byte in range(256))
_SHAPE = bytes.maketrans(_LOWER + _UPPER, b"x" * 26 + b"X" * 26)


def counted_apart(folded: bytes) -> bool:
    """In a text whose digits are zeros: other digits than those of numbers of three digits and of enhanced codes may be read
    one by one, in the bytes of a dump or in a word that detection knows."""
    return _APART.search(folded) is not None


class Numbers(dict[bytes, bytes]):
    """``numbers[digits]``: a number of three digits where evidence may know it, and else what it has in common with others that
    nothing knows: its first digit, and whether its second is one of a code."""

    def __init__(self, codes: Codes) -> None:
        super().__init__()
        self._known = (
            codes.known | codes.standard | HTTP_TOO | MAIL_OR_FTP_ONLY | ROUND | TYPICAL_FTP | TYPICAL_SMTP
        )
        self._known |= EXIT_STATES

    def __missing__(self, digits: bytes) -> bytes:
        if (
            len(digits) != 3
            or not digits.isdigit()
            or digits[:1] in (b"0", b"1")
            or digits.decode() in self._known
        ):
            kind = digits
        else:
            kind = digits[:1] + (b"-" if digits[1:2] <= b"5" else b"+")
        if len(self) < _MEMORY:  # else no number
            self[digits] = kind
        return kind


class Looks:
    """Reads looks; the first few are left out, because who scans few lines would wait for the vocabulary."""

    def __init__(self, codes: Codes, formats: Formats, few: int = FEW) -> None:
        self._codes, self._formats, self._few = codes, formats, few
        self.numbers = Numbers(codes)
        self._short: tuple[dict[bytes, Look | None], ...] = ({}, {})
        """Of short lines, without and with identifiers."""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that evidence may know."""
        return Vocabulary(self._codes, self._formats)

    def of_line(self, line: bytes, identifiers: bool) -> Look | None:
        """The same as :meth:`of` for a line, which may come again as it is."""
        if len(line) > _SHORT or self._few:
            return self.of(line, identifiers)
        short = self._short[identifiers]
        if line not in short:
            if len(short) >= _MEMORY:
                short.clear()
            short[line] = self.of(line, identifiers)
        return short[line]

    def of(self, line: bytes, identifiers: bool = True) -> Look | None:
        """What lines that look alike have in common, their length too; None for a line that is not worth it. ``line``: one
        byte for each code point; ``identifiers``: the letters of identifiers are not read, as in a log."""
        if self._few:
            self._few -= 1
            return None
        folded = line.translate(ZEROS)
        if len(line) > _LONGEST or _SYSLOG.match(folded) or _DUMPED.search(line):
            return None
        named = names(line)
        plain = IDENTIFIER.sub(mask, folded) if identifiers and not named else folded
        telling = [line[slice(*found.span())] for found in _NUMBER.finditer(plain) if found.lastindex]
        telling = (
            list(map(self.numbers.__getitem__, telling)) if len(telling) == 1 else self._told_apart(telling)
        )
        if named:
            return (folded, *telling, *named)
        known = b"".join(map(self.vocabulary.__getitem__, plain.translate(_WORDS).split()))
        stated = _STATED.findall(line) if b" [" in line else ()
        return (plain.translate(_SHAPE), known, *telling, *stated)

    def _told_apart(self, telling: list[bytes]) -> list[bytes]:
        """Numbers that nothing knows are told apart by the places of the first that are equal."""
        kinds = list(map(self.numbers.__getitem__, telling))
        if kinds == telling:
            return telling
        return [
            kind if kind == one else b"%b%d" % (kind, telling.index(one))
            for kind, one in zip(kinds, telling, strict=True)
        ]


class _Question(NamedTuple):
    """What the decision about lines of one look asks next, and where each answer leads."""

    question: Callable[..., Hashable]
    about: tuple[object, ...]
    leads: dict[Hashable, _Question | _Made]


class _Made(NamedTuple):
    """What was decided."""

    made: Sequence[object]


class Alike(Generic[T]):
    """A bounded memory of what was decided for lines of one look, in files of one profile: at once, or after questions
    about the lines around, whose answers are asked anew for each line."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._known: dict[Hashable, _Question | _Made] = {}
        self._kept = 0

    def get(self, key: Look, around: Lines) -> list[T] | None:
        """What was decided for the look at the line that ``around`` was turned to, None if nothing was."""
        node = self._known.get(key)
        while type(node) is _Question:
            node = node.leads.get(node.question(around, around.lines.asked, *node.about))
        return node.made if node is not None else None  # type: ignore[union-attr, return-value]

    def keep(self, key: Look, questions: Sequence[Asked], decided: list[T]) -> None:
        """Remember what was decided, and the answers that it rests on."""
        if self._kept >= _MEMORY:
            self._known.clear()
            self._kept = 0
        self._kept += 1
        leads: dict[Hashable, _Question | _Made] = self._known
        answer: Hashable = key
        for question, about, answered in questions:
            node = leads.get(answer)
            if type(node) is not _Question:
                node = leads[answer] = _Question(question, about, {})
            leads, answer = node.leads, answered
        leads[answer] = _Made(decided)
