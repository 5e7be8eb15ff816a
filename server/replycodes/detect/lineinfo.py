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
    r"HTTP/[123](?:\.\d)?\b|\b(?i:http_?status)|\b(?i:status_?code)\b|\"(?:GET|POST|PUT|PATCH|HEAD|OPTIONS|DELETE|CONNECT) [/h]|"
    r"\b(?:GET|POST|PUT|PATCH) (?:/|http)|\b(?i:method)\"?[:=] ?\"?(?:GET|POST)|"
    r"\bHTTP (?:error|status|code|response|request|[1-5]\d\d)|\"(?:http|url|uri|path)\":"
)
"""Signs that a line is about HTTP; the word in an address (http://...) is none."""


@dataclass(frozen=True, slots=True)
class LineInfo:
    """The line's own words: counts per protocol, the commands in it, and the stream it belongs to."""

    smtp: int
    mail: int  # words of mail that are common elsewhere too
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
        smtp = self.smtp + self.mail + 3 * self.pair
        best = max(smtp, self.ftp, self.imap)
        if best == 0:
            return ""
        if smtp == best and self.ftp < best:
            return "smtp"
        if self.ftp == best and smtp < best:
            return "ftp"
        return ""


def _commands(line: str, tokens: list[str]) -> tuple[int, int]:
    """How strongly the commands on a line speak for SMTP and for FTP."""
    smtp = 2 * sum(token in words.DECIDING_SMTP for token in tokens)
    ftp = 2 * sum(token in words.DECIDING_FTP for token in tokens)
    return smtp + 2 * ("MAIL FROM" in line), ftp


@lru_cache(maxsize=8192)
def read_line(line: str) -> LineInfo:
    """Read one line, without its terminator."""
    line = line[:LIMIT]
    tokens = _TOKEN.findall(line)
    smtp, ftp = _commands(line, tokens)
    mail = imap = http = 0
    for token in set(map(str.lower, tokens)):
        if token in words.SMTP_WORDS:
            smtp += 1
        elif token in words.MAIL_WORDS:
            mail += 1
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
        smtp, mail, ftp, imap, http, command, client, prefix.strip(), _ENHANCED_PAIR.search(line) is not None
    )


_COMMAND = re.compile(r"(?:^|[\s\"'>\]])([A-Z]{3,8})(?=[ :\r\n\"'\\]|$)")


def _head_command(line: str) -> tuple[str, int]:
    """The first protocol command that stands where a client's line has it."""
    for found in _COMMAND.finditer(line[:160]):
        if found.group(1) in words.ALL_COMMANDS:
            return found.group(1), found.start(1)
    return "", -1
