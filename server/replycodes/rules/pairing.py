"""Which command a reply answers: typed above it in a transcript; in source and configuration named beside it.

Mock servers pair commands with replies by keys, by nesting or by branches. The nearest wins: a key in the code's own
line, then the other keys of its record, then the branch that it stands in. A command in the line above belongs to the
line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from replycodes.detect.lineinfo import LIMIT, read_line
from replycodes.detect.occurrence import Occurrence
from replycodes.rules.model import Line, Related

_SMTP = "HELO EHLO LHLO MAIL RCPT DATA BDAT RSET VRFY EXPN HELP NOOP QUIT AUTH STARTTLS ETRN TURN"
_FTP = (
    "USER PASS ACCT CWD CDUP SMNT REIN PORT PASV EPRT EPSV TYPE STRU MODE RETR STOR STOU APPE ALLO REST RNFR RNTO ABOR "
    "DELE RMD MKD PWD LIST NLST SITE SYST STAT FEAT OPTS MDTM SIZE MLST MLSD PBSZ PROT ADAT CCC LANG"
)
COMMANDS = frozenset(f"{_SMTP} {_FTP}".split())
_ORDINARY = (
    "MAIL DATA HELP AUTH TURN USER PASS PORT TYPE MODE STOR REST LIST SITE STAT OPTS SIZE LANG ALLO PROT"
)
_WORDS_TOO = frozenset(_ORDINARY.split())
"""Commands that are also ordinary keys when they are written small: ``size: 250``."""

_LOOK_BACK = 6  # lines of a record or a block
_SESSION = 16  # lines of a session
_LONGEST = 24  # lines of one reply

_COMMENTS = ("//", "#", "/*", "* ", ";", "--", "%")

_KEYED = re.compile(
    r"""["']?(?<![.\w])(?:command|cmd|verb|on_command|when|request|on)["']?\s*(?:[:=]|=>)\s*["']?([A-Za-z]{3,8})\b""",
    re.IGNORECASE,
)
_AS_KEY = re.compile(
    r"""^[\s\-{,"'\[]*([A-Z]{3,8})(?:[ _]?(?:TO|FROM))?:?["'\]]?\s*(?:[:=](?!=)|=>)""", re.IGNORECASE
)
_BRANCH = re.compile(
    r"""(?:\b(?:if|elif|elsif|elseif|case|when|unless)\b|=>|->|\)\s*\{\s*$)[^"']*["'`]([A-Z]{3,8})(?:[ :](?:TO|FROM)?:?)?["'`]"""
    r"""|\b(?:def|func|function|fn|void|async|sub|proc)\s+\w*?(?:handle|on|cmd|do|smtp|ftp|command)_?([A-Z]{3,8})\b""",
)


@dataclass(frozen=True, slots=True)
class Answered:
    """The command that a reply answers, and what says so."""

    command: str
    by: Literal["session", "key", "branch"]


def command_answered(line: Line, occurrence: Occurrence) -> Answered | None:
    """The command that the reply answers, None where nothing or too much is said."""
    if line.document.medium not in ("source", "config"):
        command = _typed(line, occurrence)
        return Answered(command, "session") if command else None
    if _in_comment(line):
        return None  # it tells of a reply, and gives none
    if command := _beside(line, occurrence) or _of_record(line):
        return Answered(command, "key")
    command = _of_branch(line)
    return Answered(command, "branch") if command else None


def _in_comment(line: Line) -> bool:
    """Whether the line is a comment, or lies in one that ``/*`` opened near by."""
    if line.text.lstrip().startswith(_COMMENTS):
        return True
    for number in range(line.index - 1, max(-1, line.index - 1 - _LOOK_BACK), -1):
        text = line.document.lines[number]
        if "*/" in text:
            return False
        if "/*" in text:
            return True
    return False


def mention(line: Line, command: str) -> Related | None:
    """Where the command stands: in the reply's own line, else in the nearest line above, else below."""
    word = re.compile(rf"(?<![A-Za-z]){command}(?![A-Za-z])", re.IGNORECASE)
    count = len(line.document.lines)
    for offset in (0, *range(-1, -_SESSION - 1, -1), *range(1, _LOOK_BACK + 1)):
        if 0 <= line.index + offset < count and (
            found := word.search(line.document.lines[line.index + offset])
        ):
            return Related(offset, found.start(), found.end(), "the command that it answers")
    return None


def command_of_client(text: str, bare: bool) -> str:
    """The command of a session's line, "" if it is not the client's. ``bare``: no marks say who speaks."""
    info = read_line(text[:LIMIT].rstrip("\r\n"))
    return info.command if info.client or (bare and text[:1].isalpha()) else ""


def _typed(line: Line, occurrence: Occurrence) -> str | None:
    """The command directly above in the same session. Several commands sent at once, or several replies in a row, are
    answers of a group; ABOR is answered twice."""
    lines = line.document.lines
    bare = occurrence.start == 0
    if line.document.medium in ("log", "transcript") and not _command_near(line, bare):
        return None
    first, last = _extent(line, occurrence)
    commands: list[str] = []
    for number in range(first - 1, max(-1, first - 1 - _SESSION), -1):
        text = lines[number]
        if _says_nothing(text):
            continue
        command = "" if line.document.occurrences(number) else command_of_client(text, bare)
        if not command:
            break
        commands.append(command)
    if len(commands) != 1 or (last + 1 < len(lines) and line.document.occurrences(last + 1)):
        return None
    stream = {read_line(lines[n][:LIMIT].rstrip("\r\n")).stream for n in (first, number + 1)}
    return commands[0] if len(stream) == 1 and not _aborted(line, first) else None


def _command_near(line: Line, bare: bool) -> bool:
    """Whether the nearest line above without codes may be a command: what is between may be lines of one reply."""
    document = line.document
    for number in range(line.index - 1, max(-1, line.index - 2 - _LONGEST), -1):
        if not document.occurrences(number):
            text = document.lines[number]
            return _says_nothing(text) or bool(command_of_client(text, bare))
    return False


def _extent(line: Line, occurrence: Occurrence) -> tuple[int, int]:
    """The first and the last line of the reply."""
    own = line.document.context(line.index, occurrence).lines or (line.index,)
    return min(own), max(own)


def _says_nothing(text: str) -> bool:
    """An empty line, or a remark of the program that recorded the session."""
    return not text.strip() or text.startswith(("* ", "=== ", "# "))


def _aborted(line: Line, first: int) -> bool:
    near = line.document.lines[max(0, first - _LOOK_BACK) : first]
    return any(read_line(text[:LIMIT].rstrip("\r\n")).command == "ABOR" for text in near)


def _beside(line: Line, occurrence: Occurrence) -> str | None:
    """A key in the same line: what stands before the code counts more than what follows."""
    before = line.text[: occurrence.start]
    return _named(line, before) or _keyed(line.text[occurrence.end :])


def _named(line: Line, text: str) -> str | None:
    return _keyed(text) or _as_key(line, text)


def _keyed(text: str) -> str | None:
    """``command: DATA``, the last of them."""
    found = [match[1].upper() for match in _KEYED.finditer(text)]
    return found[-1] if found and found[-1] in COMMANDS else None


def _as_key(line: Line, text: str) -> str | None:
    """``DATA: 354``; a small word that could be any key counts in the company of commands only."""
    match = _AS_KEY.match(text)
    if match is None or match[1].upper() not in COMMANDS:
        return None
    command = match[1].upper()
    if command in _WORDS_TOO and not match[1].isupper() and not _in_company(line):
        return None
    return command


def _in_company(line: Line) -> bool:
    """Whether a line near by has a command for its key that is no ordinary word."""
    near = range(max(0, line.index - _LOOK_BACK), min(len(line.document.lines), line.index + _LOOK_BACK + 1))
    keys = (_AS_KEY.match(line.document.lines[number]) for number in near)
    return any(key is not None and key[1].upper() in COMMANDS - _WORDS_TOO for key in keys)


def _of_record(line: Line) -> str | None:
    """A key of the same record: equally indented lines around, or the key that the record hangs on."""
    for text, parent in _record_above(line):
        if found := _named(line, text) if parent else _keyed(text):
            return found
    for text in _record_below(line):
        if found := _keyed(text):
            return found
    return None


def _record_above(line: Line) -> Iterator[tuple[str, bool]]:
    """The lines of the record above, and whether one is the key that the record hangs on."""
    own = _indent(line.text)
    if line.text.lstrip().startswith(("- ", "{")):
        own = len(line.text) - len(line.text.lstrip())  # the record begins here
        if "{" in line.text or ":" not in line.text:
            yield from _parent(line, own)
            return
    for number in range(line.index - 1, max(-1, line.index - 1 - _LOOK_BACK), -1):
        text = line.document.lines[number]
        if not text.strip():
            return
        indent = _indent(text)
        if indent > own:
            continue
        yield text, indent < own
        if indent < own or text.lstrip().startswith(("-", "{")):
            return


def _parent(line: Line, own: int) -> Iterator[tuple[str, bool]]:
    """The line that a list hangs on."""
    for number in range(line.index - 1, max(-1, line.index - 1 - _LOOK_BACK), -1):
        text = line.document.lines[number]
        if text.strip() and _indent(text) <= own and not text.lstrip().startswith(("-", "{")):
            yield text, True
            return


def _record_below(line: Line) -> Iterator[str]:
    own = _indent(line.text)
    for number in range(line.index + 1, min(len(line.document.lines), line.index + 1 + _LOOK_BACK)):
        text = line.document.lines[number]
        if not text.strip() or _indent(text) != own or text.lstrip().startswith(("-", "{", "}")):
            return
        yield text


def _of_branch(line: Line) -> str | None:
    """The branch or handler whose first reply this is."""
    own = _indent(line.text)
    for number in range(line.index - 1, max(-1, line.index - 1 - _LOOK_BACK), -1):
        text = line.document.lines[number]
        if not text.strip():
            continue
        if _indent(text) < own:
            return _branched_to(text)
        if line.document.occurrences(number):
            return None  # the reply before: this one says something else
    return None


def _branched_to(text: str) -> str | None:
    match = _BRANCH.search(text)
    if match is None:
        return None
    if match[2] == "DATA":
        return None  # a handler of that name is called with the message, and its reply answers the message
    word = match[1] or match[2]
    return word if word in COMMANDS else None


def _indent(text: str) -> int:
    """Columns before the first key; the dash of a YAML list item counts as indentation."""
    stripped = text.lstrip(" \t")
    if stripped.startswith("- "):
        stripped = stripped[2:].lstrip(" ")
    return len(text) - len(stripped)
