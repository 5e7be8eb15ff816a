"""What kind of file this is, from its name, its language id and a bounded sample of its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast, get_args

from replycodes.detect.codes import (
    HTTP_ONLY,
    HTTP_TOO,
    MAIL_OR_FTP_ONLY,
    ROUND,
    TYPICAL_FTP,
    TYPICAL_SMTP,
    Codes,
)
from replycodes.detect.formats import Formats, Table, find_table
from replycodes.detect.late import late
from replycodes.detect.lineinfo import LIMIT, read_line
from replycodes.detect.occurrence import Medium
from replycodes.detect.session import head_code
from replycodes.detect.site import ENHANCED, split_words
from replycodes.detect.votes import groups, has_column, vote
from replycodes.detect.words import FTP_COMMANDS, IMAP_WORDS

SAMPLE_LINES = 480
SAMPLE_CHARACTERS = 60_000
_OVERRIDE_LINES = 20

_SOURCE = (
    "python javascript javascriptreact typescript typescriptreact go java csharp php ruby rust c cpp perl lua shellscript shell "
    "powershell kotlin swift scala elixir erlang haskell ocaml clojure dart r groovy vb fsharp objective-c objective-cpp css scss "
    "less html vue svelte makefile dockerfile sql bat julia pascal nim zig"
)
_SOURCE_SUFFIXES = (
    "py pyi js jsx mjs cjs ts tsx go java cs php rb rs c h cc cpp cxx hpp pl pm t lua sh bash bats zsh ps1 psm1 kt kts swift scala ex "
    "exs erl hs ml mli clj dart r groovy vb fs m mm css scss less html htm vue svelte sql bat jl pas nim zig svg xhtml shtml"
)
_CONFIG = "yaml json jsonc toml ini properties xml dotenv sieve dockercompose jsonl"
_CONFIG_SUFFIXES = (
    "yml yaml json jsonl ndjson toml ini cfg conf cf cnf properties xml env sieve mc m4 lock sum tf hcl plist"
)
_LANGUAGES: Mapping[str, Medium] = {
    **dict.fromkeys(_SOURCE.split(), "source"),
    **dict.fromkeys(_CONFIG.split(), "config"),
    **dict.fromkeys(["markdown", "restructuredtext", "latex", "asciidoc"], "prose"),
    "log": "log",
}
_EXTENSIONS: Mapping[str, Medium] = {
    **dict.fromkeys(_SOURCE_SUFFIXES.split(), "source"),
    **dict.fromkeys(_CONFIG_SUFFIXES.split(), "config"),
    **dict.fromkeys(["md", "rst", "adoc", "tex", "markdown", "org"], "prose"),
    **dict.fromkeys(["eml", "msg", "mbox", "mime", "dsn", "ndr"], "message"),
    **dict.fromkeys(["log", "out", "err", "trace", "journal"], "log"),
}
_LOG_NAME = late(
    r"log(?:\.\d+)?$|^(?:mail|syslog|messages|maillog|mainlog|rejectlog)(?:[.\-_]|$)", re.IGNORECASE
)
_COPY = re.compile(
    r"(?:\.(?:default|proto|dist|sample|example|in|orig|bak|template|tmpl|tpl|j2|erb|dpkg-\w+|rpm\w+))+$"
)
"""What is put behind the name of a configuration file that is a model or a copy."""
_TIME = late(r"\d\d:\d\d:\d\d|^@4000|\b1[5-9]\d{8}\b")
_HEADER = late(
    r"(?:From|To|Subject|Date|Received|Return-Path|Message-Id|MIME-Version|Delivered-To):[ \t]|From \S+@",
    re.IGNORECASE,
)
_OVERRIDE = re.compile(r"replycodes:\s*((?:(?:protocol|medium)=[a-z]+[\s,;]*)+)")
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
JOINED = late(r"([1-5]\d\d)-[^\"'`]{0,200}?(?:\\n|\$\{\w{1,8}\})\1(?: |$|[\"'`])")
"""A multi-line reply in one string literal."""

_IN_A_NAME = late(r"[A-Za-z](smtp|ftp(?=server|client|user|repl|file|d?(?![a-z])))", re.IGNORECASE)
_PROTOCOL = late(r"smtp|lmtp|ftp|RCPT|EHLO", re.IGNORECASE)
_TYPED_TRIPLE = late(r"[\"'`](\d+\.\d+\.\d+)[\"'` ]")
_TRIPLE = late(r"(?<![\d.])\d{1,2}\.\d{1,3}\.\d{1,3}(?![\d.])")
_PAIR = late(r"(?<!\d)([245])\d\d[ -]#?\1\.\d{1,3}\.\d")
_STATUSES = ("OK", "NO", "BAD", "BYE", "PREAUTH")
_DATA = ("FETCH", "EXISTS", "RECENT", "EXPUNGE", "CAPABILITY", "FLAGS", "LIST", "LSUB", "SEARCH", "STATUS")
_IMAP_RESPONSE = re.compile(
    rf"(?:^|[ \"'])(?:(?:\*|[A-Za-z]+\d+) (?:{'|'.join(_STATUSES)}) \S|\* (?:\d+ )?(?:{'|'.join(_DATA)})\b|"
    r"[A-Za-z]{0,8}\d{1,6} (?:UID (?:FETCH|STORE|SEARCH|COPY|MOVE)|FETCH|SELECT|EXAMINE|LSUB|LOGOUT|EXPUNGE|IDLE|UNSELECT)\b)"
)
_HEAD_NUMBER = late(r"[ \t]*(\d{1,5})(?:([ -])\S)?")
_SECTION = re.compile(r"\s{0,12}(\d{1,2}\.\d{1,2}(?:\.\d{1,2}){0,3})\.? {1,8}[A-Z]\w")
_SAID_CODE = late(
    r"\b[Rr]epl(?:y|ies)(?: code)?(?:s? of| with|s?) (?:an? |the )?([1-5]\d\d)(?![\w.%]|-\d)|[rR]eply(?:Code)?\(([1-5]\d\d)[,)]"
)
_TYPED_CODE = late(r"[\"'`(\[=:{,>|?]\s?([1-5]\d\d)(?![\w.%]|-\d)")


@dataclass(frozen=True)
class Profile:
    """A prior for every line of a file, never a lock. ``votes`` maps the shape of a place to its weight."""

    name: str = ""
    language_id: str = ""
    medium: Medium = "log"
    protocols: tuple[str, ...] = ()  # ranked by how much of the sample speaks for them
    prior: float = 0.0  # weight for replies
    http: float = 0.0  # weight of HTTP, 0 or negative
    imap: float = 0.0
    imap_alone: bool = False  # hardly a line speaks of mail or FTP beside IMAP
    format: str = ""  # the name of the declared format whose columns were found
    columns: Table | None = None  # where the codes stand, if a header names the columns
    votes: tuple[tuple[str, float], ...] = ()
    web_codes: float = 0.0  # weight for codes that HTTP has too, when the other codes of the file are HTTP's
    plain: bool = False  # its words speak of mail or FTP so plainly that its codes cannot make it HTTP's
    dotted: float = (
        0.0  # weight for enhanced codes that stand without a reply: the file's triples are registered ones
    )
    headings: float = 0.0  # weight for enhanced codes at the head of a line, where sections are numbered so
    forced: str = ""  # the protocol that the user set
    table: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)


def sample(lines: Sequence[str], dense: bool) -> list[str]:
    """A bounded sample: the head, and for logs pieces from the whole length."""
    chosen: list[str] = []
    size = 0
    for first, last in _sampled(len(lines), dense):
        for line in lines[first : min(last, len(lines))]:
            line = line[:LIMIT].rstrip("\r\n")
            chosen.append(line)
            size += len(line)
            if size > SAMPLE_CHARACTERS:
                return chosen
    return chosen


def _sampled(count: int, dense: bool) -> list[tuple[int, int]]:
    """The pieces of a sample, before it is cut at its full size."""
    if dense or count <= SAMPLE_LINES:
        return [(0, min(count, 3000 if dense else SAMPLE_LINES))]
    step = max(40, (count - 160) // 8)
    return [(0, 160), *((160 + k * step, 160 + k * step + 40) for k in range(8))]


def guess_medium(name: str, language_id: str, lines: Sequence[str]) -> Medium:
    """By language id, by extension, else by how the lines look."""
    if language_id in _LANGUAGES:
        return _LANGUAGES[language_id]
    base = _COPY.sub("", re.split(r"[/\\]", name)[-1])
    known = _EXTENSIONS.get(base.rpartition(".")[2].lower()) if "." in base else None
    if known:
        return known
    if _LOG_NAME.search(base):
        return "log"
    head = [line for line in lines[:60] if line.strip()]
    if not head:
        return "log"
    if sum(1 for line in head if _TIME.search(line[:80])) * 2 > len(head):
        return "log"
    if sum(1 for line in head if _HEADER.match(line)) >= 3:
        return "message"
    return "transcript"


def medium_of(name: str, language_id: str, lines: Sequence[str], said: str = "") -> Medium:
    """The medium of a file's profile alone, which costs nearly nothing."""
    head = [line[:LIMIT].rstrip("\r\n") for line in lines[:_OVERRIDE_LINES]]
    return _overridden(head, _medium(name, language_id, lines, said), "")[0]


