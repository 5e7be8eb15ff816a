"""What one line says by itself: its protocol words, its stream, its role in a session. A pure function of the line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from replycodes.detect import words

LIMIT = 1200  # code points of a line that are read for words
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_CODE = re.compile(r"(?<![\w.:/@-])[1-5]\d\d(?=[ -]|$)")
_ENHANCED_PAIR = re.compile(r"(?<!\d)([245])\d\d[ -]#?\1\.\d{1,3}\.\d{1,3}(?!\d)")
_TIMES = re.compile(
    r"\d{4}-\d\d-\d\d[T ]?|\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?|\b\d{1,2}/(?:\d{1,2}|[A-Z][a-z]{2})/\d{4}:?|"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b,?|\b\d{10}\.\d+"
)
_CLIENT_MARK = re.compile(
    r"^(?:\S{0,40}[\s\]])?(?:C:|-->|--->|~>|->|>>>|SMTP>|FTP>|IMAP>|C>|send:|SEND:|SENT|Command:|command:|Request:|"
    r"\[Command\]|\*cmd\*)\s|^> |[\s\]](?:C:|->|>>>|Command:|Request:|\[Command\]|(?:IMAP|SMTP|FTP|POP3)>) |^\s*(?:->|~>)"
)
_MARK_TAIL = re.compile(
    r"(?:\b(?:[SC]:|[SC]>|(?:SMTP|FTP|IMAP)[<>]|Response:|Command:|Request:|\[Response\]|\[Command\]|send:|reply:|SENT:|"
    r"RECEIVED:)|<---?|---?>|<<<|>>>|<[-~*]+|[-~]+>|[<>])?[\s\"'b]*$"
)
_HTTP = re.compile(
    r"HTTP/[123](?:\.\d)?|https?[_-]?status|status_?code|\"(?:GET|POST|PUT|PATCH|HEAD|OPTIONS|DELETE|CONNECT) /|\b(?:GET|POST|PUT|PATCH) (?:/|http)"
    r"|\bmethod\"?[:=]\"?(?:GET|POST)|\bHTTP\b|\bhttp (?:error|status|code|response)|\"(?:http|url|uri|path)\":",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LineInfo:
    """The line's own words: counts per protocol, the commands in it, and the stream it belongs to."""

    smtp: int
    ftp: int
    imap: int
    http: int
    command: str  # the protocol command at the head of a client's line, "" if none
    client: bool  # a direction mark says that the client sent it
    stream: str  # prefix without times and marks
    pair: bool  # a reply code and an enhanced code of its class

    @property
    def protocol(self) -> str:
        """The protocol that the words of this line decide, "" if they do not."""
        smtp = self.smtp + 3 * self.pair
        best = max(smtp, self.ftp, self.imap)
        if best == 0:
            return ""
        if smtp == best and self.ftp < best:
            return "smtp"
        if self.ftp == best and smtp < best:
            return "ftp"
        return ""


_ALL_COMMANDS = words.SMTP_COMMANDS | words.FTP_COMMANDS | words.SHARED_COMMANDS


def _commands(line: str, tokens: list[str]) -> tuple[int, int]:
    smtp = ftp = 0
    for token in tokens:
        if not token.isupper():
            continue
        if token in words.SMTP_COMMANDS:
            smtp += 2 if token in ("RCPT", "EHLO", "HELO", "LHLO", "ETRN", "BDAT") else 0
        elif token in words.FTP_COMMANDS:
            ftp += (
                2
                if token
                not in (
                    "SIZE",
                    "USER",
                    "PASS",
                    "HELP",
                    "SITE",
                    "LIST",
                    "TYPE",
                    "MODE",
                    "HOST",
                    "PORT",
                    "CONF",
                    "ENC",
                    "LANG",
                    "REST",
                    "PROT",
                    "OPTS",
                )
                else 0
            )
    if "MAIL FROM" in line:
        smtp += 2
    return smtp, ftp


@lru_cache(maxsize=8192)
def read_line(line: str) -> LineInfo:
    """Read one line, without its terminator."""
    line = line[:LIMIT]
    tokens = _TOKEN.findall(line)
    smtp, ftp = _commands(line, tokens)
    imap = http = 0
    for token in set(map(str.lower, tokens)):
        if token in words.SMTP_WORDS:
            smtp += 1
        elif token in words.FTP_WORDS:
            ftp += 1
        elif token in words.IMAP_WORDS:
            imap += 1
    if _HTTP.search(line):
        http = 1
    client = _CLIENT_MARK.match(line[:120]) is not None
    command, at = _head_command(line)
    code = _CODE.search(line[:160])
    end = min(at if at >= 0 else 160, code.start() if code else 160)
    prefix = _MARK_TAIL.sub("", _TIMES.sub("", line[: min(end, 120)]))
    return LineInfo(
        smtp, ftp, imap, http, command, client, prefix.strip(), _ENHANCED_PAIR.search(line) is not None
    )


_COMMAND = re.compile(r"(?:^|[\s\"'>\]])([A-Z]{3,8})(?=[ :\r\n\"'\\]|$)")


def _head_command(line: str) -> tuple[str, int]:
    """The first protocol command that stands where a client's line has it."""
    for found in _COMMAND.finditer(line[:160]):
        if found.group(1) in _ALL_COMMANDS:
            return found.group(1), found.start(1)
    return "", -1
