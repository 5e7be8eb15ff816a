"""``replycodes.summarize``: counts what a document or a file holds, in slices between which others are answered."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path
from typing import TextIO
from urllib.parse import unquote

from replycodes.features.commands import Answer, Argument, BadArgumentError, Desk, text_of
from replycodes.features.commands.summary import Summary
from replycodes.lsp.windows import windows

_SLICE = 200  # lines of an open document between two looks at what else is asked


async def summarize(desk: Desk, argument: Argument) -> Answer:
    """The summary of an open document (``uri``) or of a file on disk (``path``)."""
    if "path" in argument:
        path = Path(text_of(argument, "path"))
        return await _summary_of_file(desk, path)
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


async def _summary_of_file(desk: Desk, path: Path) -> Answer:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadArgumentError(f"{path} is no file")
        with path.open(encoding="utf-8", errors="replace") as stream:
            return await _summary_of_stream(desk, path, stream)
    except OSError as error:
        raise BadArgumentError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except ValueError:  # NUL, or half of a character
        raise BadArgumentError("'path' holds characters that no file's name can have") from None


async def _summary_of_stream(desk: Desk, path: Path, stream: TextIO) -> Answer:
    summary: Summary | None = None
    for lines, first, last in windows(stream):
        if summary is None:
            profile = desk.detector.profile(str(path), "", lines)
            summary = Summary(desk.detector, desk.session.catalog, profile, path.name)
        summary.add(lines, first, last)
        await asyncio.sleep(0)
    return summary.page() if summary else None
