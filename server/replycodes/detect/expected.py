"""Where a code is about to be typed: a place counts when detection would accept a code that stood there.

Nothing is known here about keys, quotes or programs that detection does not know: a sample code is put at the cursor,
and the line is examined as if it had been typed. So what is offered while typing is what is found afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from replycodes.detect.detector import AFTER, BEFORE, LONG, Detector
from replycodes.detect.evidence.keys import meaning
from replycodes.detect.evidence.left import ASSIGNS
from replycodes.detect.occurrence import Kind, Occurrence
from replycodes.detect.profile import Profile
from replycodes.detect.site import WIDE_LEFT, Left, read_left, split_words
from replycodes.detect.words import LIMIT_WORDS, STATEMENT_NUMBERS

Setting = Literal["literal", "value", "line", "inside"]
"""What the code opens: the text of a string literal, a bare value, a whole line; or it stands inside other text."""

_TYPED = re.compile(r"(?<![\w.])(?:\d{1,3}|[245](?:\.\d{0,3}){1,2})?$")
_WORDS = re.compile(r"(?<![\w.$-])[A-Za-z][A-Za-z'-]*(?: [A-Za-z'-]+){0,5} ?$")
_ATOM = re.compile(r"\b(OK|NO|BAD|BYE|PREAUTH) \[([A-Za-z-]*)$")
_REPLY = re.compile(r"(?<![\w.])([1-6][0-9]{2})(?:[ \t]|-|#|[\"'], ?[\"'])$")
_REST_OF_CODE = re.compile(r"[\d.]*")
_REST_OF_ATOM = re.compile(r"[A-Za-z-]*")
_NO_CODE = re.compile(r"\d ?: ?$|[\]\w][.\]][\w\]]*:$|[/*%+] ?(?:100 ?[=!<>]{1,3} ?)?$")  # ports, or a term
_NUMBERS = STATEMENT_NUMBERS | LIMIT_WORDS
_ENDS = (
    "",
    '"',
    "'",
    "`",
    ",",
    ")",
    "]",
    "}",
    ";",
    " ",
    "<",
)  # what may follow a reply that is yet to be written
_LISTS = ("replies", "codes", "responses")  # keys behind which something is nested
_GLUE = tuple("_$@%")  # behind the cursor these make a name or a measure of what is typed

# Codes to try, for every first digit those that mail or FTP use most and HTTP does not.
_SAMPLES = {
    "smtp": (
        "550",
        "421",
        "250",
        "354",
        "452",
        "220",
        "235",
        "252",
        "334",
        "454",
        "530",
        "535",
        "552",
        "451",
    ),
    "ftp": ("550", "421", "226", "331", "450", "150", "230", "250", "350", "530", "125", "220", "425", "500"),
}
_ENHANCED_SAMPLES = {"2": "2.1.5", "4": "4.2.1", "5": "5.1.1"}


@dataclass(frozen=True, slots=True)
class Expected:
    """A code may stand here. ``start`` to ``end`` is what it would replace, ``typed`` what of that is left of the
    cursor: digits, part of an enhanced code or atom, or words that describe the code."""

    kind: Kind
    start: int
    end: int
    typed: str
    protocols: tuple[str, ...]  # ranked
    setting: Setting
    reply: str = ""  # the reply code that an enhanced code would stand behind
    status: str = ""  # the status word that a response code would stand behind
    by_words: bool = False
    named: bool = False  # a key or name directly before says that a code follows
    holds_text: bool = False  # the reply's text may follow the code
    escapes: bool = False  # a line end is written as an escape here

    @property
    def at_once(self) -> bool:
        """Whether digits, or the start of a code behind another one, show that a code is being typed."""
        return bool(self.typed and not self.by_words) or bool(self.reply or self.status)


def expected(
    detector: Detector, lines: Sequence[str], index: int, column: int, profile: Profile
) -> Expected | None:
    """What may be typed at a place of a document, or None where nothing speaks for a code."""
    line = lines[index].rstrip("\r\n")
    if len(line) > LONG:
        return None
    return next(_Place(detector, lines, index, column, profile).all(), None)


class _Place:
    """The cursor in its line, and the few lines around it that detection may read."""

    def __init__(
        self, detector: Detector, lines: Sequence[str], index: int, column: int, profile: Profile
    ) -> None:
        first = max(0, index - BEFORE - AFTER)
        self._lines = list(lines[first : index + AFTER + BEFORE + 1])
        self._index = index - first
        self._detector = detector
        self._profile = profile
        self._line = lines[index].rstrip("\r\n")
        self._column = column
        self._before, self._after = self._line[:column], self._line[column:]

    def all(self) -> Iterator[Expected]:
        """What may be meant, the likeliest first."""
        if atom := _ATOM.search(self._before):
            yield from self._response_code(atom)
        elif self._after[:1] in _GLUE or self._after[:1].isalpha():
            return
        elif typed := _TYPED.search(self._before):
            start, end = typed.start(), self._column + len(_match(_REST_OF_CODE, self._after))
            if "." not in typed[0] and not _REPLY.search(self._line[:start]):
                yield from self._reply(start, end, typed[0])
            yield from self._enhanced(start, end, typed[0])
        elif words := _WORDS.search(self._before):
            for one in self._reply(words.start(), self._column, ""):
                if one.setting in ("literal", "value"):
                    yield replace(one, typed=words[0], by_words=True)

    def _found(self, start: int, sample: str, end: int) -> tuple[Occurrence, ...]:
        """The codes of the line with a sample in it."""
        self._lines[self._index] = self._line[:start] + sample + self._line[end:]
        return self._detector.line(self._lines, self._index, self._profile)

    def _response_code(self, atom: re.Match[str]) -> Iterator[Expected]:
        start, end = atom.start(2), atom.end(2) + len(_match(_REST_OF_ATOM, self._after))
        sample = "ALERT" if self._line[end : end + 1] == "]" else "ALERT] x"
        for one in self._found(start, sample, end):
            if one.kind == "response-code" and one.start == start:
                yield Expected("response-code", start, end, atom[2], one.protocols, "inside", status=atom[1])

    def _enhanced(self, start: int, end: int, typed: str) -> Iterator[Expected]:
        """An enhanced code: its class is that of the reply before it, or has been typed."""
        reply = _REPLY.search(self._line[:start])
        known = reply[1] if reply else ""
        class_ = known[:1] or typed[:1] or "5"
        if not class_.startswith(typed[:1]) or class_ not in _ENHANCED_SAMPLES or self._is_ftp:
            return
        words = self._left(start).words
        if not reply and ("enhanced" not in words if "." not in typed else meaning(words) == "number"):
            return
        found = self._found(start, _ENHANCED_SAMPLES[class_], end)
        kinds = {one.start: one.kind for one in found}
        if kinds.get(start) != "enhanced" or (reply and kinds.get(reply.start(1)) != "reply"):
            return
        named = "enhanced" in words
        yield Expected("enhanced", start, end, typed, ("smtp",), "inside", reply=known, named=named)

    def _reply(self, start: int, end: int, typed: str) -> Iterator[Expected]:
        left, setting = self._left(start), self._setting(start)
        said = meaning(left.words)
        if said == "number" or _NO_CODE.search(self._line[:start]):
            return
        if not typed and (setting == "line" or self._line[:start].endswith(":") or left.last in _LISTS):
            return
        if setting == "inside" and _NUMBERS.intersection(split_words(self._line[:start][-WIDE_LEFT:])):
            return
        samples = self._samples(typed)
        found = [one for sample in samples for one in self._found(start, sample, end) if one.start == start]
        if not found or (not typed and len(found) < len(samples)):
            return
        protocols = self._profile.protocols
        if len(protocols) != 1:  # the sample may be a code of one protocol only
            protocols = tuple(dict.fromkeys((*protocols[:1], *found[0].protocols)))
        yield Expected(
            "reply",
            start,
            end,
            typed,
            protocols,
            setting,
            named=said == "code" and (left.base in ASSIGNS or left.opened[-1:] in ('"', "(")),
            holds_text=setting != "inside" and self._ends(end) and not left.last.endswith(("code", "codes")),
            escapes=setting == "literal"
            and (self._line[start - 1] != "'" or self._profile.medium == "source"),
        )

    def _samples(self, typed: str) -> list[str]:
        """At most two codes that begin as typed, of the file's protocol."""
        codes = _SAMPLES["ftp" if self._is_ftp else "smtp"]
        return [code for code in codes if code.startswith(typed)][:2] or [typed.ljust(3, "0")]

    def _ends(self, end: int) -> bool:
        return self._line[end : end + 1] in _ENDS

    @property
    def _is_ftp(self) -> bool:
        return self._profile.protocols[:1] == ("ftp",)

    def _left(self, start: int) -> Left:
        return read_left(self._line[max(0, start - WIDE_LEFT) : start], start <= WIDE_LEFT)

    def _setting(self, start: int) -> Setting:
        before = self._line[:start]
        if before.endswith(('"', "'", "`")):
            return "literal"
        bare = before.rstrip(" \t")
        if not bare:
            return "line"
        return "value" if bare.endswith((":", "=", ">")) else "inside"


def _match(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return found[0] if found else ""
