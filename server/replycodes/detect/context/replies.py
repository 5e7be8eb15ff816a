"""The evidence for a reply code in its context: the file, its line, the numbers beside it, the session."""

from __future__ import annotations

import re

from replycodes.detect import cut_lines
from replycodes.detect.codes import HTTP_ONLY, HTTP_TOO, MAIL_OR_FTP_ONLY
from replycodes.detect.context.declared import declared
from replycodes.detect.context.lines import Lines, of_server
from replycodes.detect.context.sessions import inside, of_other, session
from replycodes.detect.context.statements import statement
from replycodes.detect.context.statuses import tag_weights
from replycodes.detect.context.typed import in_remark, one_of_two, set_against
from replycodes.detect.context.typed import typed as typed_evidence
from replycodes.detect.evidence import THRESHOLD, Weights, total, unspaced
from replycodes.detect.evidence.follows import reply_follows
from replycodes.detect.evidence.keys import meaning
from replycodes.detect.evidence.left import mark, names_number
from replycodes.detect.evidence.right import EXPECTED, counts
from replycodes.detect.evidence.shape import joined
from replycodes.detect.late import late
from replycodes.detect.lineinfo import LineInfo
from replycodes.detect.rows import between_codes, row
from replycodes.detect.site import Site
from replycodes.detect.typed_file import JOINED
from replycodes.detect.votes import REACH, RIGHT, place
from replycodes.detect.words import (
    FTP_COMMANDS,
    LIMIT_WORDS,
    PREPOSITIONS,
    SAYING_WORDS,
    SHARED_COMMANDS,
    STRONG_CODE_WORDS,
)

_COLUMN_BASES = ("comma", "pipe", "equals", "colon", "close")
_VERB_ROW = late(
    r"(?:[\]:)\d,] ?(?:"
    + "|".join(sorted(FTP_COMMANDS | SHARED_COMMANDS))
    + r")(?: [A-Z]{3,8})?[ ,][^\s,]+[ ,]|\](?:sent|created|closed|user|pass|cwd|retr|stor|list|dele|mkd|rmd|rnfr|rnto|quit) \S+ (?:- )?|[\"'](?:"
    + "|".join(sorted(FTP_COMMANDS))
    + r")(?:_[A-Z0-9]+)? [^\"']{1,250}[\"'] )$"
)
_PREFIX = 60  # code points of a line in which a process stands
_SAID_BY = re.compile(
    r"\b(?:smtp|lmtp|ftp) (?:error|response|reply|code)\W{0,3}$|(?:reply|response) code (?:\w+ ){0,3}\W?$",
    re.IGNORECASE,
)
_ENTRY = re.compile(r" ?=(?![=>])")  # a numbered entry of a configuration: 214 = value
_API = late(r"\bAPIs?\b")
_OBJECT = re.compile(r"[\"']\s*:\s*\{")  # '500': {...} of an API's description
_ROUND_WEB = HTTP_ONLY | {"200", "500"}
_REPLY_WORDS = frozenset(["reply", "replies", "smtp", "ftp", "dsn"])
_LISTING = late(r"[-dlbcps](?:[r-][w-][xsStT-]){3}[ +.@]")
_SYSLOG_HEAD = re.compile(r"<\d{1,3}>1 (?:\S{1,80} ){3}")


