"""One candidate and the bounded window around it, read once into the parts that evidence asks for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from replycodes.detect.late import late
from replycodes.detect.occurrence import Kind

QUOTES = "\"'`\u2018\u2019\u201c\u201d\u201e\xab\xbb"
BLANKS = " \t\xa0"
CLOSERS = QUOTES + ")]}"
_WORD_TAIL = re.compile(r"[A-Za-z_$][A-Za-z0-9_.$-]*$")
_SPLIT_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?![\dA-Za-z]|\.\w)")
NEAR_LEFT, NEAR_RIGHT = 8, 11  # code points of the near window on either side of a candidate's start
WIDE_LEFT, WIDE_RIGHT = 64, 72

Base = Literal[
    "start",
    "equals",
    "colon",
    "arrow",
    "relation",
    "comma",
    "semicolon",
    "word",
    "digit",
    "hash",
    "pipe",
    "close",
    "escape",
    "other",
]
_COMMENT = late(r"\s*(?://+|/?\*+|#+|--|;+|[-*] \**|\|)\s*")
_LIST = re.compile(r"(?:[1-9]\d\d\*?\s*[,|]\s*){1,12}$")
_RELATION = re.compile(r"(?:[\w)] [<>]|[<>]=)$")
_LINE_END = re.compile(r"\$\{(?:CRLF|LF|EOL|NL)\}$")  # of a template string
_OFFSET = re.compile(r"[0-9a-f]{4,8}:")  # of a trace or dump: 0000: 220 ready
_CALL = re.compile(
    r"\([^()]{0,20}\)$|\{ ?get;[^{}]{0,24}\}$|\[\w{1,3}\]$"
)  # a call, a property, an element: codes[0]
_NUMBERED = re.compile(r"[A-Za-z_]\w*$")  # a name that ends in a digit


class Left(NamedTuple):
    """What stands left of a candidate, from near to far.

    ``opened``: quotes and brackets peeled off, nearest first. ``gap``: blanks before the candidate or before
    what was peeled. ``base``: what kind of thing stands there. ``glue``: the character touching the candidate.
    ``word``: the word or key there, lower case, "" if none. ``words``: that word cut at case and underscores.
    ``cut``: the word touches the window's edge, so its beginning is unknown.
    """

    base: Base
    opened: str
    gap: str
    glue: str
    word: str
    words: tuple[str, ...]
    cut: bool
    before: str  # what stands before the word or the mark
    name: str = ""  # the word as it is written

    @property
    def last(self) -> str:
        """The last part of the key: ``code`` of ``reject_code``."""
        return self.words[-1] if self.words else ""


def split_words(name: str) -> tuple[str, ...]:
    """``unknownRejectCode`` and ``unknown_reject_code`` -> unknown, reject, code."""
    return tuple(part.lower() for part in _SPLIT_WORDS.findall(name))


def read_left(text: str, whole: bool) -> Left:
    """Read the text left of a candidate; ``whole`` says that it reaches the start of its line."""
    glue = text[-1:]
    if "\uff1a" in text:
        text = text.replace("\uff1a", ": ")  # the colon of Chinese and Japanese, which holds its blank
    listed = _LIST.search(text)
    if listed and listed.start() > 0:  # a later member of a list is read as its first
        text = text[: listed.start()]
    rest = text.rstrip(BLANKS)
    gap = text[len(rest) :]
    opened, blank = "", False
    for _ in range(4):
        mark = rest[-1:]
        if not mark:
            break
        if mark in QUOTES or rest.endswith("**"):
            if (gap and not opened) or blank:  # a blank between: the quote closes what stands before
                break
            opened += '"'
            rest = rest.rstrip("*") if mark == "*" else rest[:-1]
            if rest[-1:] == "\\" or (
                rest[-1:] in "bBrRuUfF" and not rest[-2:-1].isalnum()
            ):  # an escaped quote inside a string
                rest = rest[:-1]
        elif mark in "([{":
            opened += mark
            rest = rest[:-1]
        else:
            break
        blank = opened[-1:] == '"' and rest[-1:] in BLANKS
        rest = rest.rstrip(BLANKS)
    if not rest or (whole and (_COMMENT.fullmatch(rest + " ") or (gap == " " and _OFFSET.fullmatch(rest)))):
        return Left("start" if whole else "other", opened, gap, glue, "", (), not whole, "")
    return _read_base(rest, opened, gap, glue, whole)


def _read_base(rest: str, opened: str, gap: str, glue: str, whole: bool) -> Left:
    mark = rest[-1]
    base: Base
    if not gap and not opened and (rest.endswith(("\\n", "\\r", "\\t")) or _LINE_END.search(rest)):
        return Left("escape", opened, gap, glue, "", (), False, rest[:-2])
    if rest.endswith((" in", " ==", "=>", ":=", "==", "!=", "->", "::", "<-", "~>", "~=")):
        base = "arrow"
        rest = rest[:-2].rstrip("=-!")
    elif _RELATION.search(rest) and gap:
        base = "relation"
        rest = rest.rstrip("<>=")
    elif mark in "=:>":
        base = "equals" if mark == "=" else "colon" if mark == ":" else "arrow"
        rest = rest[:-1]
    elif mark.isalpha() or (opened[:1] == "[" and not gap and _NUMBERED.search(rest[-24:])):
        return _with_word("word", rest, opened, gap, glue, whole)
    elif mark.isdigit():
        return Left("digit", opened, gap, glue, "", (), False, rest)
    else:
        base = _MARKS.get(mark, "close" if mark in CLOSERS else "other")
        rest = rest[:-1]
    rest = rest.rstrip(BLANKS)
    called = _CALL.search(rest)
    rest = rest[: called.start()] if called else rest
    if (
        mark == ":" and rest[-1:] == "}"
    ):  # the key is a structure, its last member is not: Code{5, SizeLimit}: 552
        rest = rest[: rest.rfind("{")] if "{" in rest else "" if not whole else rest
    return _with_word(base, rest.rstrip(" \t\xa0\"'`])}"), opened, gap, glue, whole)


_MARKS: dict[str, Base] = {",": "comma", ";": "semicolon", "#": "hash", "|": "pipe"}


def _with_word(base: Base, rest: str, opened: str, gap: str, glue: str, whole: bool) -> Left:
    found = _WORD_TAIL.search(rest[-40:])
    if found is None:
        return Left(base, opened, gap, glue, "", (), not rest and not whole, rest)
    name = found.group()
    start = len(rest) - len(name)
    return Left(
        base, opened, gap, glue, name.lower(), split_words(name), start == 0 and not whole, rest[:start], name
    )


class Site:
    """A candidate in its window, read when it is made: every piece of evidence asks. ``whole_left``/``whole_right``:
    the window reaches the line's start/end; ``enhanced_right``: the enhanced code that follows a reply code
    directly; ``reply_left``: the reply code directly before an enhanced code."""

    __slots__ = (
        "after", "before", "code", "enhanced_right", "kind", "left", "reply_left", "whole_left", "whole_right",
    )  # fmt: skip

    def __init__(
        self, kind: Kind, code: str, before: str, after: str, whole_left: bool, whole_right: bool
    ) -> None:
        self.kind, self.code, self.before, self.after = kind, code, before, after
        self.whole_left, self.whole_right = whole_left, whole_right
        self.left: Left = _read_left_cached(before, whole_left)
        self.enhanced_right = _read_right(after) if kind == "reply" else ""
        self.reply_left = _read_reply(before) if kind == "enhanced" else ""


_BETWEEN = r"(?:\)?, ?(?:[bru]?['\"]|/\*+ ?)|(?:[ \t\xa0]{1,2}|-|_|\+)(?:#|['\"(<\[])?|[ ]?[:/;,][ ]?#?)"
_BETWEEN_RIGHT = re.compile(_BETWEEN)
_REPLY_BEFORE = re.compile(r"(?<![\d.])([2-5]\d\d)" + _BETWEEN + "$")


def _read_right(after: str) -> str:
    found = _BETWEEN_RIGHT.match(after)
    if found is None:
        return ""
    code = ENHANCED.match(after, found.end())
    return code.group() if code else ""


def _read_reply(before: str) -> str:
    found = _REPLY_BEFORE.search(before[-12:])
    return found.group(1) if found else ""


_ENHANCED_BEFORE = late(r"(?<![\d.])([245])\.\d{1,3}\.\d{1,3}[\"'`][ \t]{0,4},[ \t]{0,12}[\"'`]$")
_REPLY_BEHIND = late(r"[\"'`][ \t]{0,4},[ \t]{0,12}[\"'`]([245])\d\d[\"'`]")


def pair_turned(site: Site) -> bool:
    """The other code of its class stands beside it in a list of strings, the enhanced code first: ``'5.1.1', '550'``."""
    if site.kind == "reply":
        found = _ENHANCED_BEFORE.search(site.before[-28:]) if site.before[-1:] in QUOTES[:3] else None
    else:
        found = _REPLY_BEHIND.match(site.after) if site.after[1:2] in (",", " ") else None
    return found is not None and found.group(1) == site.code[0]


_read_left_cached = lru_cache(maxsize=4096)(read_left)
