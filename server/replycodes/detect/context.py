"""Evidence beyond the window: the file's profile, the line's words, the session around. All of it bounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, overload

from replycodes.detect import cut_lines, imap
from replycodes.detect.alike import masked
from replycodes.detect.codes import HTTP_ONLY, HTTP_TOO, MAIL_OR_FTP_ONLY
from replycodes.detect.evidence import left as left_side
from replycodes.detect.evidence.follows import reply_follows
from replycodes.detect.evidence.keys import meaning
from replycodes.detect.evidence.right import counts
from replycodes.detect.evidence.shape import joined
from replycodes.detect.formats import Formats, Place, fields
from replycodes.detect.lineinfo import LIMIT, LineInfo, read_line
from replycodes.detect.occurrence import Occurrence
from replycodes.detect.profile import JOINED, Profile
from replycodes.detect.protocol import NEARBY, SMTP, Protocols
from replycodes.detect.rows import ABOUT_REPLIES, CALLS, between_codes, called, row
from replycodes.detect.session import AFTER, BEFORE, Session
from replycodes.detect.site import Site, split_words
from replycodes.detect.votes import REACH, RIGHT, first_place, place
from replycodes.detect.windows import Windows
from replycodes.detect.words import (
    ALL_COMMANDS,
    CODE_KEYS,
    FTP_COMMANDS,
    LIMIT_WORDS,
    PREPOSITIONS,
    SHARED_COMMANDS,
    STATEMENT_NUMBERS,
    STRONG_CODE_WORDS,
)

THRESHOLD = 5.0
Weights = list[tuple[str, float]]


_OTHER_VERSIONS = re.compile(r"(?<![\d.])(?:[0136-9]|\d{2})\.\d{1,3}\.\d{1,3}(?![\d.])")
_COLUMN_BASES = ("comma", "pipe", "equals", "colon", "close")
CONTEXT = 4_000  # code points of a line in which a format's words are looked for
_COMMAND_FIELD = re.compile(
    r"^(?:\[\d+\])?(?:" + "|".join(sorted(ALL_COMMANDS)) + r")$|^\[\d+\](?:sent|created|closed)$"
)
_VERB_ROW = re.compile(
    r"(?:[\]:)\d,] ?(?:"
    + "|".join(sorted(FTP_COMMANDS | SHARED_COMMANDS))
    + r")(?: [A-Z]{3,8})?[ ,][^\s,]+[ ,]|\](?:sent|created|closed|user|pass|cwd|retr|stor|list|dele|mkd|rmd|rnfr|rnto|quit) \S+ (?:- )?)$"
)
_RESPONSES = re.compile(r"\W{0,40}responses:\s*$", re.IGNORECASE)
_OBJECT = re.compile(r"[\"']\s*:\s*\{")  # '500': {...} of an API's description
_REPLY_WORDS = frozenset(["reply", "replies", "smtp", "ftp", "dsn"])
_ASKED = CODE_KEYS | {"command", "cmd", "quote"}
_COMMAND_LITERAL = re.compile(rf"([\"'])(?:{'|'.join(sorted(ALL_COMMANDS))})\b[^\"']*\1")
_LISTING = re.compile(r"[-dlbcps](?:[r-][w-][xsStT-]){3}[ +.@]")
_SYSLOG_HEAD = re.compile(r"<\d{1,3}>1 (?:\S{1,80} ){3}")


def _total(weights: Weights) -> float:
    """The sum of the evidence; a loop, because it is asked for every candidate."""
    found = 0.0
    for _, weight in weights:
        found += weight
    return found


def _joined(code: str, line: str) -> bool:
    """A string of the line holds a whole multi-line reply: ``220-a\\r\\n220 b``."""
    return any(found.group(1) == code for found in JOINED.finditer(line[:2000]))


def _goes_on(line: str, column: int, code: str) -> bool:
    """A multi-line reply on one line prints its code again and again: ``421-Try again 421-later 421 please``."""
    before = line[max(0, column - 400) : column].count(f"{code}-")
    return before > 1 or (
        before == 1 and (line[column + 3 : column + 4] == "-" or line[column + 4 : column + 5].isupper())
    )


def _in_text(site: Site) -> bool:
    """An ordinary word stands before, as in a sentence."""
    if site.before.rstrip().endswith(","):
        return False  # a later member of a list
    left = site.left
    aside = (
        left.opened == "("
        and site.before.endswith(" (")
        and site.after[:1] == ")"
        and left.last not in PREPOSITIONS
    )
    return (
        left.base == "word"
        and (not left.opened or aside)
        and left.last not in STRONG_CODE_WORDS | {"got", "then", "with", "expected"}
        and not site.enhanced_right
    )


def _inside(head: str) -> bool:
    """Text stands before, and touches the code: what a session says then speaks for the code alone."""
    return bool(head.strip()) and head[-1:] != " "


class Hit(Protocol):
    """What the near window left open."""

    kind: str
    code: str
    sure: bool


class _Watched(Sequence[str]):
    """Lines that notice whether another one than the asked one is read."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self.asked = -1
        self.looked_beyond = False

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if index != self.asked:
            self.looked_beyond = True
        return self._lines[index]


