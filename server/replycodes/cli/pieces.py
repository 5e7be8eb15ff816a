"""Inputs cut into pieces at line ends, so that gigabytes stream in bounded memory and can be shared out."""

from __future__ import annotations

import codecs
import sys
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from replycodes.cli.inputs import Input, Say, sample_of
from replycodes.disk.texts import encoding_of, is_binary

if TYPE_CHECKING:
    from gzip import GzipFile

HEAD = 4 << 20  # bytes at the beginning of an input, from which its profile is made
PIECE = (
    1 << 18
)  # bytes; so small that what is made of them stays in memory at hand, and all cores finish at the same time
LONGEST_LINE = 64 << 20  # the rest of a longer line is skipped, and said so
_LARGEST_CONTEXT = 1 << 20  # bytes in front of a piece


class Piece(NamedTuple):
    """Whole lines of one input, with the lines around them that detection may look at.

    Either ``path`` and offsets, to be read where it is scanned, or the bytes themselves in ``data``.
    """

    name: str
    path: str | None
    start: int  # offset of the first byte to read
    before: int  # bytes of context in front
    length: int  # bytes to scan
    after: int  # bytes of context behind
    line: int  # 1-based number of the first scanned line
    ends: int  # how many of the scanned lines end; the input's last one may not
    data: bytes | None = None

    def read(self) -> bytes:
        """The context in front, the lines to scan, the context behind."""
        if self.data is not None:
            return self.data
        assert self.path is not None
        with open(self.path, "rb") as stream:
            stream.seek(self.start)
            return stream.read(self.before + self.length + self.after)


class Head(NamedTuple):
    """The first lines of an input, which tell what kind of file it is; ``whole`` when there are no others."""

    data: bytes
    whole: bool


def cut(source: Input, lines_before: int, lines_after: int, say: Say) -> Iterator[tuple[Piece, Head]]:
    """The pieces of one input, each with the input's head; nothing, and one line to ``say``, when it is no readable
    text."""
    try:
        if source.path is None:
            yield from _cut_stream(source, sys.stdin.buffer, lines_before, lines_after, say)
            return
        if source.packed:
            import gzip  # few inputs are

            with gzip.open(source.path) as unpacked:
                yield from _cut_stream(source, unpacked, lines_before, lines_after, say)
            return
        with open(source.path, "rb") as stream:
            yield from _cut_stream(source, stream, lines_before, lines_after, say)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        say(f"{source.name}: {reason[:1].lower()}{reason[1:]}", failed=True)


def _cut_stream(
    source: Input, stream: BinaryIO | GzipFile, lines_before: int, lines_after: int, say: Say
) -> Iterator[tuple[Piece, Head]]:
    sample = sample_of(stream)
    encoding = encoding_of(sample)
    if is_binary(sample):
        say(f"{source.name}: binary file, skipped")
        return
    if encoding == "utf-16":
        text = stream.read().decode("utf-16", "replace")
        data = text.encode("utf-8", "surrogatepass")
        piece = Piece(source.name, None, 0, 0, len(data), 0, 1, count_lines(data), data)
        yield piece, Head(data, whole=True)
        return
    path = None if source.path is None or source.packed else str(source.path)
    offset = 0
    if encoding == "utf-8-sig":  # a byte order mark is no column of line 1
        stream.read(3)
        offset = 3
    first = _read_lines(stream, source, HEAD, say)
    blocks = chain(_split(first), iter(lambda: _read_lines(stream, source, PIECE, say), b""))
    current = next(blocks, b"")
    following = next(blocks, b"")
    head = Head(first, whole=not following)
    previous = b""  # the context in front
    line = 1
    while current:
        after = following[: _end_of_line(following, lines_after)]
        ends = count_lines(current)
        inline = None if path else previous + current + after
        start = offset - len(previous)
        piece = Piece(source.name, path, start, len(previous), len(current), len(after), line, ends, inline)
        yield piece, head
        line += ends
        offset += len(current)
        previous = _last_lines(previous, current, lines_before)
        current, following = following, next(blocks, b"")


def _split(lines: bytes) -> Iterator[bytes]:
    begin = 0
    while begin < len(lines):
        end = lines.find(b"\n", begin + PIECE - 1) + 1 or len(lines)
        yield lines[begin:end]
        begin = end


def _read_lines(stream: BinaryIO | GzipFile, source: Input, size: int, say: Say) -> bytes:
    block = stream.read(size)
    if len(block) == size and not block.endswith(b"\n"):
        block += stream.readline(LONGEST_LINE)
        if not block.endswith(b"\n") and len(block) > LONGEST_LINE:
            say(f"{source.name}: a line is longer than {LONGEST_LINE >> 20} MB; its pieces are read as lines")
    return block


def count_lines(data: bytes) -> int:
    """How many lines end in ``data``: at LF, CR LF or CR, as editors count them."""
    lines = data.count(b"\n")
    if b"\r" in data:
        lines += data.count(b"\r") - data.count(b"\r\n")
    return lines


def _end_of_line(data: bytes, lines: int) -> int:
    """Offset behind the first ``lines`` lines."""
    end = 0
    for _ in range(lines):
        found = data.find(b"\n", end)
        if found < 0:
            return len(data)
        end = found + 1
    return end


def _start_of_last_lines(data: bytes, lines: int) -> int:
    """Offset of the first of the last ``lines`` lines (``data`` ends at a line end)."""
    start = len(data)
    for _ in range(lines):
        if start <= 0:
            return 0
        start = data.rfind(b"\n", 0, start - 1) + 1
    return start


def _last_lines(previous: bytes, current: bytes, lines: int) -> bytes:
    """The last lines of two pieces that follow each other."""
    start = _start_of_last_lines(current, lines)
    if start == 0 or len(current) - start > _LARGEST_CONTEXT:
        current = (previous + current)[-_LARGEST_CONTEXT:]
        start = _start_of_last_lines(current, lines)
    return current[start:]


def decode(data: bytes, name: str, say: Callable[[str], object]) -> str:
    """The text of some lines; bytes that are no UTF-8 become replacement characters, and are said."""
    try:
        return codecs.utf_8_decode(data, "strict", True)[0]
    except UnicodeDecodeError:
        say(f"{name}: not valid UTF-8; the bytes that do not fit are read as U+FFFD")
        return data.decode("utf-8", "replace")
