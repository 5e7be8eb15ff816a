"""The words that evidence may know: what its patterns, its lists and its code say. Any other word means as little as the next.

They are read from the modules that weigh, not listed, so that no new piece of evidence can be forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import CodeType, FunctionType, ModuleType

from replycodes.detect import (
    cut_lines,
    formats,
    imap,
    lineinfo,
    parts,
    protocol,
    rows,
    session,
    site,
    votes,
    words,
)
from replycodes.detect.codes import Codes
from replycodes.detect.context import declared, lines, neighbourhood, replies, sessions, statements, statuses
from replycodes.detect.context import enhanced as enhanced_context
from replycodes.detect.context import typed as typed_context
from replycodes.detect.evidence import (
    enhanced,
    follows,
    keys,
    left,
    local,
    named,
    right,
    shape,
    touching,
    unspaced,
    word_before,
)
from replycodes.detect.formats import Formats
from replycodes.detect.late import Late
from replycodes.detect.site import split_words

_WEIGHING: tuple[ModuleType, ...] = (
    cut_lines, declared, enhanced, enhanced_context, follows, formats, imap, keys, left, lineinfo, lines, local, named,
    neighbourhood, parts, protocol, replies, right, rows, session, sessions, shape, site, statements, statuses,
    touching, typed_context, unspaced, votes, word_before, words,
)  # fmt: skip
_LETTERS = re.compile(r"[a-z]+")
_SYNTAX = re.compile(r"\\[a-zA-Z]|\[[^]\n]*\]|\(\?[a-z]+[:)]")  # of patterns: what is no text
_SPELT = frozenset(["am", "pm"])  # what patterns spell letter by letter
_KEY_END = b"id"  # userid
_UNIT_ENDS = (b"b", b"ps", b"hz")  # of the units that a pattern spells letter by letter
_RIGHT = b"dlbcpsrwxtT"
_RIGHTS = re.compile(rb"[dlbcps]?[rwxsStT]{1,9}")  # the same, of a directory listing
_SHORTEST = 3  # letters; a shorter text counts as a word of its own, never inside another
_MEMORY = 50_000
UNKNOWN = b","


class _Texts(list[str]):
    """Every text in some values: in patterns, lists and tables, in the code of functions and classes; each value once."""

    def __init__(self, values: Iterable[object]) -> None:
        super().__init__()
        self._seen: set[int] = set()
        self._read(values)

    def _read(self, values: Iterable[object]) -> None:
        for value in values:
            if isinstance(value, str):
                self.append(value)
            elif id(value) not in self._seen:
                self._seen.add(id(value))
                self._read_inside(value)

    def _read_inside(self, value: object) -> None:
        if isinstance(value, bytes):
            self.append(value.decode("latin-1"))
        elif isinstance(value, (list, tuple, set, frozenset)):
            self._read(value)
        elif isinstance(value, Late):
            self._read(value.given[:1])
        elif isinstance(value, re.Pattern):
            self._read((value.pattern,))
        elif isinstance(value, FunctionType):
            self._read(text for text in value.__code__.co_consts if text != value.__doc__)
        elif isinstance(value, CodeType):
            self._read(value.co_consts)
        elif isinstance(value, type):
            self._read(own for name, own in vars(value).items() if not name.startswith("__"))
        elif isinstance(value, Mapping):
            self._read((*value, *value.values()))
        else:  # of properties and of functions that remember
            self._read([getattr(value, name, None) for name in ("__wrapped__", "func", "fget")])

    def runs(self) -> set[str]:
        """Their letters, in one piece where no syntax of an expression stands between."""
        return set(_LETTERS.findall(_SYNTAX.sub(" ", "\n".join(self)).lower()))


def _own(module: ModuleType) -> Iterator[object]:
    """What a module says itself; the functions and classes that it imports are either weighed there or no evidence."""
    for name, value in vars(module).items():
        code = isinstance(value, (type, FunctionType))
        if not name.startswith("__") and not (code and value.__module__ != module.__name__):
            yield value


@cache
def _said() -> frozenset[str]:
    values = [value for module in _WEIGHING for value in _own(module)]
    return frozenset(_Texts(values).runs())


class Vocabulary(dict[bytes, bytes]):
    """``vocabulary[word]`` is the word where it may mean something to evidence, and :data:`UNKNOWN` else. A word that holds
    a known one inside counts as known, and so does one of whose parts (``userId``) a short one is."""

    def __init__(self, codes: Codes, declared_formats: Formats) -> None:
        super().__init__()
        data = [
            _SPELT,
            codes.response_codes,
            declared_formats.never or (),
            [(place.before, place.after, place.words) for place in declared_formats.places],
            [(table.header, table.names, table.where) for table in declared_formats.columns],
        ]
        said = _said() | _Texts(data).runs()
        self._words = frozenset(word.encode() for word in said)
        self._stems = frozenset(
            word
            for word in self._words
            if len(word) < _SHORTEST and words.REPLY_TEXT.fullmatch(word.decode())
        )
        starts: dict[bytes, list[bytes]] = {}
        for one in self._words:
            starts.setdefault(one[:_SHORTEST], []).append(one)
        self._starts = {start: tuple(known) for start, known in starts.items()}

    def __missing__(self, word: bytes) -> bytes:
        if len(self) >= _MEMORY:
            self.clear()
        meaning = self[word] = b"," + word if self._may_mean(word) else UNKNOWN
        return meaning

    def _may_mean(self, word: bytes) -> bool:
        if len(word) == 1:
            return word not in b"xX"  # which identifiers are masked with
        lowered = word.lower()
        if lowered.endswith(_UNIT_ENDS) and words.UNITS.match(f" {word.decode()}"):
            return True
        if len(word) < _SHORTEST:
            return lowered in self._words
        if lowered[:2] in self._stems or lowered.endswith(_KEY_END):
            return True
        starts = self._starts
        for begin in range(len(word) - _SHORTEST + 1):
            if lowered[begin : begin + _SHORTEST] in starts and self._begins(lowered, begin):
                return True
        if word[0] in _RIGHT and _RIGHTS.fullmatch(word):
            return True
        if word.islower() or word.isupper():
            return False
        return any(part.encode() in self._words for part in split_words(word.decode()))

    def _begins(self, lowered: bytes, begin: int) -> bool:
        return lowered.startswith(self._starts[lowered[begin : begin + _SHORTEST]], begin)
