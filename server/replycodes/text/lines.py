"""Splitting text into lines as editors do: at LF, CR LF and CR, and nowhere else.

``str.splitlines`` also splits at form feeds, U+2028 and six more characters; a server that uses it edits the
wrong line from the first such character on.
"""

from __future__ import annotations


def split_lines(text: str) -> list[str]:
    """The lines of a text with their terminators; the last one has none and may be empty."""
    lines = text.splitlines(keepends=True)
    ended = bool(lines) and lines[-1][-1] in "\r\n"
    if len(lines) > _line_ends(text) + (not ended):
        lines = _rejoin(lines)
        ended = bool(lines) and lines[-1][-1] in "\r\n"
    if ended or not lines:
        lines.append("")
    return lines


def _line_ends(text: str) -> int:
    ends = text.count("\n")
    returns = text.count("\r")
    return ends + returns - text.count("\r\n") if returns else ends


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


def content_length(line: str) -> int:
    """The number of code points of a line without its terminator."""
    if line.endswith("\r\n"):
        return len(line) - 2
    return len(line) - 1 if line.endswith(("\n", "\r")) else len(line)
