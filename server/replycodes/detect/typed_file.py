"""What is typed in source, configuration and prose: whose codes they are, mail's and FTP's or HTTP's or versions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from replycodes.detect.codes import (
    HTTP_ONLY,
    HTTP_TOO,
    MAIL_OR_FTP_ONLY,
    ROUND,
    TYPICAL_FTP,
    TYPICAL_SMTP,
    Codes,
)
from replycodes.detect.late import late
from replycodes.detect.mentions import Mentions
from replycodes.detect.votes import has_column

JOINED = late(r"([1-5]\d\d)-[^\"'`]{0,200}?(?:\\n|\$\{\w{1,8}\})\1(?: |$|[\"'`])")
"""A multi-line reply in one string literal."""

_PROTOCOL = late(r"smtp|lmtp|ftp|RCPT|EHLO", re.IGNORECASE)
_TYPED_TRIPLE = late(r"[\"'`](\d+\.\d+\.\d+)[\"'` ]")
_TRIPLE = late(r"(?<![\d.])\d{1,2}\.\d{1,3}\.\d{1,3}(?![\d.])")
_PAIR = late(r"(?<!\d)([245])\d\d(?:[ -]#?|, ?b?[\"'])\1\.\d{1,3}\.\d")
_SAID_CODE = late(
    r"\b[Rr]epl(?:y|ies)(?: code)?(?:s? of| with|s?) (?:an? |the )?([1-5]\d\d)(?![\w.%]|-\d)|(?:[rR]eply(?:Code)?|[cC]ommandResponse)\(([1-5]\d\d)[,)]"
)
_TYPED_CODE = late(r"[\"'`(\[=:{,>|?]\s?([1-5]\d\d)(?![\w.%]|-\d)")


class Typed(NamedTuple):
    """What the codes of a file say of it."""

    prior: float
    codes: float  # weight for all codes, negative where they are HTTP's
    shared: float  # weight for the codes that HTTP has too
    plain: bool
    dotted: float
    smtp: int
    ftp: int


def read_typed(
    chosen: Sequence[str],
    said: Mentions,
    places: Mapping[str, list[str]],
    votes: Mapping[str, float],
    codes: Codes,
    prose: bool = False,
) -> Typed:
    """``said``: what the lines speak of; ``places``, ``votes``: where numbers stand, and which of these places hold codes."""
    text = "\n".join(chosen)
    weight = _prior(said.share, max(said.smtp, said.ftp), said.web, said.pairs, prose)
    seen, shared = _code_set(text)
    plain = weight >= 2.5 and _is_plain(chosen, said)
    if plain:
        seen = max(seen, -1.5)
    smtp, ftp = said.smtp, said.ftp
    if _says_codes(chosen, text) or (seen >= 0 and has_column(places, votes)) or (seen > 0 and smtp + ftp):
        weight = max(weight, 0.0) + 1.5
    if not smtp + ftp and weight > 0:
        typical = set(_TYPED_CODE.findall(text)).union(*places.values())
        smtp, ftp = len(typical & TYPICAL_SMTP), len(typical & TYPICAL_FTP)
        smtp, ftp = smtp * (4 * smtp > ftp), ftp * (4 * ftp > smtp)
    return Typed(weight, seen, shared, plain, dotted_set(text, codes), smtp, ftp)


def _is_plain(chosen: Sequence[str], said: Mentions) -> bool:
    """It names mail or FTP so often, and HTTP so seldom, that no code can make it HTTP's."""
    named = sum(_PROTOCOL.search(line) is not None for line in chosen) + said.lines // 8 * said.path
    return not said.http and named > said.lines // 10 and 2 * said.web < max(said.smtp, said.ftp)


def _says_codes(chosen: Sequence[str], text: str) -> bool:
    """It holds whole multi-line replies, or says itself that some of its numbers are replies."""
    if sum(JOINED.search(line) is not None for line in chosen) > 2:
        return True
    said = {code for pair in _SAID_CODE.findall(text) for code in pair if code}
    return bool(said & (MAIL_OR_FTP_ONLY - ROUND)) and not said & HTTP_ONLY


def _prior(share: float, mail: int, web: int, pairs: int, prose: bool) -> float:
    """Source and configuration: most numbers are none of ours, so the file must speak of mail or FTP."""
    if not mail:
        return -4.0
    if web > 2 * mail and not pairs:
        return -3.0
    if prose and mail == 1 and not pairs:
        return 0.5  # one line says little of a text
    if share > 0.1:
        return 2.5
    if share > 0.03:
        return 1.5
    return 0.5 if mail >= 3 or pairs else -1.0


def _code_set(text: str) -> tuple[float, float]:
    """Which codes are typed behind quotes, brackets, ``=`` and ``:``: those of mail and FTP, or those of HTTP.

    The second weight is for codes that both have.
    """
    found = set(_TYPED_CODE.findall(text))
    mail, web = len(found & MAIL_OR_FTP_ONLY), len(found & HTTP_ONLY)
    shared = -4.0 if web > mail else -3.0 if not mail and len(found & HTTP_TOO) > 1 else 0.0
    if mail >= 3 and mail > web:
        return 2.0, shared
    return (-3.0 if web >= 3 and web > mail else 0.0), shared


def dotted_set(text: str, codes: Codes) -> float:
    """Three or more different quoted triples, nearly all of them registered enhanced codes: a table of them. Many
    triples that begin with another digit: versions."""
    firsts = [triple.partition(".")[0] for triple in _TRIPLE.findall(text)]
    others = sum(first not in ("2", "4", "5") for first in firsts)
    if others > 3 and 5 * others > 2 * len(firsts) and not _PAIR.search(text):
        return -8.0  # a list of packages or releases
    found = set(_TYPED_TRIPLE.findall(text))
    right = sum(1 for triple in found if triple[0] in "245" and triple[2:] in codes.details)
    return 3.0 if right >= 3 and right >= 0.9 * len(found) else 0.0
