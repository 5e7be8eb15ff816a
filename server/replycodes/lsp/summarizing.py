"""``replycodes.summarize``: counts what a document or a file holds, in slices between which others are answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from replycodes.features.commands import Answer, Argument, Desk, text_of
from replycodes.features.commands.summary import Summary
from replycodes.lsp.file_lines import pieces

_SLICE = 200  # lines of an open document between two looks at what else is asked


async def summarize(desk: Desk, argument: Argument, tell: Callable[[float], None]) -> Answer:
    """The summary of an open document (``uri``) or of a file on disk (``path``)."""
    if "path" in argument:
        return await _summary_of_file(desk, Path(text_of(argument, "path")), tell)
    uri = text_of(argument, "uri")
    analysis = desk.analysis_of(uri)
    if analysis is None:
        return None
    name = unquote(uri).rpartition("/")[2]
    summary = Summary(analysis.detector, analysis.catalog, analysis.profile, name)
    lines = list(analysis.lines)  # as they are now, whatever is typed meanwhile
    if lines and not lines[-1]:
        lines.pop()  # behind the last line end, where an editor shows a line and nobody else does
    for first in range(0, len(lines), _SLICE):
        summary.add(lines, first, min(first + _SLICE, len(lines)), analysis)
        await asyncio.sleep(0)
    return summary.page()


async def _summary_of_file(desk: Desk, path: Path, tell: Callable[[float], None]) -> Answer:
    summary: Summary | None = None
    async for lines, first, last in pieces(path, tell):
        if summary is None:
            profile = desk.detector.profile(str(path), "", lines)
            summary = Summary(desk.detector, desk.session.catalog, profile, path.name)
        summary.add(lines, first, last)
    return summary.page() if summary else None
