"""Evidence in source and configuration: what the statement that holds a number is about."""

from __future__ import annotations

import re

from replycodes.detect.codes import HTTP_ONLY, HTTP_TOO, tells
from replycodes.detect.context.lines import Lines
from replycodes.detect.evidence import Weights
from replycodes.detect.evidence.follows import reply_follows
from replycodes.detect.evidence.keys import meaning
from replycodes.detect.late import late
from replycodes.detect.protocol import NEARBY
from replycodes.detect.rows import ABOUT_REPLIES, CALLS, called
from replycodes.detect.site import Site, split_words
from replycodes.detect.words import ALL_COMMANDS, CODE_KEYS, STATEMENT_NUMBERS

_OTHERWISE = late(r"\? ?\d{1,6} ?: ?$")
_PATTERN = late(r"\[(?: -|- |\\s)\]?| ?\.\*|\\[sb]")  # 250[ -].*
_RESPONSES = re.compile(r"\W{0,40}responses:\s*$", re.IGNORECASE)
ABOUT_MAIL = frozenset(["reply", "smtp", "ftp"])
_REPLY_CODE = frozenset(["reply", "code"])
_ASKED = CODE_KEYS | ABOUT_MAIL | {"command", "cmd", "quote"}
_COMMAND_LITERAL = late(rf"([\"'])(?:{'|'.join(sorted(ALL_COMMANDS))})\b[^\"']*\1")


def statement(around: Lines, index: int, site: Site) -> Weights:
    """In source and configuration: what the statement to the left is about, and HTTP near a mere ``status``."""
    weights: Weights = []
    if site.left.base == "start" and index:
        weights += around.ask(_called)
    if around.profile.medium == "config" and site.left.word == "return" and site.after[:1] in (";", " "):
        weights.append(("what a web server returns", -6.0 if site.code in HTTP_TOO else 0.0))
    if (
        site.left.base == "word"
        and site.left.opened == "("
        and site.left.word.rpartition(".")[2].startswith(("assert", "expect"))
    ):
        asked = _ASKED.intersection((*split_words(site.after), *site.left.words))
        returned = "return" in site.after
        sure = site.code not in HTTP_TOO or ABOUT_MAIL.intersection(asked)
        plain = around.profile.prior >= 2.5 and not around.profile.http
        web = (
            site.code in HTTP_TOO
            and "status" in split_words(site.after)
            and not ABOUT_MAIL.intersection(asked)
        )
        told = asked if plain else sure and CODE_KEYS.intersection(asked)
        if web or STATEMENT_NUMBERS.intersection(split_words(_COMMAND_LITERAL.sub("", site.after))):
            told = asked = frozenset()
        weights.append(("what the test compares", 4.5 if told else 2.0 if asked or returned else -3.0))
        if told and _REPLY_CODE.intersection(asked) == _REPLY_CODE:
            weights.append(("a reply code by name", 2.0))
    bases = ("comma", "other", "close", "arrow")
    if (site.left.base in bases or _OTHERWISE.search(site.before)) and not reply_follows(site):
        names = split_words(_COMMAND_LITERAL.sub("", site.before))
        opened = site.left.opened  # a text asked for: start_with?('554'), or compared: == '334'
        pattern = opened[:1] == '"' and _PATTERN.match(site.after) is not None
        if pattern and site.code in around.codes.standard:
            weights.append(("a pattern goes on", 2.0))
        quoted = pattern or opened.startswith('"(') or (opened[:1] == '"' and tells(site.code, around.codes))
        if not quoted and meaning(names[-1:]) != "code" and STATEMENT_NUMBERS.intersection(names):
            weights.append(("a statement about another number", -3.0))
        elif ABOUT_REPLIES.intersection(names) or (
            CALLS.intersection(names) and site.left.opened in ("", "[")
        ):
            weights.append(("a statement about a reply", 1.0))
    described = site.left.base == "start" and site.after[:1] == ":" and site.code in (HTTP_TOO | HTTP_ONLY)
    if described and around.ask(_described):
        weights.append(("the description of a web interface", -7.0))
    status = site.left.words in (("status",), ("code",), ("status", "code")) and not reply_follows(site)
    if status and site.code in HTTP_TOO and around.ask(_near_http):
        weights.append(("HTTP nearby", -7.0))
    return weights


def _called(around: Lines, index: int) -> tuple[tuple[str, float], ...]:
    return tuple(called(around.text(index - 1), around.text(index)))


def _described(around: Lines, index: int) -> bool:
    """A line above says that the answers of a web interface follow."""
    above = range(index - 1, max(-1, index - 1 - NEARBY), -1)
    return any(_RESPONSES.match(around.text(other)) for other in above)


def _near_http(around: Lines, index: int) -> bool:
    near = range(max(0, index - NEARBY), min(len(around.lines), index + NEARBY + 1))
    return any(around.info(other).http for other in near)
