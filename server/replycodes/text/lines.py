"""Splitting text into lines as editors do: at LF, CR LF and CR, and nowhere else.

``str.splitlines`` also splits at form feeds, U+2028 and six more characters; a server that uses it edits the
wrong line from the first such character on.
"""

from __future__ import annotations

_ASCII_ENDS = "\x0b\x0c\x1c\x1d\x1e"
_OTHER_ENDS = _ASCII_ENDS + "\x85\u2028\u2029"
"""Where ``str.splitlines`` splits and an editor does not. Searching for each costs less than counting the line ends."""


def split_lines(text: str) -> list[str]:
    """The lines of a text with their terminators; the last one has none and may be empty."""
    lines = text.splitlines(keepends=True)
    if any(end in text for end in (_ASCII_ENDS if text.isascii() else _OTHER_ENDS)):
        lines = _rejoin(lines)
    if not lines or lines[-1][-1] in "\r\n":
        lines.append("")
    return lines


def _rejoin(pieces: list[str]) -> list[str]:
    """Join again what was split at characters that end no line."""
    lines: list[str] = []
    open_pieces: list[str] = []
    for piece in pieces:
        open_pieces.append(piece)
        if piece[-1] in "\r\n":
            lines.append("".join(open_pieces))
            open_pieces.clear()
    if open_pieces:
        lines.append("".join(open_pieces))
    return lines


def with_line_feeds(text: str) -> str:
    """The same text, of the same length, whose lines end at line feeds alone."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


def content_length(line: str) -> int:
    """The number of code points of a line without its terminator."""
    if line.endswith("\r\n"):
        return len(line) - 2
    return len(line) - 1 if line.endswith(("\n", "\r")) else len(line)


def none_longer(text: str, limit: int) -> bool:
    """Whether no line of a text without lone CR is longer; looks at a few characters of each ``limit``."""
    begin = 0
    while begin + limit < len(text):
        begin = text.rfind("\n", begin, begin + limit) + 1
        if not begin:
            return False
    return True
