"""Messages out of a stream of bytes, as the base protocol frames them, and the way back after a wrong frame.

Mends for pygls 2.1: header names are matched in any case and spacing; a Content-Length that is too short, too
long, absurd or not a number costs one message and not the session; the JSON of a message is decoded once,
without a hook for every object in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_LENGTH = re.compile(rb"(?<!-)content-length[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_OWN_LINE = re.compile(rb"^" + _LENGTH.pattern, re.IGNORECASE | re.MULTILINE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
# Line ends never stand raw inside a JSON string, and this name never outside of one: where a body seems to hold
# a header, the length before it was wrong.
_NEXT_FRAME = re.compile(rb"content-length[ \t]*:[ \t]*\+?\d+[ \t]*\r?\n", re.IGNORECASE)
_DIGITS = re.compile(rb"\+?0*(\d{1,12})")  # some clients sign or pad the number
_HEADER_TAIL = 256  # as much of a header as a body may have swallowed
LONGEST_BODY = 1 << 29
_LONGEST_HEADER = 1 << 16

UNREADABLE = object()
"""Stands for a frame that could not be read."""


class MessageStream:
    """Takes bytes as they come and gives decoded messages."""

    def __init__(self) -> None:
        self._head = b""  # bytes that belong to no body yet
        # The current body at its full length: a large one is not held in pieces and as a whole at once, and its
        # memory goes back to the system.
        self._body = bytearray()
        self._missing = 0  # bytes that the current body still lacks

    def feed(self, data: bytes) -> Iterator[Any]:
        """The messages that are complete with these bytes."""
        while data:
            if not self._missing:
                data, readable = self._read_header(data)
                if not readable:
                    yield UNREADABLE
                continue
            taken = data[: self._missing]
            filled = self._filled
            self._body[filled : filled + len(taken)] = taken
            data = data[len(taken) :]
            data = self._take(len(taken)) + data
            if not self._missing:
                message, rest = self._message()
                data = rest + data
                yield message
                del message

    def room(self) -> memoryview | None:
        """The part of the current body that lacks bytes, for who can read straight into it; None between bodies.
        It is released before :meth:`filled` or :meth:`feed` is called."""
        return memoryview(self._body)[self._filled :] if self._missing else None

    def filled(self, count: int) -> Iterator[Any]:
        """The messages that are complete with so many bytes more, which stand in the room already."""
        rest = self._take(count)
        if not self._missing:
            message, more = self._message()
            rest = more + rest
            yield message
            del message
        yield from self.feed(rest)

    def _read_header(self, data: bytes) -> tuple[bytes, bool]:
        """What follows the header, and whether the header could be read."""
        self._head += data
        match = _LENGTH.search(self._head)
        end = _HEADER_END.search(self._head, match.end()) if match else None
        if match is None or end is None:
            if len(self._head) > _LONGEST_HEADER:  # noise; a header may be arriving at its end
                self._head = self._head[-_LONGEST_HEADER // 2 :]
            return b"", True
        # Where another header's value speaks of a length, the one that begins its line counts.
        own = _OWN_LINE.search(self._head, 0, end.end())
        rest = self._head[end.end() :]
        self._head = b""
        self._missing = _length((own or match)[1])
        try:
            self._body = bytearray(self._missing)
        except MemoryError:
            self._missing = 0
        return rest, self._missing > 0

    @property
    def _filled(self) -> int:
        return len(self._body) - self._missing

    def _take(self, count: int) -> bytes:
        """Count bytes of the body that have come; the answer is what of them belongs to the next frame."""
        body, end = self._body, self._filled + count
        first = max(self._filled - _HEADER_TAIL, 0)  # a header may have come in pieces
        self._missing -= count
        # A header ends its lines; one character is found many times faster than two.
        line_end = body.find(b"\n", first, end)
        cut = _NEXT_FRAME.search(body, first, end) if line_end >= 0 else None
        if cut is None:
            return b""
        rest = bytes(body[cut.start() : end])
        start = cut.start()
        del cut, body[start:]  # the sender ended this body before its announced length
        self._missing = 0
        return rest

    def _message(self) -> tuple[Any, bytes]:
        """What the complete body says, and what of it belongs to the next frame."""
        body, self._body = self._body, bytearray()
        text = _text_of(body)
        if text is None:
            return _recover(body)
        del body  # a large one need not stand beside its text and what is read from that
        message = _read(text)
        return _recover(text.encode("utf-8", "surrogatepass")) if message is UNREADABLE else (message, b"")


def _length(value: bytes) -> int:
    """The announced length; 0 for one that cannot be meant."""
    match = _DIGITS.fullmatch(value.strip())
    length = int(match[1]) if match else 0
    return length if length <= LONGEST_BODY else 0


def _recover(body: bytes | bytearray) -> tuple[Any, bytes]:
    """What an unreadable body holds after all, and what of it belongs to the next frame: its length was wrong."""
    try:
        text = body.decode()
        message, end = _JSON.raw_decode(text)
    except (ValueError, RecursionError):
        match = _NEXT_FRAME.search(body)
        return UNREADABLE, bytes(body[match.start() :] if match else body[-_HEADER_TAIL:])
    return message, text[end:].encode()


def _refuse(constant: str) -> None:
    """Python reads NaN and Infinity, which are no JSON: an answer that held them could not be read."""
    raise ValueError(constant)


_JSON = json.JSONDecoder(parse_constant=_refuse)


def decode(body: bytes) -> Any:
    """The message in a body, or :data:`UNREADABLE`."""
    text = _text_of(body)
    return UNREADABLE if text is None else _read(text)


def _text_of(body: bytes | bytearray) -> str | None:
    """A body as :func:`json.loads` decodes it."""
    try:
        return body.decode(json.detect_encoding(body), "surrogatepass")
    except UnicodeDecodeError:
        return None


def _read(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return UNREADABLE
