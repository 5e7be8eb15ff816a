"""Where status words and response codes of IMAP may stand in a block: found at the speed of a search, decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Set

from replycodes.detect.late import late

Place = tuple[int, str, str]
"""Position, ``status`` or ``response-code``, the word."""

_WORDS = (b"OK", b"NO", b"BAD", b"BYE", b"PREAUTH")
_STATUS = late(rb" (OK|NO|BAD|BYE|PREAUTH)[ \r\n\"'\\/]")
_QUOTED = late(rb" \[(?:" + b"|".join(rb"(?<=[\"'`]%s \[)" % word for word in _WORDS) + rb")")
"""At the start of a string, whose tag is put in later or was taken off."""
_AT_LINE_START = late(
    rb"\n(?![A-Z][a-z][a-z] |\d{4}-)[ \t]{0,8}(?:\(([A-Z][A-Z0-9-]{5,30})\) |"
    rb"(?:[<>] |S: )?(?:\*|[A-Za-z]{0,8}[0-9]{1,9}) ((?i:OK|NO|BAD|BYE|PREAUTH))(?=[ \r\n]))"
)
"""At the head of a line: a response code in parentheses, as offlineimap prints the refusal of a server, and a status word
in any case. A line that begins with its time, as most lines of a log do, is left at once."""
_LONE = late(
    rb"\[(?:(?<=[\"'`(/]\[)|(?<= \[)(?<!OK \[)(?<!NO \[)(?<!BAD \[)(?<!BYE \[)(?<!PREAUTH \[))"
    rb"([A-Z][A-Z0-9-]{2,30})(?=[\] ])"
)
"""A response code at the start of a string, whose status word was left out: ``error: b'[AUTHENTICATIONFAILED] ...'``, or
behind the mark of a continuation, ``"+ [ALERT] go on"``, or in a sentence that speaks of it."""


def imap_places(raw: bytes, response_codes: Set[str]) -> Iterator[Place]:
    """The places, by kind; ``raw``: lines as they are searched, with a line feed before the first."""
    for found in _STATUS.finditer(raw):
        yield found.start(1), "status", found.group(1).decode()
    for found in _QUOTED.finditer(raw):
        at = found.start()
        word = next(word for word in _WORDS if raw.endswith(word, 0, at))
        yield at - len(word), "status", word.decode()
    for found in _AT_LINE_START.finditer(raw):
        word = found.group(2)
        if word is None:
            if (code := found.group(1).decode()) in response_codes:
                yield found.start(1), "response-code", code
        elif not word.isupper():
            yield found.start(2), "status", word.decode().upper()
    for found in _LONE.finditer(raw):
        code = found.group(1).decode()
        if code in response_codes:
            yield found.start(1), "response-code", code