def reply_weights(
    around: Lines, index: int, line: str, column: int, code: str, told: bool, brief: bool = False
) -> Weights:
    """The evidence for a reply code, by name, the window's as one sum. ``told``: the line has a reply already;
    ``brief``: what cannot change the decision is left out."""
    line = around.plain(line)
    site, local, _ = around.windows.read("reply", line, column, code)
    weights: Weights = [("the text beside it", local)]
    weights += _file_and_line(around, index, line, column, site)
    if (
        told
        and _in_text(site)
        and not joined(site, around.codes)
        and not unspaced.told(site, around.codes)
        and not _says_again(around, line, column, site)
    ):
        weights.append(("inside the text of a reply", -5.0))
    if told and _goes_on(line, column, code):
        weights.append(("the same reply goes on", 6.0))
    if "," in site.after[:2] or "," in site.before.rstrip()[-2:]:
        weights += row(line, column, code, around.codes, around.profile.prior)
    if site.after[:1] == " " and site.after[1:2].isupper() and not told:
        weights += tag_weights(around, column, site)
    if _LISTING.match(line.lstrip()[:12]):
        weights.append(("a directory listing", -9.0))
    if line[:1] == "<" and _SYSLOG_HEAD.fullmatch(line[:column]):
        weights.append(("the process id of a syslog header", -9.0))
    vote = 0.0
    if around.first_number(index, line) == column or (site.left.gap and site.left.base in _COLUMN_BASES):
        vote = around.profile.table.get(place(site.before[-REACH - 1 :], site.after[:RIGHT]), 0.0)
        named = (
            meaning(site.left.words) == "code" and len(site.left.words) > 1 and code in around.codes.standard
        ) or (vote < 0 and reply_follows(site) and mark(site, around.codes) >= 4)
        if (vote < 0 and not named and not site.enhanced_right) or (vote > 0 and around.profile.prior > 0):
            weights.append(("position vote", vote))
        if vote >= 4 and around.profile.medium == "source":
            if names_number(site) and (
                site.left.last not in LIMIT_WORDS
                or site.left.words[:1] in (("ftp",), ("smtp",))
                or around.ask(_between_codes, code)
            ):
                weights.append(("one of a column of codes, whatever its name", 7.5))
            if site.code not in around.codes.standard:
                weights.append(("one of a column of codes, whatever its number", 3.0))
    if line.find(code, 0, min(column - 4, _PREFIX)) >= 0 and _of_process(around, index, line, column, code):
        weights.append(("the process that the line's prefix names", -6.0 if not site.enhanced_right else 0.0))
    if verb_row(around, index, line, column) and not reply_follows(site):
        weights.append(("a command and its argument before", 7.0))
    weights += declared(around, line, column, site)
    if site.whole_right and not site.after and around.profile.medium not in ("source", "config"):
        weights += cut_lines.below(around.ask(_below), site)
    if (
        site.left.base in ("start", "escape", "arrow")
        and not _ENTRY.match(site.after)
        and counts(site, around.codes) >= 0
    ):
        enough = brief and total(weights) >= THRESHOLD
        if not (enough and inside(line[:column])):
            found = session(around, line, column, site)
            weights += found if vote >= 0 else [one for one in found if one[1] < 0]
    return weights


def _below(around: Lines, index: int) -> cut_lines.Beginning:
    return cut_lines.begins(around.lines[index + 1] if index + 1 < len(around.lines) else "")


def _between_codes(around: Lines, index: int, code: str) -> bool:
    return between_codes(around.lines, index, code, around.codes)


def _joined(code: str, line: str) -> bool:
    """A string of the line holds a whole multi-line reply: ``220-a\\r\\n220 b``."""
    return any(found.group(1) == code for found in JOINED.finditer(line[:2000]))


def _goes_on(line: str, column: int, code: str) -> bool:
    """A multi-line reply on one line prints its code again and again: ``421-Try again 421-later 421 please``."""
    head = line[max(0, column - 400) : column]
    before = len(re.findall(rf"(?<!\d){code}-", head)) if f"{code}-" in head else 0
    return before > 1 or (
        before == 1 and (line[column + 3 : column + 4] == "-" or line[column + 4 : column + 5].isupper())
    )


def _in_text(site: Site) -> bool:
    """An ordinary word stands before, as in a sentence."""
    if site.before.rstrip().endswith(",") or site.after.startswith(EXPECTED):
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
        and left.last not in STRONG_CODE_WORDS | {"got", "then", "with", "expected", "case"}
        and not site.enhanced_right
    )


def _of_process(around: Lines, index: int, line: str, column: int, code: str) -> bool:
    """The number is the one behind the line's time, in a file where other numbers than codes stand there."""
    first = around.first_number(index, line)
    if first >= column or not line.startswith(code, first):
        return False
    shape = place(line[max(0, first - REACH - 1) : first], line[first + 3 : first + 3 + RIGHT])
    return around.profile.table.get(shape, 0.0) < 0


def _says_again(around: Lines, line: str, column: int, site: Site) -> bool:
    """``returns 220, but others return 200``: two sentences of a remark, no text of a reply."""
    if around.profile.medium not in ("source", "config", "prose"):
        return False
    if (
        site.left.last in SAYING_WORDS
        or one_of_two(site, around.codes)
        or set_against(line, column, site, around.codes)
    ):
        return True
    return in_remark(around, line[:column], site)


def verb_row(around: Lines, index: int, line: str, column: int) -> bool:
    """A command of FTP and its argument stand before, behind a log's prefix."""
    if not around.info(index).command and line[column - 1 : column] not in (" ", ","):
        return False
    return _VERB_ROW.search(line[max(0, column - 300) : column]) is not None


