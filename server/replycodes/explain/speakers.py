"""Finds the hosts that spoke a reply, in the lines around it and in the reply's own text.

A host counts only where a log, bounce or transcript names the server that answered. A client's name
("connect from", "reject: RCPT from"), an address or a HELO argument does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HOST = r"(?:[a-z0-9_-]{1,63}\.){1,9}[a-z][a-z0-9-]{1,62}"
_NAME = rf"({_HOST})\b"

_ANSWERING = re.compile(
    rf"""
    (?:
      \brelay=                                   # Postfix, Sendmail: the server a message was given to
    | \brelay="[^"\s]{{1,60}}[ ]\(               # OpenSMTPD
    | (?<!client[ ])\bhost[ ](?={_HOST}\.?[ ]?\[)  # Postfix "(host X[ip] said:", Exim "host X [ip]:"
    | \bremote-mta:[ ]*(?:dns|smtp)[ ]*;[ ]*     # a delivery status notification
    | \bwhile[ ]talking[ ]to[ ]                  # Sendmail's bounce
    | \bconnected[ ]to[ ](?:host[ ]")?           # telnet, curl, swaks, JavaMail
    | (?<![\w.])220[ -]                          # a greeting
    )
    {_NAME}
    """,
    re.VERBOSE,
)
_EXIM_PEER = re.compile(rf"\bh={_NAME} \[")
_GENERATING = re.compile(rf"\bgenerating server: *{_NAME}")
_LINK = re.compile(rf"https?://{_NAME}")
_SIGNATURE = re.compile(rf"\[{_NAME}(?: [^\]\n]{{0,60}})?\](?=[ .]*(?:$|\n|\(|'|\"))")
"""The host in brackets at the end of a reply line, as Exchange Online signs its replies."""

_CLIENT_LINE = re.compile(r"\bruleset=|\bfrom=(?!.*\bto=)|\breject: ")
"""Lines in which ``relay=`` names the client: Sendmail's own refusals and its ``from=`` lines."""
_BROKEN_OFF = ("lost connection with", "timed out while", "connection timed out", "connection refused")


def speaking_hosts(surroundings: str, text: str) -> Iterator[str]:
    """Lower-case names of the hosts that the lines name as the author of the reply, and its signature."""
    surroundings = surroundings.lower()
    for line in surroundings.split("\n"):
        yield from _named_in(line)
    if "returned '" not in surroundings:  # else another server wrote what is quoted
        for found in _GENERATING.finditer(surroundings):
            yield found[1]
    for found in _SIGNATURE.finditer(text.lower()):
        yield found[1]


def linked_hosts(text: str) -> Iterator[str]:
    """Lower-case hosts of the links in the reply's text."""
    for found in _LINK.finditer(text.lower()):
        yield found[1]


def _named_in(line: str) -> Iterator[str]:
    if any(words in line for words in _BROKEN_OFF):
        return  # the code is the client's own; the other side said nothing
    client_line = _CLIENT_LINE.search(line) is not None
    for found in _ANSWERING.finditer(line):
        if not (client_line and found[0].startswith("relay=")):
            yield found[1]
    if " t=" in line or "remote mail server" in line:  # Exim: H= is the client's name in other lines
        for found in _EXIM_PEER.finditer(line):
            yield found[1]
