"""``lint --fix`` and ``lint --diff``: safe fixes applied to files, or shown as a unified diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import click

from replycodes.cli.inputs import Input, Say
from replycodes.cli.linting import Selection, lint_text, read_text, repaired, write_back
from replycodes.cli.workspaces import surroundings


def fix_inputs(inputs: Iterable[Input], selection: Selection, write: bool, show: bool, say: Say) -> None:
    """Repair each file; files that hold bytes that are no UTF-8 are left alone, they could not be kept."""
    for source in inputs:
        if source.path is None:
            continue
        remarks: list[str] = []
        text = read_text(source, remarks)
        if text is None or remarks:
            continue
        fixed, count = repaired(text, lint_text(source.name, text, selection, surroundings(source.path)))
        if not count:
            continue
        if show:
            before, after = (t.splitlines(keepends=True) for t in (text, fixed))
            click.echo("".join(difflib.unified_diff(before, after, source.name, source.name)), nl=False)
        if write:
            write_back(source.path, fixed)
            say(f"{source.name}: {count} problem{'s' if count > 1 else ''} fixed")
