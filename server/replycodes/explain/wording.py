"""Names and list grammar shared by everything that speaks to a person."""

from __future__ import annotations

PROTOCOL_NAMES = {
    "smtp": "SMTP",
    "ftp": "FTP",
    "imap": "IMAP",
    "pop3": "POP3",
    "managesieve": "ManageSieve",
    "nntp": "NNTP",
}

ROLE_NAMES = {
    "sender": "the sender",
    "sending-admin": "the sending side's administrator",
    "recipient": "the recipient",
    "receiving-admin": "the receiving side's administrator",
    "user": "the user",
    "server-admin": "the server's administrator",
    "developer": "the developer",
    "nobody": "nobody",
}


def protocol_name(protocol: str) -> str:
    """How a protocol is spelt."""
    return PROTOCOL_NAMES.get(protocol, protocol.upper())


def role_name(role: str) -> str:
    """Who a role is, inside a sentence."""
    return ROLE_NAMES.get(role, role)


def listing(items: tuple[str, ...]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return _joined(items, "and")


def alternatives(items: tuple[str, ...]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    return _joined(items, "or")


def _joined(items: tuple[str, ...], word: str) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def capitalized(sentence: str) -> str:
    """A sentence with a capital first letter, the rest untouched."""
    return sentence[:1].upper() + sentence[1:]
