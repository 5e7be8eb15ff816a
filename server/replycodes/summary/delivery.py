"""Where a delivery went: the recipient's domain and the server that answered, from lines that report deliveries.

A refused client's line names recipients too (``reject: RCPT from ...: 554 ...; to=<...>``), but behind the code: only
what stands before it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

UNKNOWN = "(no domain)"
_HEAD = 400  # characters of a line that say what it reports


class Destination(NamedTuple):
    """The domain of the recipient and the host that answered, lower case; ``relay`` is empty if it is not named."""

    domain: str
    relay: str


_RELAY = re.compile(r"relay=(?:\"[^\"\s]{1,60} \(([^)\s]{1,255})\)|\"?([^\s,\[\"]{1,255}))")
_EXIM = re.compile(
    r"(?:^|\s)\w{6}-\w{6,11}-\w{2,4} (?:=>|->|\*\*|==|>>|\*>) ([^\s:]{1,330})(?: <([^\s>]{1,330})>)?"
)
_EXIM_HOST = re.compile(r" H=([^\s\[(]{1,255})")
_JSON_RECIPIENT = re.compile(
    r"\"(?:recipient|recipients|rcpt_?to|email|email_?address|to)\"\s{0,2}:\s{0,2}(?:\[\s{0,2})?\"([^\"]{1,330})\"",
    re.IGNORECASE,
)
_JSON_RECEIVED = re.compile(r"\"type\"\s?:\s?\"reception\"", re.IGNORECASE)
_DOMAIN = re.compile(r"[\w.:\[\]-]{1,255}")
_FINAL_RECIPIENT = re.compile(r"(?i)(?:final|original)-recipient:\s*[\w-]+\s*;\s*(\S{1,330})")


_STARTED = re.compile(r"\bstarting delivery (\d{1,12}): msg \d+ to (?:remote|local) (\S{1,330})")  # qmail
_ENDED = re.compile(r"\bdelivery (\d{1,12}): (?:success|failure|deferral): ")
_ACCOUNTED = re.compile(
    r"[a-z]{1,2},\d{4}-\d\d-\d\d[ T]"
)  # a row of PowerMTA's accounting, as it comes by default
_ACCOUNTED_RECIPIENT, _ACCOUNTED_SERVER = 4, 9  # columns


def destination(line: str, before: int) -> Destination | None:
    """Where the delivery reported in a line went; None if the line reports none. ``before``: column of its first code."""
    at = line.find(" to=", 0, before)
    if at >= 0:
        return _keyed(line, at + 4, before)
    if is_record(line):
        return _of_json(line)
    if _ACCOUNTED.match(line):
        return _of_row(line)
    if (found := _EXIM.search(line[: min(before, 700)])) is not None:
        address = found[1] if "@" in found[1] or not found[2] else found[2]
        host = _EXIM_HOST.search(line, found.end(), before)
        return Destination(domain_of(address), host[1].lower() if host else "")
    return None


def is_record(line: str) -> bool:
    """Whether a line is a JSON object, or a list that begins with one."""
    return line[:40].lstrip(" \t[")[:1] == "{"


def _keyed(line: str, at: int, before: int) -> Destination | None:
    """Postfix, Sendmail, OpenSMTPD: ``to=<...>, relay=...``; Sendmail's local mailer has no relay."""
    relay_at = line.find("relay=", at, before)
    relay = _RELAY.match(line, relay_at, before) if relay_at >= 0 else None
    if relay is None and line.find("mailer=", at, before) < 0:
        return None
    end = line.find(">", at, before) if line[at : at + 1] == "<" else line.find(",", at, before)
    address = line[at : end if end >= 0 else at].lstrip("<")
    host = (relay[1] or relay[2]).rstrip(".").lower() if relay else ""
    return Destination(domain_of(address), "" if host == "none" else host)  # Postfix: nobody was reached


def _of_json(line: str) -> Destination | None:
    head = line[:4_000]
    found = _JSON_RECIPIENT.search(head)
    if found is None or _JSON_RECEIVED.search(head):
        return None
    return Destination(domain_of(found[1]), "")


def _of_row(line: str) -> Destination | None:
    columns = line.split(",", _ACCOUNTED_SERVER + 1)
    if len(columns) <= _ACCOUNTED_SERVER or "@" not in columns[_ACCOUNTED_RECIPIENT]:
        return None
    server = columns[_ACCOUNTED_SERVER].partition(" ")[0].lower()
    return Destination(domain_of(columns[_ACCOUNTED_RECIPIENT]), server if _DOMAIN.fullmatch(server) else "")


def recipient_field(line: str) -> Destination | None:
    """The recipient that a line of a JSON record names which is written over several lines."""
    found = _JSON_RECIPIENT.match(line.lstrip(" \t"))
    return Destination(domain_of(found[1]), "") if found else None


def started(lines: Iterable[str]) -> dict[str, str]:
    """The deliveries of qmail that lines start: number -> recipient's domain."""
    found = (_STARTED.search(line[:_HEAD]) for line in lines if "starting delivery " in line)
    return {one[1]: domain_of(one[2]) for one in found if one}


def ended(line: str) -> str:
    """The number of the delivery of qmail whose end a line reports, or an empty text."""
    found = _ENDED.search(line, 0, _HEAD) if line.find("delivery ", 0, _HEAD) >= 0 else None
    return found[1] if found else ""


def final_recipient(line: str) -> Destination | None:
    """The recipient that a field of a delivery report names."""
    found = _FINAL_RECIPIENT.match(line)
    return Destination(domain_of(found[1]), "") if found else None


def domain_of(address: str) -> str:
    """The domain of an address, lower case; a stand-in if it has none."""
    return _domain(address[address.rfind("@") + 1 :]) if "@" in address else UNKNOWN


@lru_cache(maxsize=8192)
def _domain(text: str) -> str:
    domain = text.rstrip(".>").lower()
    return domain if _DOMAIN.fullmatch(domain) else UNKNOWN
