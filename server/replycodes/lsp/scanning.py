"""``replycodes.scan``: the codes of a text, or where a file on disk holds failures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from replycodes.features.commands import Answer, Argument, Desk, text_of
from replycodes.features.commands.excerpt import Excerpt
from replycodes.features.commands.scan import scan as scan_text
from replycodes.lsp.file_lines import pieces


async def scan(desk: Desk, argument: Argument, tell: Callable[[float], None]) -> Answer:
    """The codes of a text (``text``), or the lines of a file (``path``) that hold failures."""
    if "path" not in argument:
        return scan_text(desk, argument)
    path = Path(text_of(argument, "path"))
    excerpt: Excerpt | None = None
    async for lines, first, last in pieces(path, tell):
        if excerpt is None:
            excerpt = Excerpt(desk.detector, desk.detector.profile(str(path), "", lines))
        excerpt.add(lines, first, last)
    return excerpt.answer() if excerpt else None
