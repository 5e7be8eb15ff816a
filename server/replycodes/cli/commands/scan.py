"""``replycodes scan``: every code in files, folders or standard input."""

from __future__ import annotations

import sys

import click

from replycodes.cli.inputs import Input, cores, find_inputs
from replycodes.cli.output import Remarks, progress

_WORTH_SHARING = 8 << 20  # bytes; below, starting processes costs more than it saves


@click.command("scan", short_help="Find every reply code in files, folders or standard input.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="text: path:line:column: code kind protocol. jsonl: one JSON object per occurrence.",
)
@click.option("--all", "include_all", is_flag=True, help="Also codes spelt in parts, such as {5, 1, 1}.")
@click.option("--why", is_flag=True, help="For each candidate, the evidence that made it a code or not.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Processes; by default as many as pay off.")
def command(paths: tuple[str, ...], form: str, include_all: bool, why: bool, jobs: int | None) -> None:
    """Find every reply code in PATHs (files, folders, or - for standard input)."""
    remarks = Remarks()
    inputs = list(find_inputs(paths, remarks))
    if why:
        from replycodes.cli.reasons import print_reasons

        print_reasons(inputs, remarks)
    else:
        _scan(inputs, form, include_all, jobs, remarks, total=sum(source.size for source in inputs))
    if remarks.failed:
        sys.exit(2)


def _scan(
    inputs: list[Input], form: str, include_all: bool, jobs: int | None, remarks: Remarks, total: int
) -> None:
    from replycodes.cli.scanning import scan_inputs

    if jobs is None:
        jobs = cores() if total > _WORTH_SHARING else 1
    write = sys.stdout.write
    with progress(total) as advance:
        for output, length in scan_inputs(inputs, form, jobs, include_all, remarks):
            write(output)
            advance(length)
