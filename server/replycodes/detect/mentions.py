"""What the lines of a sample speak of, and what the path of their file does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from replycodes.detect.late import late
from replycodes.detect.lineinfo import read_line
from replycodes.detect.medium import is_typed
from replycodes.detect.occurrence import Medium
from replycodes.detect.session import head_code
from replycodes.detect.site import split_words
from replycodes.detect.words import FTP_COMMANDS, IMAP_WORDS

_MAIL_PATH = frozenset(
    [
        "smtp",
        "mail",
        "mta",
        "postfix",
        "exim",
        "sendmail",
        "smtpd",
        "lmtp",
        "bounce",
        "bounces",
        "aiosmtpd",
        "nodemailer",
        "haraka",
        "email",
        "dsn",
        "maillog",
        "mainlog",
        "rejectlog",
        "paniclog",
        "smtpclient",
        "smtpserver",
    ]
)
_FTP_PATH = frozenset(("ftp", "ftpd", "vsftpd", "proftpd", "ftpcodes", "ftplib", "pyftpdlib"))
_IMAP_PATH = frozenset(("imap", "imapd", "dovecot", "imapclient"))
_IMAP_SIGNS = [word for word in IMAP_WORDS if not any(other in word for other in IMAP_WORDS - {word})]
_IN_A_NAME = late(r"[A-Za-z](smtp|ftp(?=server|client|user|repl|file|d?(?![a-z])))", re.IGNORECASE)
_IMAP_PART = late(r"IMAP|Imap|(?<![A-Za-z])imap")  # NIOIMAPCore, importImapMessages; not minimap, BiMap
_STATUSES = ("OK", "NO", "BAD", "BYE", "PREAUTH")
_DATA = ("FETCH", "EXISTS", "RECENT", "EXPUNGE", "CAPABILITY", "FLAGS", "LIST", "LSUB", "SEARCH", "STATUS")
_IMAP_RESPONSE = re.compile(
    rf"(?:^|[ \"'])(?:(?:\*|[A-Za-z]+\d+) (?:{'|'.join(_STATUSES)}) \S|\* (?:\d+ )?(?:{'|'.join(_DATA)})\b|"
    r"(?<=[\"'`])(?:NO|BAD|BYE|PREAUTH) \[[A-Z]{3}|"
    r"[A-Za-z]{0,8}\d{1,6} (?:UID (?:FETCH|STORE|SEARCH|COPY|MOVE)|FETCH|SELECT|EXAMINE|LSUB|LOGOUT|EXPUNGE|IDLE|UNSELECT)\b)"
)


class Mentions(NamedTuple):
    """How many lines speak of what; a path that does counts as an eighth of the lines."""

    lines: int
    smtp: int
    ftp: int
    imap: int
    http: int
    web: int
    other: int  # protocols whose replies are numbers too
    other_commands: bool
    pairs: int  # reply codes with their enhanced codes
    spoken: int  # lines that speak of mail or FTP by themselves
    path: bool  # the path speaks of mail or FTP
    imap_names: int  # lines where IMAP is but a part of a name: importImapMessages

    @property
    def share(self) -> float:
        """The part of the lines that speaks of the protocol that most do."""
        return max(self.smtp, self.ftp, self.imap) / self.lines


def mentions(chosen: Sequence[str], medium: Medium, name: str) -> Mentions:
    """Count them in the sampled lines of a file."""
    smtp = ftp = imap = http = web = other = pairs = mailboxes = files = spoken = imap_names = 0
    typed = is_typed(medium)
    statuses = _says_status("\n".join(chosen))
    infos = [(line, read_line(line)) for line in chosen if line.strip()]
    for line, info in infos:
        within = _IN_A_NAME.search(line) if typed and not (info.smtp or info.ftp) else None
        smtp += info.smtp > 0 or info.pair or (info.mail > 0 and not typed) or _is(within, "smtp")
        ftp += info.ftp > 0 or _is(within, "ftp")
        spoken += info.smtp + info.ftp > 0 or info.pair
        if info.topics and not typed and _speaks_of(line):
            mailboxes += info.topics > 0
            files += info.topics < 0
        # a log names the server of mailboxes where mail is given to it too: relay=...[private/dovecot-lmtp]
        delivery = medium == "log" and info.smtp > 0
        imap += (info.imap > 0 and not delivery) or (statuses and _IMAP_RESPONSE.search(line) is not None)
        imap_names += typed and not info.imap and _IMAP_PART.search(line) is not None
        http += info.http
        web += info.web > 0
        other += info.other > 0
        pairs += info.pair
    commands = 0 if typed else sum(info.other_command for _, info in infos)
    verbs = [info.command for _, info in infos if info.command in FTP_COMMANDS]
    if not typed and len(set(verbs)) > 1:
        ftp = max(ftp, len(verbs))
    # What the replies speak of counts where its protocol is named, or where the other one is not named far more often.
    told = mailboxes * (smtp > 0 or 8 * mailboxes > ftp), files * (ftp > 0 or 8 * files > smtp)
    path = _path_words(name)
    lines = max(len(infos), 1)
    return Mentions(
        lines=lines,
        smtp=smtp + told[0] + lines // 8 * bool(path & _MAIL_PATH),
        ftp=ftp + told[1] + lines // 8 * bool(path & _FTP_PATH),
        imap=imap + lines // 8 * bool(path & _IMAP_PATH),
        http=http,
        web=web,
        other=other + commands,
        other_commands=commands > 0,
        pairs=pairs,
        spoken=spoken,
        path=bool(path & (_MAIL_PATH | _FTP_PATH)),
        imap_names=imap_names,
    )


def shows_imap(text: str, name: str) -> bool:
    """Whether a sampled text or the file's name holds any sign of IMAP."""
    folded = text.lower()
    return (
        any(word in folded for word in _IMAP_SIGNS)
        or _says_status(text)
        or not _IMAP_PATH.isdisjoint(_path_words(name))
    )


def _says_status(text: str) -> bool:
    return any(f" {word} " in text or f"{word} [" in text for word in _STATUSES)


def _is(named: re.Match[str] | None, protocol: str) -> bool:
    """A name holds that of the protocol: ``pyftp``, ``mockSmtpServer``."""
    return named is not None and named.group(1).lower() == protocol


def _speaks_of(line: str) -> bool:
    """The line is a reply, not an IMAP response whose tag is a number."""
    head = head_code(line)
    return head is not None and not line.startswith(("OK ", "NO ", "BAD "), head.end())


def _path_words(name: str) -> set[str]:
    said = " ".join(re.split(r"[/\\]", name)[-3:])
    words = set(split_words(said))
    return words | {"imap"} if _IMAP_PART.search(said) else words
