"""The words that evidence may know: what its patterns, its lists and its code say. Any other word means as little as the next.

They are read from the modules that weigh, not listed, so that no new piece of evidence can be forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
    word_before,
)
from replycodes.detect.formats import Formats
from replycodes.detect.late import Late
from replycodes.detect.site import split_words

_WEIGHING: tuple[ModuleType, ...] = (
    cut_lines, declared, enhanced, enhanced_context, follows, formats, imap, keys, left, lineinfo, lines, local, named,
    neighbourhood, parts, protocol, replies, right, rows, session, sessions, shape, site, statements, statuses,
    touching, typed_context, votes, word_before, words,
)  # fmt: skip
_LETTERS = re.compile(r"[a-z]+")
_SYNTAX = re.compile(r"\\[a-zA-Z]|\[[^]]*\]|\(\?[a-z]+[:)]")  # of patterns: what is no text
_SPELT = frozenset(["am", "pm"])  # what patterns spell letter by letter
_ENDING = b"id"  # of a key: userid
_LONGEST_UNIT = len("kbitps")  # of those that patterns spell so; longer ones are words
_RIGHTS = re.compile(rb"[dlbcps]?[rwxsStT]{1,9}")  # the same, of a directory listing
_SHORTEST = 3  # letters; a shorter text counts as a word of its own, never inside another
_MEMORY = 50_000
UNKNOWN = b","


def _texts(value: object) -> Iterator[str]:
    """Every text in a value of a module: in patterns, lists and tables, in the code of functions and classes."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("latin-1")
    elif isinstance(value, Late):
        yield from _texts(value.given[0])
    elif isinstance(value, re.Pattern):
        yield from _texts(value.pattern)
    elif isinstance(value, CodeType):
        yield from _texts(value.co_consts)
    elif isinstance(value, FunctionType):
        yield from _texts([text for text in value.__code__.co_consts if text != value.__doc__])
    elif isinstance(value, type):
        yield from _texts([own for name, own in vars(value).items() if not name.startswith("__")])
    elif isinstance(value, Mapping):
        yield from _texts((*value, *value.values()))
    elif isinstance(value, (list, tuple, set, frozenset)):
        for one in value:
            yield from _texts(one)
    else:  # of properties and of functions that remember
        for name in ("__wrapped__", "func", "fget"):
            yield from _texts(getattr(value, name, ()))


def _own(module: ModuleType) -> Iterator[object]:
    """What a module says itself; the functions and classes that it imports are either weighed there or no evidence."""
    for name, value in vars(module).items():
        code = isinstance(value, (type, FunctionType))
        if not name.startswith("__") and not (code and value.__module__ != module.__name__):
            yield value


@cache
def _said() -> frozenset[str]:
    texts = _texts([list(_own(module)) for module in _WEIGHING])
    return frozenset(run for text in texts for run in _runs(text))


def _runs(text: str) -> list[str]:
    return _LETTERS.findall(_SYNTAX.sub(" ", text).lower())


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
        said = _said().union(*map(_runs, _texts(data)))
        self._words = frozenset(word.encode() for word in said)
        self._stems = frozenset(word for word in self._words if words.REPLY_TEXT.fullmatch(word.decode()))
        self._starts: dict[bytes, list[bytes]] = {}
        for one in sorted(self._words):
            self._starts.setdefault(one[:_SHORTEST], []).append(one)

    def __missing__(self, word: bytes) -> bytes:
        if len(self) >= _MEMORY:
            self.clear()
        meaning = self[word] = b"," + word if self._may_mean(word) else UNKNOWN
        return meaning

    def _may_mean(self, word: bytes) -> bool:
        if len(word) == 1:
            return word not in b"xX"  # which identifiers are masked with
        lowered = word.lower()
        if len(word) <= _LONGEST_UNIT and words.UNITS.match(f" {word.decode()}"):
            return True
        if len(word) < _SHORTEST:
            return lowered in self._words
        starts = self._starts
        for begin in range(len(word) - _SHORTEST + 1):
            known = starts.get(lowered[begin : begin + _SHORTEST])
            if known and any(lowered.startswith(one, begin) for one in known):
                return True
        if lowered[:2] in self._stems or lowered.endswith(_ENDING) or _RIGHTS.fullmatch(word):
            return True
        if word.islower() or word.isupper():
            return False
        return any(part.encode() in self._words for part in split_words(word.decode()))
