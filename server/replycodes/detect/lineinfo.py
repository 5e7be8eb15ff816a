"""What one line says by itself: its protocol words, its stream, its role in a session. A pure function of the line."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import NamedTuple, cast

from replycodes.detect import words
from replycodes.detect.late import late

LIMIT = 1200  # code points of a line that are read for words


class Sign(NamedTuple):
    """A pattern that few lines hold. Every text it finds holds, in lower case, one of ``needs``: these are looked for
    first, at a tenth of the cost."""

    needs: tuple[str, ...]
    pattern: re.Pattern[str]

    def on(self, line: str, lowered: str) -> bool:
        """Whether the line holds it."""
        for need in self.needs:  # a loop: any() would cost more than the look
            if need in lowered:
                return self.pattern.search(line) is not None
        return False


_SMTP_PART = Sign(
    ("mtp", "nhanced"),
    late(r"SMTP|Smtp|LMTP|(?<![A-Za-z])smtp|_smtp|[eE]nhanced[-_]?(?:[sS]tatus[-_]?)?[cC]ode"),
)
_FTP_PART = Sign(("ftp",), late(r"(?:FTP|Ftp|(?<![A-Za-z])ftp)(?![a-z])"))
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
# A pattern that begins with its digits and looks behind them is searched three times as fast as one that looks behind first.
_CODE = late(r"[1-5](?<![\w.:/@-][1-5])\d\d(?=[ -]|$)")
_ENHANCED_PAIR = re.compile(
    r"([245])(?<!\d[245])\d\d(?:[ -]#?|, b?['\"]|\); Msg: b?['\"])\1\.\d{1,3}\.\d{1,3}(?!\d)"
)
_TIMES = late(
    r"(?=[\dJFMASONDTW])(?:"  # how they begin: at most places nothing else is tried
    r"\d{4}-\d\d-\d\d[T ]?|\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?|\b\d{1,2}/(?:\d{1,2}|[A-Z][a-z]{2})/\d{4}:?|"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b,?|\b\d{10}\.\d+)"
)
_CLIENT_MARK = late(
    r"^(?!S ->)(?:\S{0,40}[\s\]])?(?:C:|--->?|~>|->(?!(?<=\w ->) [\w() ]{1,24}:)|>>>|SMTP>|FTP>|IMAP>|C>|send:|SEND:|Command:|command:|Request:|\[Command\]|"
    r"\*(?:cmd|put)\*)\s|^> |^ ?In: |^\s*(?:->|~>)(?![a-z]\w*\()|"
    r"[\s\]](?:C:|->|>>>|Command:|Request:|\[Command\]|(?:IMAP|SMTP|FTP|POP3)>) (?![\"'b]*[1-5]\d\d[ -])|"
    r"[\s\]]<-+ (?:" + "|".join(sorted(words.ALL_COMMANDS)) + r")\b"
)
_MARK_TAIL = late(
    r"(\b(?:[SC]:|[SC]>|(?:SMTP|FTP|IMAP)[<>]|Response:|Command:|Request:|\[Response\]|\[Command\]|send:|reply:|data:|SENT:|"
    r"RECEIVED:)|<---?|---?>|<<<?|>>>?|<[-~*]+|[-~]+>|[<>]|\*(?:cmd|resp|get|put)\*)?(?: retcode)?[\s\"'b(]*$"
)
_BEHIND_MARK = " \t\xa0\"'b("
_MARK = 24  # code points; no mark of a direction is longer
_FAMILIES = {  # the two directions of one program's marks are one stream
    **dict.fromkeys(("send:", "reply:", "data:"), "send"),
    **dict.fromkeys(("*cmd*", "*resp*", "*get*", "*put*"), "cmd"),
    **dict.fromkeys(("<---", "--->", "<--", "-->"), "--"),
    **dict.fromkeys(("<<<", ">>>", "<<", ">>"), "<<"),
    **dict.fromkeys(("<-", "->", "<**", "<~", "~>", "<~*"), "<-"),
}
_NUMBERS = late(r"(?<![\w.:/@#=-])\d{3}(?![\w:/@=-]|\.\d)")
_LIST_OF = Sign(
    ("codes", "replies", "responses", "errors", "temporary", "permanent", "transient"),
    late(r"\b(?:codes|replies|responses|errors|temporary|permanent|transient)\b", re.IGNORECASE),
)
_WEB_WORD = Sign(("http",), late(r"(?<![\w/.])https?(?![\w:.])|\bhttps?_|\.http\.[A-Z]", re.IGNORECASE))
_OTHER_COMMAND = late(
    r"(?:\S{0,40}\s)?(?:(?:C:|>{1,3}|-{1,3}>)\s*)?(?:"
    + "|".join(sorted(words.OTHER_COMMANDS))
    + r")(?=\s+\S)"
)
_HTTP_NEEDS = (
    'http|"get |"post |"put |"patch |"head |"options |"delete |"connect |get /|post /|put /|patch /|method|.status(|.send|'
    '.writehead|writeheader(|abort(|continue|"url|"uri"|"path"|"endpoint"|resp(conn'
)
_HTTP = Sign(
    tuple(_HTTP_NEEDS.split("|")),
    late(
        r"HTTP/[123](?:\.\d)?\b|\b(?i:http_?status)|\"(?:GET|POST|PUT|PATCH|HEAD|OPTIONS|DELETE|CONNECT) [/h]|"
        r"\b(?:GET|POST|PUT|PATCH) (?:/|http)|\b(?i:method)\"?[:=] ?\"?(?:GET|POST)|"
        r"\bres(?:ponse)?\.(?:status|sendStatus|writeHead|send)\(|(?i:\bhttp_response_code|\bhttp_?status)|WriteHeader\(|\babort\(|"
        r"\b100[- ][Cc]ontinue|\bHTTP (?:(?i:error|status|code|response|request)|[1-5]\d\d)|HTTP(?:Status|Error|Response|Code)|\bHttp(?:::|Response|Error|Exception)|"
        r"\"(?:http|url|uri|path|urlPath|endpoint)\":|\bresp\(conn\b"
    ),
)
"""Signs that a line is about HTTP; the word in an address (http://...) is none."""
_VOCABULARY = (
    words.SMTP_WORDS
    | words.MAIL_WORDS
    | words.FTP_WORDS
    | words.IMAP_WORDS
    | words.SMTP_TOPICS
    | words.FTP_TOPICS
    | words.WEB_WORDS
    | words.OTHER_WORDS
)


class LineInfo:
    """The line's own words and role; each part is read when it is asked for the first time."""

    smtp: int
    mail: int
    ftp: int
    imap: int
    topics: int
    web: int
    other: int

    def __init__(self, line: str) -> None:
        self._line = line[:LIMIT]
        self._lowered = self._line.lower()
        self._mail_from = "MAIL FROM" in line

    def __getattr__(self, name: str) -> int:
        """One of the counts of words, asked for the first time."""
        if name.startswith("_"):
            raise AttributeError(name)
        self._count()
        return cast(int, self.__dict__[name])

    def _count(self) -> None:
        """Count the words, all at once."""
        tokens = set(_TOKEN.findall(self._line))
        lowered = _VOCABULARY.intersection(map(str.lower, tokens))
        self.smtp = (
            len(lowered & words.SMTP_WORDS) + 2 * len(tokens & words.DECIDING_SMTP) + 2 * self._mail_from
        )
        self.mail = len(lowered & words.MAIL_WORDS)
        self.ftp = len(lowered & words.FTP_WORDS) + 2 * len(tokens & words.DECIDING_FTP)
        if not self.smtp and _SMTP_PART.on(self._line, self._lowered):
            self.smtp = 1
        if not self.ftp and _FTP_PART.on(self._line, self._lowered):
            self.ftp = 1
        self.imap = len(lowered & words.IMAP_WORDS)
        self.topics = len(lowered & words.SMTP_TOPICS) - len(lowered & words.FTP_TOPICS)
        self.web = len(lowered & words.WEB_WORDS)
        self.other = len(lowered & words.OTHER_WORDS)

    @cached_property
    def http(self) -> bool:
        """The line is about HTTP."""
        return _HTTP.on(self._line, self._lowered)

    @cached_property
    def web_word(self) -> bool:
        """The line names HTTP, not only an address."""
        return _WEB_WORD.on(self._line, self._lowered)

    @cached_property
    def codes_listed(self) -> frozenset[str]:
        """The numbers of three digits on a line that says it is about codes."""
        says = _LIST_OF.on(self._line, self._lowered)
        return frozenset(_NUMBERS.findall(self._line) if says else ())

    @cached_property
    def pair(self) -> bool:
        """A reply code and an enhanced code of its class stand side by side."""
        return _ENHANCED_PAIR.search(self._line) is not None

    @cached_property
    def client(self) -> bool:
        """A direction mark says that the client sent the line."""
        return _CLIENT_MARK.match(self._line[:120]) is not None

    @cached_property
    def _head(self) -> tuple[str, int]:
        return _head_command(self._line)

    @property
    def command(self) -> str:
        """The protocol command at the head of a client's line, "" if none."""
        return self._head[0]

    @cached_property
    def other_command(self) -> bool:
        """A client of another protocol with replies of three digits speaks."""
        return _OTHER_COMMAND.match(self._line[:80]) is not None

    @cached_property
    def _prefix(self) -> tuple[str, str]:
        command, at = self._head
        code = _CODE.search(self._line[:160])
        end = min(at if command else 120, code.start() if code else 120)
        pieces = _TIMES.split(self._line[:end])
        prefix = "".join(pieces)
        mark = _MARK_TAIL.search(prefix, max(0, len(prefix.rstrip(_BEHIND_MARK)) - _MARK))
        if mark is None:
            return prefix.strip(), max(pieces, key=len).strip()
        pieces[-1] = pieces[-1][: max(0, len(pieces[-1]) - len(prefix) + mark.start())]
        family = _FAMILIES.get(mark.group(1) or "", "")
        return prefix[: mark.start()].strip() + family, max(pieces, key=len).strip()

    @property
    def stream(self) -> str:
        """What the lines of one connection have in common: the prefix without times and marks."""
        return self._prefix[0]

    @property
    def anchor(self) -> str:
        """The longest piece of it between two times, which the lines of one connection hold as it stands."""
        return self._prefix[1]

    @property
    def topic(self) -> str:
        """The protocol whose things the line speaks of."""
        return "smtp" if self.topics > 0 else "ftp" if self.topics < 0 else ""

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


@lru_cache(maxsize=4096)
def read_line(line: str) -> LineInfo:
    """Read one line, without its terminator."""
    return LineInfo(line)


_COMMAND = re.compile(r"(?:^|[\s\"'>\]])([A-Z]{3,8})(?=[ :\r\n\"'\\]|$)")


def _head_command(line: str) -> tuple[str, int]:
    """The first protocol command that stands where a client's line has it."""
    for found in _COMMAND.finditer(line[:160]):
        if found.group(1) in words.ALL_COMMANDS:
            return found.group(1), found.start(1)
    return "", -1
