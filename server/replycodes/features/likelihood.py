"""How likely a code is where one is about to be typed: what the words around lead to, and what servers say most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from replycodes.catalog.derived import per_catalog
from replycodes.catalog.model import Catalog
from replycodes.detect.site import split_words
from replycodes.rules.nearest import nearest_replies, words_of

_REACH = 64  # characters left of the cursor whose words count, and right of it
_NEAR = 2  # words before an outcome that may soften it: "soft reject"
_TELLING = 2  # words without which a text says nothing
_ABOVE = 3  # lines
_LONG = 200  # characters
_IMAP_COMMAND = re.compile(
    r"(?<![A-Za-z])(LOGIN|AUTHENTICATE|STARTTLS|SELECT|EXAMINE|CREATE|DELETE|RENAME|SUBSCRIBE|LIST|STATUS|APPEND|COPY|MOVE|FETCH|"
    r"STORE|SEARCH|SORT|EXPUNGE|CLOSE|LOGOUT|NOOP|IDLE|GETQUOTA|SETQUOTA|SETMETADATA|GETMETADATA)(?![A-Za-z])",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</?[\w-]*|\b\w+[\"']?\s*[:=]|\\[rn]"
)  # tags, keys and escapes are not the reply's words


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TEMPORARY = _set(
    "defer deferred deferral retry temp tempfail temporary temporarily transient soft softfail denysoft greylist greylisted "
    "greylisting busy throttle throttled later"
)
_PERMANENT = _set(
    "reject rejected ereject deny denied refuse refused drop bounce bounced perm permanent permanently invalid block blocked "
    "fail failed failure error hard forbid forbidden unknown"
)
_POSITIVE = _set("ok accept accepted success successful allow allowed pass passed")


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known beside what may stand at a place."""

    command: str = ""  # the command answered
    used: Set[str] = frozenset()  # codes of the lines around
    classes: str = ""  # first digits that the words before lead to, the likeliest first
    text: str = ""  # what follows on the line: perhaps the reply's text

    def leaning(self, code: str) -> int:
        """0 for the class that the words before lead to; larger for others."""
        place = self.classes.find(code[0])
        return place if place >= 0 else len(self.classes)


def classes_said(before: str) -> str:
    """First digits that the words left of the cursor lead to: ``unverified_recipient_defer_code =`` -> 4, then 5."""
    words = split_words(before[-_REACH:])
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        softened = not _TEMPORARY.isdisjoint(words[max(0, place - _NEAR) : place])
        if word in _TEMPORARY or (word in _PERMANENT and softened):
            return "45"
        if word in _PERMANENT:
            return "54"
        if word in _POSITIVE:
            return "2"
    return ""


def imap_command(lines: Sequence[str], index: int, column: int) -> str:
    """The IMAP command that is named nearest above or left of a place, or an empty text."""
    above = lines[max(0, index - _ABOVE) : index]
    for text in (lines[index][:column], *reversed(above)):
        found = _IMAP_COMMAND.findall(text[-_LONG:])
        if found:
            return str(found[-1]).upper()
    return ""


def said_by(text: str, catalog: Catalog, protocol: str, typed: str) -> list[str]:
    """The reply codes that a reply's text means, best first; none where the text says nothing."""
    words = _MARKUP.sub(" ", text[:_REACH])
    if len(words_of([words])) < _TELLING:
        return []
    return nearest_replies(catalog, protocol, f"{typed or '5'}00"[:3], words)


@per_catalog
def mentions(catalog: Catalog, protocol: str) -> Counter[str]:
    """How many meanings of vendors name a code: what servers really say, and what people must look up."""
    found: Counter[str] = Counter()
    for vendor in catalog.vendors.values():
        if vendor.speaks == protocol:
            for meaning in vendor.meanings:
                found[meaning.reply] += 1
                found[meaning.enhanced] += 1
    return found
