"""Where a code is about to be typed: a place counts when detection would accept a code that stood there.

Nothing is known here about keys, quotes or programs that detection does not know: a sample code is put at the cursor,
and the line is examined as if it had been typed. So what is offered while typing is what is found afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from replycodes.detect import cursor_shapes as shapes
from replycodes.detect.detector import AFTER, BEFORE, LONG, Detector
from replycodes.detect.evidence.keys import Meaning, meaning
from replycodes.detect.evidence.named import ASSIGNS
from replycodes.detect.lineinfo import LIMIT, read_line
from replycodes.detect.occurrence import Kind, Occurrence
from replycodes.detect.profile import Profile
from replycodes.detect.site import WIDE_LEFT, Left, read_left, split_words
from replycodes.detect.words import ALL_COMMANDS, STATEMENT_NUMBERS

Setting = Literal["literal", "value", "line", "inside"]
"""What the code opens: the text of a string literal, a bare value, a whole line; or it stands inside other text."""


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
) -> list[Expected]:
    """What may be typed at a place of a document, the likeliest first; empty where nothing speaks for a code."""
    line = lines[index].rstrip("\r\n")
    return [] if len(line) > LONG else _Place(detector, lines, index, column, profile).all()


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
        self._lefts: dict[int, Left] = {}
        self._before, self._after = self._line[:column], self._line[column:]

    def all(self) -> list[Expected]:
        """What may be meant, the likeliest first."""
        if atom := shapes.ATOM.search(self._before):
            return list(self._response_code(atom))
        if self._after[:1] in shapes.GLUE or self._after[:1].isalpha():
            return []
        if typed := shapes.TYPED.search(self._before):
            return self._code(typed.start(), typed[0])
        if words := shapes.WORDS.search(self._before):
            replies = self._reply(words.start(), self._column, "")
            return [
                replace(one, typed=words[0], by_words=True)
                for one in replies
                if one.setting in ("literal", "value")
            ]
        return []

    def _found(self, start: int, sample: str, end: int) -> tuple[Occurrence, ...]:
        """The codes of the line with a sample in it."""
        self._lines[self._index] = self._line[:start] + sample + self._line[end:]
        return self._detector.line(self._lines, self._index, self._profile)

    def _response_code(self, atom: re.Match[str]) -> Iterator[Expected]:
        start, end = atom.start(2), atom.end(2) + len(_match(shapes.REST_OF_ATOM, self._after))
        sample = "ALERT" if self._line[end : end + 1] == "]" else "ALERT] x"
        found = any(
            one.kind == "response-code" and one.start == start for one in self._found(start, sample, end)
        )
        # A mock server puts the tag in later: in a file about IMAP the string alone is enough.
        written = (
            shapes.STATUS_IN_STRING.search(self._line[: atom.start(1)]) and "imap" in self._profile.protocols
        )
        if found or written:
            yield Expected("response-code", start, end, atom[2], ("imap",), "inside", status=atom[1])

    def _code(self, start: int, typed: str) -> list[Expected]:
        """A reply code, an enhanced code, or either."""
        end = self._column + len(_match(shapes.REST_OF_CODE, self._after))
        before = self._line[:start]
        protocol = self._detector.declares(before, self._line)
        if protocol and (typed or not before.endswith(" ")):
            return [Expected("reply", start, end, typed, (protocol,), "inside", named=True)]
        words = self._left(start).words
        alone = "enhanced" in words or "dsn" in words or shapes.ENHANCED_ONLY.search(before) is not None
        enhanced = list(self._enhanced(start, end, typed, alone))
        if "." in typed or alone or shapes.REPLY.search(before):
            return enhanced
        replies = list(self._reply(start, end, typed))
        return [*enhanced, *replies] if shapes.ENHANCED_FIRST.search(before) else [*replies, *enhanced]

    def _enhanced(self, start: int, end: int, typed: str, alone: bool) -> Iterator[Expected]:
        """An enhanced code: its class is that of the reply before it, or has been typed."""
        before = self._line[:start]
        reply = shapes.REPLY.search(before)
        known = (reply[1] or reply[2]) if reply else ""
        class_ = known[:1] or typed[:1] or "5"
        if not class_.startswith(typed[:1]) or class_ not in shapes.ENHANCED_SAMPLES or self._is_ftp:
            return
        if not (reply or alone or self._begins_enhanced(before, typed)):
            return
        if not shapes.ENHANCED_ONLY.search(before) and not self._is_enhanced(start, end, class_, reply):
            return
        yield Expected(
            "enhanced",
            start,
            end,
            typed,
            ("smtp",),
            "inside",
            reply=known,
            named=alone,
            holds_text=bool(known),
        )

    def _is_enhanced(self, start: int, end: int, class_: str, reply: re.Match[str] | None) -> bool:
        """Whether detection takes a sample for an enhanced code, and what stands before for a reply code."""
        kinds = {one.start: one.kind for one in self._found(start, shapes.ENHANCED_SAMPLES[class_], end)}
        if kinds.get(start) != "enhanced":
            return False
        return reply is None or kinds.get(reply.start(1 if reply[1] else 2)) == "reply"

    def _begins_enhanced(self, before: str, typed: str) -> bool:
        """Whether an enhanced code without a reply code is likely: a dot was typed, or the place is one for them."""
        if "." in typed:
            return meaning(self._left(len(before)).words) != "number"
        return shapes.ENHANCED_FIRST.search(before) is not None and self._profile.protocols[:1] == ("smtp",)

    def _reply(self, start: int, end: int, typed: str) -> Iterator[Expected]:
        left, setting = self._left(start), self._setting(start)
        said = self._said(start, left)
        if self._is_other_number(start, setting, left, said):
            return
        answers = not typed and self._answers_command(start)
        if not typed and not answers and self._opens_nothing(start, setting, left):
            return
        found = self._accepted(start, end, typed, setting)
        if found is None:
            return
        protocols = self._profile.protocols
        if len(protocols) != 1:  # the sample may be a code of one protocol only
            protocols = tuple(dict.fromkeys((*protocols[:1], *found.protocols)))
        yield Expected(
            "reply",
            start,
            end,
            typed,
            protocols,
            setting,
            named=answers
            or self._is_refusal(start)
            or (said == "code" and (left.base in ASSIGNS or left.opened[-1:] in ('"', "("))),
            holds_text=setting != "inside" and self._ends(end) and not left.last.endswith(("code", "codes")),
            escapes=setting == "literal"
            and (self._line[start - 1] != "'" or self._profile.medium == "source"),
        )

    def _said(self, start: int, left: Left) -> Meaning:
        """What the name before says of the value; a function that writes a line, or an argument, is no such name."""
        if (left.opened == '"(' and left.last == "line") or shapes.BEHIND_STRING.search(self._line[:start]):
            return ""
        return meaning(left.words)

    def _is_other_number(self, start: int, setting: Setting, left: Left, said: Meaning) -> bool:
        """Whether what stands left says that some other number follows."""
        before = self._line[:start]
        if left.base == "escape":
            return False  # what stands before the line end is another line
        if said == "number" or shapes.NO_TERM.search(before):
            return True
        if shapes.INDEX.search(before) and said not in ("code", "weak"):
            return True
        if (
            shapes.is_no_code(before)
            and not shapes.AFTER_ENHANCED.search(before)
            and not shapes.OTHERWISE.search(before)
        ):
            return True
        if setting == "literal":
            index = left.opened.startswith('"[') and left.base in ("word", "close")
            named = () if shapes.BEHIND_STRING.search(before) else left.words
            return index or not STATEMENT_NUMBERS.isdisjoint(named)
        return setting == "inside" and not shapes.NUMBERS.isdisjoint(split_words(before[-WIDE_LEFT:]))

    def _accepted(self, start: int, end: int, typed: str, setting: Setting) -> Occurrence | None:
        """A sample that detection takes for a code: bare, else with the beginning of its text."""
        samples = self._samples(typed)
        found: list[Occurrence] = []
        for sample in samples:
            found += [one for one in self._found(start, sample, end) if one.start == start]
            if found and typed:
                return found[0]
        if found and len(found) == len(samples):
            return found[0]
        if (
            not (typed or self._is_refusal(start))
            or not self._ends(end)
            or not self._may_begin_text(start, setting)
        ):
            return None
        enhanced = shapes.ENHANCED_SAMPLES.get(samples[0][0], "")
        texts = (
            (shapes.TEXT, f" {enhanced}{shapes.TEXT}") if enhanced and not self._is_ftp else (shapes.TEXT,)
        )
        for text in texts:
            found = [one for one in self._found(start, samples[0] + text, end) if one.start == start]
            if found:
                return found[0]
        return None

    def _may_begin_text(self, start: int, setting: Setting) -> bool:
        """Whether a reply with its text is likely here: what names it says so, or the whole file is about mail."""
        left = self._left(start)
        if self._is_refusal(start) or shapes.AFTER_ENHANCED.search(self._line[:start]):
            return True
        if setting == "inside":
            return self._in_column(start)
        if STATEMENT_NUMBERS.intersection(split_words(self._line[:start][-WIDE_LEFT:])):
            return False
        named = left.base in ASSIGNS and left.words and left.name not in ALL_COMMANDS
        if named and meaning(left.words) in ("", "http"):
            return False
        return bool(self._profile.protocols)

    def _is_refusal(self, start: int) -> bool:
        """Whether a statement before takes a reply in a string: ``ereject "``."""
        left = self._left(start)
        return left.last in shapes.REFUSING and left.opened == '"'

    def _opens_nothing(self, start: int, setting: Setting, left: Left) -> bool:
        """Whether nothing was typed yet at a place where nobody waits for a code."""
        return setting == "line" or self._line[:start].endswith(":") or left.last in shapes.LISTS

    def _answers_command(self, start: int) -> bool:
        """Whether an empty line of a transcript, or what follows the server's mark, answers the command above."""
        if self._profile.medium != "transcript" or self._line[start:].strip() or self._index == 0:
            return False
        above, mark = self._lines[self._index - 1], self._line[:start].strip()
        return bool(read_line(above[:LIMIT].rstrip("\r\n")).command) and len(mark) <= shapes.MARK

    def _in_column(self, start: int) -> bool:
        """Whether the lines around have their codes behind as many words."""
        width = len(self._line[:start].split())
        for index in (self._index - 1, self._index + 1, self._index - 2, self._index + 2):
            if 0 <= index < len(self._lines):
                line = self._lines[index]
                for one in self._detector.line(self._lines, index, self._profile):
                    if (
                        one.kind == "reply"
                        and line[: one.start].endswith((" ", "\t"))
                        and len(line[: one.start].split()) == width
                    ):
                        return True
        return False

    def _samples(self, typed: str) -> list[str]:
        """At most two codes that begin as typed, of the file's protocol."""
        own, other = ("ftp", "smtp") if self._is_ftp else ("smtp", "ftp")
        for protocol in (own, other):
            if codes := [code for code in shapes.SAMPLES[protocol] if code.startswith(typed)]:
                return codes[:2]
        return [typed.ljust(3, "0")]

    def _ends(self, end: int) -> bool:
        return self._line[end : end + 1] in shapes.ENDS

    @property
    def _is_ftp(self) -> bool:
        return self._profile.protocols[:1] == ("ftp",)

    def _left(self, start: int) -> Left:
        known = self._lefts.get(start)
        if known is None:
            text = self._line[max(0, start - WIDE_LEFT) : start]
            known = self._lefts[start] = read_left(text, start <= WIDE_LEFT)
        return known

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
