"""Which command a typed reply answers: mock servers pair them by keys or by nesting, in YAML, JSON, TOML and code."""

from __future__ import annotations

import re

from replycodes.detect.occurrence import Occurrence
from replycodes.rules.model import Line

COMMANDS = frozenset(
    [
        "HELO",
        "EHLO",
        "LHLO",
        "MAIL",
        "RCPT",
        "DATA",
        "BDAT",
        "RSET",
        "VRFY",
        "EXPN",
        "HELP",
        "NOOP",
        "QUIT",
        "AUTH",
        "STARTTLS",
        "ETRN",
        "TURN",
        "USER",
        "PASS",
        "ACCT",
        "CWD",
        "CDUP",
        "SMNT",
        "REIN",
        "PORT",
        "PASV",
        "EPRT",
        "EPSV",
        "TYPE",
        "STRU",
        "MODE",
        "RETR",
        "STOR",
        "STOU",
        "APPE",
        "ALLO",
        "REST",
        "RNFR",
        "RNTO",
        "ABOR",
        "DELE",
        "RMD",
        "MKD",
        "PWD",
        "LIST",
        "NLST",
        "SITE",
        "SYST",
        "STAT",
        "FEAT",
        "OPTS",
        "MDTM",
        "SIZE",
        "MLST",
        "MLSD",
        "PBSZ",
        "PROT",
        "ADAT",
        "CCC",
        "LANG",
    ]
)
_LOOK_BACK = 6

_KEYED = re.compile(
    r"""["']?(?:command|cmd|verb|on_command|when|request)["']?\s*(?:[:=]|=>)\s*["']?([A-Za-z]{3,8})\b""",
    re.IGNORECASE,
)
_AS_KEY = re.compile(r"""^[\s\-{,"']*([A-Z]{3,8})(?:[ _](?:TO|FROM))?["']?\s*(?:[:=]|=>)""", re.IGNORECASE)


def command_answered(line: Line, occurrence: Occurrence) -> str | None:
    """The command that the reply answers by its context, else the one that a key beside or above it names."""
    command = line.document.context(line.index, occurrence).command
    if command is not None or line.document.medium not in ("source", "config"):
        return command
    before = line.text[: occurrence.start]
    here = _named(before) or _named(line.text, keyed_only=True)
    return here or _above(line)


def _named(text: str, keyed_only: bool = False) -> str | None:
    keyed = list(_KEYED.finditer(text))
    match = keyed[-1] if keyed else None if keyed_only else _AS_KEY.match(text)
    word = match[1].upper() if match else ""
    return word if word in COMMANDS else None


def _above(line: Line) -> str | None:
    """A key of the same record: less or equally indented lines above, up to the record's first."""
    own = _indent(line.text)
    for number in range(line.index - 1, max(-1, line.index - 1 - _LOOK_BACK), -1):
        text = line.document.lines[number]
        if not text.strip():
            return None
        indent = _indent(text)
        if indent > own:
            continue
        found = _named(text)
        if found:
            return found
        if indent < own or text.lstrip().startswith("-"):
            return None
    return None


def _indent(text: str) -> int:
    """Columns before the first key; the dash of a YAML list item counts as indentation."""
    stripped = text.lstrip(" \t")
    if stripped.startswith("- "):
        stripped = stripped[2:].lstrip(" ")
    return len(text) - len(stripped)