def _file_and_line(around: Lines, index: int, line: str, column: int, site: Site) -> Weights:
    info, profile = around.info(index), around.profile
    typed = profile.medium in ("source", "config", "prose")
    weights: Weights = [("the file", profile.prior)]
    words = info.smtp + info.ftp + (0 if typed else info.mail)
    if info.http and not info.pair:
        said = _SAID_BY.search(site.before[-48:]) is not None  # SMTP Error (535): ... (POST /mail/)
        weights.append(("HTTP on the line", -1.0 if said else -5.0))
    elif profile.http and not words:
        weights.append(("HTTP in the file", profile.http if site.code in HTTP_TOO else profile.http / 3))
    if typed and profile.prior <= -3 and not words and (site.code == "200" or _OBJECT.match(site.after)):
        weights.append(("HTTP's way, and nothing of mail or FTP", -3.0))
    if (profile.other or info.other) and not words and not info.pair:
        weights.append(
            ("another protocol with replies of three digits", min(profile.other, -5.0 * (info.other > 0)))
        )
    if profile.other_commands and not site.enhanced_right and not typed and around.ask(of_other):
        weights.append(("the answer to a command of another protocol", -9.0))
    if site.code in HTTP_ONLY and not site.enhanced_right and not (info.pair and reply_follows(site)):
        unlikely = site.code not in around.codes.known and not site.left.opened.startswith('"')
        doubt = -4.0 if typed and unlikely else -1.5
        weights.append(
            ("a code of HTTP", -0.5 if profile.plain and reply_follows(site) and doubt > -4.0 else doubt)
        )
    elif site.code in HTTP_TOO and not words and (info.web_word or (typed and _API.search(line))):
        weights.append(("the web on the line", -8.0))
    if (
        site.code in HTTP_TOO
        and (
            (meaning(site.left.words) == "weak" and not words and not reply_follows(site))
            or (meaning(site.left.words) == "http" and not info.smtp + info.ftp)
        )
        and not _REPLY_WORDS.intersection(site.left.words)
        and not _quoted_before(line, column, site.code)
        and not (profile.prior >= 2.5 and not profile.http and site.code not in _ROUND_WEB)
    ):
        weights.append(("a status that HTTP has too", -3.0))
    if (
        typed
        and site.code == "200"
        and not info.ftp
        and "ftp" not in profile.protocols
        and profile.prior <= 2.5  # else it holds other codes of mail
        and ((site.left.base == "word" and not site.left.opened) or "://" in line or not reply_follows(site))
    ):
        weights.append(("a code that mail hardly uses", -8.0))
    only = around.protocols.only
    if only and around.codes.exclusive.get(site.code, only) != only and not site.enhanced_right:
        weights.append(("a code of another protocol", -5.0 if site.code[0] == "1" else -2.5))
    if profile.medium in ("prose", "transcript") and profile.prior > 0 and _lists_codes(around, info):
        weights.append(("all numbers of the line are codes", 4.5))
    if profile.imap_alone and site.left.base == "comma" and not words:
        weights.append(("an argument where only IMAP is spoken", -3.0))
    if words:
        weights.append(("mail or FTP words on the line", 1.0 if profile.prior > 1 else 2.0))
    if info.client and not around.ask(of_server):
        weights.append(("the client's line", -6.0 if site.enhanced_right else -8.0))
    if typed:
        weights += statement(around, index, site)
        weights += typed_evidence(around, line, column, site)
        if f"{site.code}-" in line and _joined(site.code, line):
            weights.append(("a multi-line reply in a string", 4.0))
        if site.code in HTTP_TOO and not site.enhanced_right and profile.web_codes:
            doubt = 0.5 if profile.plain and (site.code not in HTTP_ONLY or reply_follows(site)) else 1.0
            weights.append(("the file's codes are those of HTTP", profile.web_codes * doubt))
    elif site.left.base == "start" and site.after[:1] == ",":
        weights.append(("first column of a table", -4.0))
    return weights


def _quoted_before(line: str, column: int, code: str) -> bool:
    """The line quotes a reply with this code, and names the code again: ``'501 no', Server Error: 501``."""
    return line.find(f"'{code} ", 0, column) >= 0 or line.find(f'"{code} ', 0, column) >= 0


def _lists_codes(around: Lines, info: LineInfo) -> bool:
    """The line says ``codes`` or ``replies``, and its four or more numbers are all codes."""
    numbers = info.codes_listed
    return len(numbers) > 3 and numbers <= around.codes.standard and len(numbers & MAIL_OR_FTP_ONLY) > 1