def may_speak_imap(name: str, language_id: str, lines: Sequence[str], said: str = "") -> bool:
    """Whether a file's profile may give weight to IMAP: some sign of it stands in its sample or in the name."""
    text = "\n".join(sample(lines, _is_dense(_medium(name, language_id, lines, said))))
    folded = text.lower()
    return (
        any(word in folded for word in _IMAP_SIGNS)
        or any(f" {word} " in text for word in _STATUSES)
        or not _IMAP_PATH.isdisjoint(_path_words(name))
    )


def _medium(name: str, language_id: str, lines: Sequence[str], said: str) -> Medium:
    return cast(Medium, said) if said in get_args(Medium) else guess_medium(name, language_id, lines[:60])


def _is_dense(medium: Medium) -> bool:
    return medium in ("source", "config", "prose")


def _overridden(head: Sequence[str], medium: Medium, protocol: str) -> tuple[Medium, str]:
    """Medium and protocol, as a comment among the first lines may set them."""
    for line in head[:_OVERRIDE_LINES]:
        found = _OVERRIDE.search(line)
        if found:
            for key, value in re.findall(r"(protocol|medium)=([a-z]+)", found.group(1)):
                if key == "protocol":
                    protocol = value
                elif value in get_args(Medium):
                    medium = cast(Medium, value)
    return medium, protocol