class Neighbourhood:
    """Reads the lines around a candidate. It remembers only what lines say by themselves."""

    def __init__(self, lines: Sequence[str], profile: Profile, windows: Windows, formats: Formats) -> None:
        self.lines = _Watched(lines)
        self.formats = formats
        self.windows = windows
        codes = windows.codes
        self.profile = profile
        self.codes = codes
        self._infos: dict[int, LineInfo] = {}
        self._session_lines = Session(len(lines), self.text, self.info, codes)
        self._masked = ("", "")  # the last line asked for, and what it is without chance
        self._first: tuple[int, int] = (-1, -1)  # a line and the column of its first number
        self._protocols = Protocols(len(lines), self.text, self.info, profile, codes)

    def turn_to(self, index: int) -> None:
        """The line whose candidates are asked next. Whether it is the first or last is read from no line."""
        self.lines.asked = index
        self._protocols.looked_beyond = False
        self.lines.looked_beyond = not 0 < index < len(self.lines) - 1

    @property
    def looked_beyond(self) -> bool:
        """The answers since :meth:`turn_to` depend on other lines too."""
        return self.lines.looked_beyond or self._protocols.looked_beyond

    def text(self, index: int) -> str:
        """A line without its terminator."""
        return self.lines[index].rstrip("\r\n")

    def _plain(self, line: str) -> str:
        """The line of a log without what is chance in it."""
        if self.profile.medium != "log":
            return line
        if line not in self._masked:  # as it is, or masked already
            self._masked = (line, masked(line))
        return self._masked[1]

    def info(self, index: int) -> LineInfo:
        """What a line says by itself."""
        if index != self.lines.asked:
            self.lines.looked_beyond = True
        info = self._infos.get(index)
        if info is None:
            if len(self._infos) > 4096:
                self._infos.clear()
            info = self._infos[index] = read_line(self.lines[index][:LIMIT].rstrip("\r\n"))
        return info

    def decide(self, index: int, column: int, hit: Hit, found: list[Occurrence]) -> list[Occurrence]:
        """The occurrences at a place that the near window could not decide; ``found``: those left of it."""
        line = self.text(index)
        if hit.kind == "status":
            if found and found[-1].kind == "reply" and found[-1].end == column - 1:
                return []  # the text of a reply: 250 OK
            return self._status(index, line, column, hit.code)
        end = column + len(hit.code)
        if hit.kind == "response-code":
            accepted = _total(self.lone_weights(index, line, column, hit.code)) >= THRESHOLD
            return [Occurrence(column, end, "response-code", hit.code, ("imap",))] if accepted else []
        if hit.kind == "enhanced":
            accepted = hit.sure or _total(self.enhanced_weights(index, line, column, hit.code)) >= THRESHOLD
            return [Occurrence(column, end, "enhanced", hit.code, SMTP)] if accepted else []
        told = any(other.kind == "reply" for other in found)
        if found and found[0].kind == "status":
            return []  # the text of an IMAP response
        if (
            not hit.sure
            and _total(self.reply_weights(index, line, column, hit.code, told, brief=True)) < THRESHOLD
        ):
            return []
        declared = None if hit.sure else self._place(line, column)
        if declared and declared.protocol:
            return [Occurrence(column, end, "reply", hit.code, (declared.protocol,))]
        protocols = self.protocols(index, hit.code)
        if len(protocols) > 1 and self._verb_row(index, line, column):
            protocols = ("ftp",)
        return [Occurrence(column, end, "reply", hit.code, protocols)]

    def protocols(self, index: int, code: str) -> tuple[str, ...]:
        """The protocols of a reply code on a line, ranked."""
        return self._protocols.of(index, code)

    def _place(self, line: str, column: int) -> Place | None:
        """The declared place of some format at a column."""
        line = self._plain(line)
        found = self.windows.read("reply", line, column, line[column : column + 3]).place
        return found if found and any(word in line[:CONTEXT] for word in found.words) else None

    def _format(self, line: str, column: int, site: Site) -> Weights:
        """What the declared formats say."""
        if self._place(line, column):
            return [("a place that a format declares", 24.0)]
        if self.formats.no_code(site.left.word, line[:CONTEXT]) and site.left.base in ("colon", "equals"):
            return [("a key that a format declares to hold another number", -12.0)]
        table = self.profile.columns
        if table is None:
            return []
        row = fields(line[:CONTEXT], table.separator)
        if len(row) != table.width or (table.where >= 0 and not _COMMAND_FIELD.search(row[table.where][1])):
            return []
        for number, (start, text) in enumerate(row):
            if start == column and text == site.code:
                declared = number in table.codes
                return [
                    (
                        "the column that the header declares" if declared else "another column",
                        12.0 if declared else -9.0,
                    )
                ]
        return []

    def reply_weights(
        self, index: int, line: str, column: int, code: str, told: bool, brief: bool = False
    ) -> Weights:
        """The evidence for a reply code, by name, the window's as one sum. ``told``: the line has a reply already;
        ``brief``: what cannot change the decision is left out."""
        line = self._plain(line)
        site, local, _ = self.windows.read("reply", line, column, code)
        weights: Weights = [("the text beside it", local)]
        weights += self._file_and_line(index, line, site)
        if told and _in_text(site) and not joined(site, self.codes):
            weights.append(("inside the text of a reply", -5.0))
        if told and _goes_on(line, column, code):
            weights.append(("the same reply goes on", 6.0))
        if site.after[:1] == "," or site.before.rstrip()[-1:] == ",":
            weights += row(line, column, code, self.codes, self.profile.prior)
        if _LISTING.match(line.lstrip()[:12]):
            weights.append(("a directory listing", -9.0))
        if line[:1] == "<" and _SYSLOG_HEAD.fullmatch(line[:column]):
            weights.append(("the process id of a syslog header", -9.0))
        if self._first[0] != index:
            self._first = (index, first_place(line))
        if self._first[1] == column or (site.left.gap and site.left.base in _COLUMN_BASES):
            vote = self.profile.table.get(place(site.before[-REACH - 1 :], site.after[:RIGHT]), 0.0)
            named = (
                meaning(site.left.words) == "code"
                and len(site.left.words) > 1
                and code in self.codes.standard
            )
            if (vote < 0 and not named and not site.enhanced_right) or (vote > 0 and self.profile.prior > 0):
                weights.append(("position vote", vote))
            if vote >= 4 and self.profile.medium == "source":
                if left_side.names_number(site) and (
                    site.left.last not in LIMIT_WORDS
                    or site.left.words[:1] in (("ftp",), ("smtp",))
                    or between_codes(self.lines, index, code, self.codes)
                ):
                    weights.append(("one of a column of codes, whatever its name", 6.0))
                if site.code not in self.codes.standard:
                    weights.append(("one of a column of codes, whatever its number", 3.0))
        if self._verb_row(index, line, column) and not reply_follows(site):
            weights.append(("a command and its argument before", 7.0))
        weights += self._format(line, column, site)
        if site.whole_right and not site.after and self.profile.medium not in ("source", "config"):
            weights += cut_lines.below(self.lines[index + 1] if index + 1 < len(self.lines) else "", site)
        if site.left.base in ("start", "escape", "arrow") and counts(site, self.codes) >= 0:
            enough = brief and _total(weights) >= THRESHOLD
            if not (enough and _inside(line[:column])):
                weights += self._session(index, line, column, site)
        return weights

    def _of_server(self, index: int) -> bool:
        """A ``>`` that is not the client's mark: in a mail it quotes, and some programs mark the other way round."""
        if self.lines[index][:2] != "> ":
            return False
        if self.profile.medium == "message":
            return True
        near = range(max(0, index - NEARBY), min(len(self.lines), index + NEARBY + 1))
        return any(self.lines[other][:2] == "< " and self.info(other).command for other in near)

    def _verb_row(self, index: int, line: str, column: int) -> bool:
        """A command of FTP and its argument stand before, behind a log's prefix."""
        if not self.info(index).command and line[column - 1 : column] not in (" ", ","):
            return False
        return _VERB_ROW.search(line[max(0, column - 300) : column]) is not None

    def _file_and_line(self, index: int, line: str, site: Site) -> Weights:
        info, profile = self.info(index), self.profile
        typed = profile.medium in ("source", "config", "prose")
        weights: Weights = [("the file", profile.prior)]
        words = info.smtp + info.ftp + (0 if typed else info.mail)
        if info.http and not info.pair:
            weights.append(("HTTP on the line", -5.0))
        elif profile.http and not words:
            weights.append(("HTTP in the file", profile.http if site.code in HTTP_TOO else profile.http / 3))
        if typed and profile.prior <= -4 and not words and (site.code == "200" or _OBJECT.match(site.after)):
            weights.append(("HTTP's way, and nothing of mail or FTP", -3.0))
        if site.code in HTTP_ONLY and not site.enhanced_right and not info.pair:
            weights.append(("a code of HTTP", -0.5 if profile.plain and reply_follows(site) else -1.5))
        elif info.web_word and site.code in HTTP_TOO and not words:
            weights.append(("the web on the line", -8.0))
        if (
            site.code in HTTP_TOO
            and (
                (meaning(site.left.words) == "weak" and not words and not reply_follows(site))
                or (meaning(site.left.words) == "http" and not info.smtp + info.ftp)
            )
            and not _REPLY_WORDS.intersection(site.left.words)
        ):
            weights.append(("a status that HTTP has too", -3.0))
        only = self._protocols.only
        if only and self.codes.exclusive.get(site.code, only) != only and not site.enhanced_right:
            weights.append(("a code of another protocol", -5.0 if site.code[0] == "1" else -2.5))
        if profile.medium in ("prose", "transcript") and profile.prior > 0 and self._lists_codes(info):
            weights.append(("all numbers of the line are codes", 4.5))
        if words:
            weights.append(("mail or FTP words on the line", 1.0 if profile.prior > 1 else 2.0))
        if info.client and not self._of_server(index):
            weights.append(("the client's line", -6.0 if site.enhanced_right else -8.0))
        if typed:
            weights += self._statement(index, site)
            if f"{site.code}-" in line and _joined(site.code, line):
                weights.append(("a multi-line reply in a string", 4.0))
            if site.code in HTTP_TOO and not site.enhanced_right and profile.web_codes:
                doubt = 0.5 if profile.plain and (site.code not in HTTP_ONLY or reply_follows(site)) else 1.0
                weights.append(("the file's codes are those of HTTP", profile.web_codes * doubt))
        elif site.left.base == "start" and site.after[:1] == ",":
            weights.append(("first column of a table", -4.0))
        return weights

    def _lists_codes(self, info: LineInfo) -> bool:
        """The line says ``codes`` or ``replies``, and its four or more numbers are all codes."""
        numbers = info.codes_listed
        return len(numbers) > 3 and numbers <= self.codes.standard and len(numbers & MAIL_OR_FTP_ONLY) > 1

    def _statement(self, index: int, site: Site) -> Weights:
        """In source and configuration: what the statement to the left is about, and HTTP near a mere ``status``."""
        weights: Weights = []
        if site.left.base == "start" and index:
            weights += called(self.text(index - 1), self.text(index))
        if self.profile.medium == "config" and site.left.word == "return" and site.after[:1] in (";", " "):
            weights.append(("what a web server returns", -6.0 if site.code in HTTP_TOO else 0.0))
        if (
            site.left.base == "word"
            and site.left.opened == "("
            and site.left.word.startswith(("assert", "expect"))
        ):
            asked = _ASKED.intersection(split_words(site.after)) or "return" in site.after
            weights.append(("what the test compares", 2.0 if asked else -3.0))
        if site.left.base in ("comma", "other", "close", "arrow") and not reply_follows(site):
            names = split_words(_COMMAND_LITERAL.sub("", site.before))
            quoted = site.left.opened.startswith('"(')  # a text asked for: start_with?('554')
            if not quoted and meaning(names[-1:]) != "code" and STATEMENT_NUMBERS.intersection(names):
                weights.append(("a statement about another number", -3.0))
            elif ABOUT_REPLIES.intersection(names) or (
                CALLS.intersection(names) and site.left.opened in ("", "[")
            ):
                weights.append(("a statement about a reply", 1.0))
        if site.left.base == "start" and site.after[:1] == ":" and site.code in (HTTP_TOO | HTTP_ONLY):
            above = range(index - 1, max(-1, index - 1 - NEARBY), -1)
            if any(_RESPONSES.match(self.text(other)) for other in above):
                weights.append(("the description of a web interface", -7.0))
        if site.left.words in (("status",), ("code",), ("status", "code")) and not reply_follows(site):
            around = range(max(0, index - NEARBY), min(len(self.lines), index + NEARBY + 1))
            if site.code in HTTP_TOO and any(self.info(other).http for other in around):
                weights.append(("HTTP nearby", -7.0))
        return weights

    def _session(self, index: int, line: str, column: int, site: Site) -> Weights:
        """A line that begins with a code, in the middle of a session."""
        self.lines.looked_beyond = True  # the session remembers the lines it has read
        head = line[:column]
        if head[-1:] == " " and self._session_lines.open_reply(index, column):
            return [("a line inside a multi-line FTP reply", -8.0)]
        if not head and self._session_lines.inside_reply(index, line[:3]):
            return [("a line inside a multi-line FTP reply", -8.0)]
        if not head.strip() and self._session_lines.in_body(index):
            return [("the body of a message", -7.0)]
        similar = self._session_lines.company(index)
        weights = [("a session around", 1.0 + min(similar, 3) * 0.7)] if similar else []
        if (
            similar > 1
            and site.code not in self.codes.known
            and site.code[0] in "2345"
            and reply_follows(site)
        ):
            weights.append(("a reply of the session, whatever its number", 4.0))
        return weights

    def enhanced_weights(self, index: int, line: str, column: int, code: str) -> Weights:
        """The evidence for an enhanced code, by name."""
        site, local, _ = self.windows.read("enhanced", line, column, code)
        info, profile = self.info(index), self.profile
        weights: Weights = [("the text beside it", local)]
        weights.append(("the file", max(-3.0, min(1.5, profile.prior)) + 0.5 * profile.http))
        if info.smtp and profile.medium not in ("source", "config", "prose"):
            weights.append(("mail words on the line", min(info.smtp, 2) * 0.7))
        if len(_OTHER_VERSIONS.findall(line[max(0, column - 64) : column + 64])) > 1 and not site.reply_left:
            weights.append(("versions beside it", -4.0))
        if info.client and not self._of_server(index):
            weights.append(("the client's line", -8.0))
        if profile.dotted:
            weights.append(("codes of the file", profile.dotted))
        if profile.headings and site.left.base == "start" and site.after[:1] == " ":
            weights.append(("sections are numbered like it", profile.headings))
        if index and site.left.base == "start" and not site.left.opened:
            weights += cut_lines.above(self.text(index - 1)[-24:], code)
        return weights

    def _status(self, index: int, line: str, column: int, word: str) -> list[Occurrence]:
        if _total(self.status_weights(index, line, column, word)) < THRESHOLD:
            return []
        return self.status(line, column, word)

    def status(self, line: str, column: int, word: str) -> list[Occurrence]:
        """An accepted status word and its response code."""
        end = column + len(word)
        occurrences = [Occurrence(column, end, "status", word, ("imap",))]
        span = imap.response_code(line, end, self.codes)
        if span:
            code = line[span[0] : span[1]].upper()
            occurrences.append(Occurrence(span[0], span[1], "response-code", code, ("imap",)))
        return occurrences

    def status_weights(self, index: int, line: str, column: int, word: str) -> Weights:
        """The evidence for an IMAP status word, by name."""
        weights = imap.status_weight(line, column, word, self.codes)
        tag = line[max(0, column - 20) : column - 1].rpartition(" ")[2]
        above = (self.text(other)[:LIMIT] for other in range(index - 1, max(-1, index - 1 - NEARBY * 2), -1))
        if tag.isalnum() and imap.tags_command(above, tag):
            weights.append(("the tag of a command above", 6.0 if tag.isalpha() else 3.0))
        weights.append(("the file", self.profile.imap))
        if self.info(index).imap:
            weights.append(("IMAP words on the line", 1.0))
        return weights

    def lone_weights(self, index: int, line: str, column: int, code: str) -> Weights:
        """The evidence for a response code whose status word was left out."""
        weights = imap.lone_weight(line, column, code)
        weights.append(("the file", self.profile.imap))
        if self.info(index).imap:
            weights.append(("IMAP words on the line", 2.0))
        return weights


__all__ = ["AFTER", "BEFORE", "THRESHOLD", "Neighbourhood", "Weights"]
