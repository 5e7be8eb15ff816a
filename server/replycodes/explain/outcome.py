"""What a reply's class says: its outcome, the words for it, and whether trying again makes sense."""

from __future__ import annotations

import re

from replycodes.explain.model import Outcome

_BY_DIGIT: dict[str, Outcome] = {
    "2": "success",
    "3": "intermediate",
    "4": "temporary",
    "5": "permanent",
}
# First digits that mean something of their own in a protocol. NNTP's 1yz is a complete answer, and its 4yz
# ("no such newsgroup") says that the command failed, not that it may work later.
_OWN: dict[tuple[str, str], Outcome] = {
    ("ftp", "1"): "preliminary",
    ("ftp", "6"): "protected",
    ("nntp", "1"): "success",
    ("nntp", "4"): "refused",
}

_BY_STATUS: dict[str, Outcome] = {
    "OK": "success",
    "+OK": "success",
    "PREAUTH": "success",
    "NO": "refused",
    "-ERR": "refused",
    "BAD": "refused",
    "BYE": "closing",
}

# How the headline ends, after the subject and its name.
_WORDS: dict[Outcome, str] = {
    "success": "reports success",
    "preliminary": "is a preliminary reply: the action has started and another reply follows",
    "intermediate": "is an intermediate reply: so far accepted, the server waits for more",
    "temporary": "is a temporary failure by its code",
    "permanent": "is a permanent failure by its code",
    "protected": "is a protected reply: an encrypted or signed reply stands inside",
    "refused": "is a refusal; by itself it does not say whether it is temporary or permanent",
    "closing": "says that the server closes the connection",
    "informative": "gives a detail",
    "undefined": "has a first digit that this protocol gives no meaning",
}

_RETRY: dict[Outcome, str] = {
    "success": "Nothing to retry: it is done.",
    "preliminary": "Nothing to retry: wait for the final reply.",
    "intermediate": "Nothing to retry: send what the server asks for.",
    "temporary": "Try again later; a mail server's queue does so by itself.",
    "permanent": "Do not retry unchanged: the same attempt would be refused again.",
    "protected": "Nothing to retry before the reply inside has been read.",
    "refused": "Do not retry blindly: the reason behind it decides.",
    "closing": "Connect again later; repeated closing has a cause worth finding.",
    "informative": "Nothing to retry.",
    "undefined": "Treat it as a fault of the server; do not retry blindly.",
}
_RETRY_SESSION: dict[Outcome, str] = {
    "temporary": "Try again later: the same command may work then.",
    "permanent": "Do not retry unchanged: the same command would be refused again.",
}


def of_reply(code: str, protocol: str) -> Outcome:
    """The outcome that the first digit of a reply code states."""
    first = code[:1]
    return _OWN.get((protocol, first)) or _BY_DIGIT.get(first, "undefined")


def of_enhanced(code: str) -> Outcome:
    """The outcome that the class of an enhanced code states; 3 is no class there."""
    first = code.partition(".")[0]
    return _BY_DIGIT.get(first, "undefined") if first != "3" else "undefined"


def of_status(word: str) -> Outcome:
    """The outcome that a status word states."""
    return _BY_STATUS.get(word.upper(), "undefined")


def words(outcome: Outcome) -> str:
    """The end of a sentence that begins with the code."""
    return _WORDS[outcome]


def retry(outcome: Outcome, protocol: str) -> str:
    """Whether to try again, where the entry itself does not say."""
    if protocol != "smtp" and outcome in _RETRY_SESSION:
        return _RETRY_SESSION[outcome]
    return _RETRY[outcome]


_NO = re.compile(r"No(?=[.;:,])|Not(?= (?!by\b))")


def retry_said(said: str, outcome: Outcome) -> str:
    """An entry's own advice on retrying; after a permanent failure it begins with a plain "Do not retry"."""
    if outcome != "permanent":
        return said
    plain, found = _NO.subn("Do not retry", said, count=1) if _NO.match(said) else (said, 0)
    return plain if found else f"Do not retry unchanged: {said[:1].lower()}{said[1:]}"


def failure(outcome: Outcome) -> bool:
    """Whether somebody has to act."""
    return outcome in ("temporary", "permanent", "refused", "closing", "undefined")