def _path_words(name: str) -> set[str]:
    return set(split_words(" ".join(re.split(r"[/\\]", name)[-3:])))


def build(
    name: str,
    language_id: str,
    lines: Sequence[str],
    codes: Codes,
    formats: Formats,
    protocol: str = "",
    said: str = "",
) -> Profile:
    """The profile of a file. ``protocol`` and ``said`` (a medium) are what the user set, a comment in the file wins."""
    medium = _medium(name, language_id, lines, said)
    chosen = sample(lines, _is_dense(medium))
    medium, forced = _overridden(chosen, medium, protocol)
    profile = _weigh(name, language_id, medium, forced, chosen, codes)
    table = find_table(chosen, formats)
    return replace(profile, columns=table, format=table.name) if table else profile


def _weigh(
    name: str, language_id: str, medium: Medium, forced: str, chosen: list[str], codes: Codes
) -> Profile:
    total = smtp = ftp = imap = http = web = pairs = mailboxes = files = spoken = 0
    typed = medium in ("source", "config", "prose")
    text = "\n".join(chosen)
    statuses = any(f" {word} " in text for word in _STATUSES)
    for line in chosen:
        if not line.strip():
            continue
        info = read_line(line)
        total += 1
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
        http += info.http
        web += info.web > 0
        pairs += info.pair
    total = max(total, 1)
    verbs = [read_line(line).command for line in chosen]
    if not typed and len(FTP_COMMANDS.intersection(verbs)) > 1:
        ftp = max(ftp, sum(verb in FTP_COMMANDS for verb in verbs))
    # What the replies speak of counts where its protocol is named, or where the other one is not named far more often.
    smtp, ftp = (
        smtp + mailboxes * (smtp > 0 or 8 * mailboxes > ftp),
        ftp + files * (ftp > 0 or 8 * files > smtp),
    )
    path = _path_words(name)
    smtp += total // 8 * bool(path & _MAIL_PATH)
    ftp += total // 8 * bool(path & _FTP_PATH)
    imap += total // 8 * bool(path & _IMAP_PATH)
    share = (max(smtp, ftp, imap)) / total
    places = groups(chosen)
    votes = vote(places, codes)
    if not typed:  # several blanks behind a number: there it is a table of counts
        votes = {shape: weight for shape, weight in votes.items() if weight < 0 or shape[-3:] != "|  "}
    prior = (
        _typed_prior(share, max(smtp, ftp), web, pairs) if typed else _read_prior(share, smtp + ftp, pairs)
    )
    if not typed and prior < 0 and _all_replies(chosen, codes):
        prior = 0.5
    dotted = codes_seen = web_codes = 0.0
    plain = False
    if typed:
        codes_seen, web_codes = _code_set(chosen)
        named = sum(_PROTOCOL.search(line) is not None for line in chosen)
        named += total // 8 * bool(path & (_MAIL_PATH | _FTP_PATH))
        plain = prior >= 2.5 and not http and named > total // 10 and 2 * web < max(smtp, ftp)
        if plain:
            codes_seen = max(codes_seen, -1.5)
        dotted = _dotted_set(chosen, codes)
        column = codes_seen >= 0 and has_column(places, votes)
        joined = sum(JOINED.search(line) is not None for line in chosen) > 2
        said = {code for pair in _SAID_CODE.findall("\n".join(chosen)) for code in pair if code}
        told = bool(said & (MAIL_OR_FTP_ONLY - ROUND)) and not said & HTTP_ONLY
        if column or joined or told or (codes_seen > 0 and smtp + ftp):
            prior = max(prior, 0.0) + 1.5
        if not smtp + ftp and prior > 0:
            typical = set(_TYPED_CODE.findall("\n".join(chosen))).union(*places.values())
            smtp, ftp = len(typical & TYPICAL_SMTP), len(typical & TYPICAL_FTP)
    veto = -3.0 if http > max(smtp, ftp, 1) else -1.0 if http * 2 > max(smtp, ftp) else 0.0
    if forced:
        prior = max(prior, 2.0)
        veto = 0.0
    ranked = tuple(
        p
        for p, n in sorted({"smtp": smtp + pairs, "ftp": ftp, "imap": imap}.items(), key=lambda kv: -kv[1])
        if n
    )
    return Profile(
        name=name,
        language_id=language_id,
        medium=medium,
        protocols=(forced, *(p for p in ranked if p != forced)) if forced else ranked,
        prior=prior,
        http=min(0.0, veto + min(0.0, codes_seen)),
        imap=min(2.0, imap / total * 20) if imap else 0.0,
        imap_alone=imap > 4 * spoken,
        votes=tuple(sorted(votes.items())),
        web_codes=web_codes,
        plain=plain,
        dotted=dotted,
        headings=-8.0 if _numbered(chosen) else 0.0,
        forced=forced,
        table=votes,
    )


def _is(named: re.Match[str] | None, protocol: str) -> bool:
    """A name holds that of the protocol: ``pyftp``, ``mockSmtpServer``."""
    return named is not None and named.group(1).lower() == protocol


def _speaks_of(line: str) -> bool:
    """The line is a reply, not an IMAP response whose tag is a number."""
    head = head_code(line)
    return head is not None and not line.startswith(("OK ", "NO ", "BAD "), head.end())


def _typed_prior(share: float, mail: int, web: int, pairs: int) -> float:
    """Source and configuration: most numbers are none of ours, so the file must speak of mail or FTP."""
    if not mail:
        return -4.0
    if web > 2 * mail and not pairs:
        return -3.0
    if share > 0.1:
        return 2.5
    if share > 0.03:
        return 1.5
    return 0.5 if mail >= 3 or pairs else -1.0


def _read_prior(share: float, words: int, pairs: int) -> float:
    """Logs, transcripts, messages."""
    if share > 0.1 or pairs > 2:
        return 1.5
    return 1.0 if words else -2.0


def _all_replies(chosen: list[str], codes: Codes) -> bool:
    """Every line that begins with a number begins with a known code and its text: a bare session."""
    heads = [found for line in chosen if (found := _HEAD_NUMBER.match(line))]
    return bool(heads) and all(found.group(1) in codes.known and found.group(2) for found in heads)


def _code_set(chosen: list[str]) -> tuple[float, float]:
    """Which codes are typed behind quotes, brackets, ``=`` and ``:``: those of mail and FTP, or those of HTTP.

    The second weight is for codes that both have.
    """
    found = set(_TYPED_CODE.findall("\n".join(chosen)))
    mail, web = len(found & MAIL_OR_FTP_ONLY), len(found & HTTP_ONLY)
    shared = -4.0 if web > mail else -3.0 if not mail and len(found & HTTP_TOO) > 1 else 0.0
    if mail >= 3 and mail > web:
        return 2.0, shared
    return (-3.0 if web >= 3 and web > mail else 0.0), shared


def _numbered(chosen: list[str]) -> bool:
    """Sections of the text are numbered: some of the numbers cannot be enhanced codes."""
    found = (_SECTION.match(line) for line in chosen)
    return sum(section is not None and ENHANCED.fullmatch(section.group(1)) is None for section in found) > 3


def _dotted_set(chosen: list[str], codes: Codes) -> float:
    """Three or more different quoted triples, nearly all of them registered enhanced codes: a table of them. Many
    triples that begin with another digit: versions."""
    text = "\n".join(chosen)
    firsts = [triple.partition(".")[0] for triple in _TRIPLE.findall(text)]
    others = sum(first not in ("2", "4", "5") for first in firsts)
    if others > 3 and 5 * others > 2 * len(firsts) and not _PAIR.search(text):
        return -8.0  # a list of packages or releases
    found = set(_TYPED_TRIPLE.findall(text))
    right = sum(1 for triple in found if triple[0] in "245" and triple[2:] in codes.details)
    return 3.0 if right >= 3 and right >= 0.9 * len(found) else 0.0


__all__ = ["Profile", "build", "guess_medium", "may_speak_imap", "medium_of", "sample"]
