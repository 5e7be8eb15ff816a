"""``replycodes report``: what whole logs say, worst first: codes, destinations, times, who must act."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from replycodes.cli.inputs import Input, cores, find_inputs
from replycodes.cli.output import Remarks, progress

if TYPE_CHECKING:
    from replycodes.summary.model import Report

_WORTH_SHARING = 4 << 20  # bytes; below, starting processes costs more than it saves


@click.command("report", short_help="Sum up logs: which replies, from where, and who must act.")
@click.argument("logs", nargs=-1, required=True, metavar="LOG...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="What is printed on standard output.",
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a page with charts to FILE instead; it needs no network.",
)
@click.option(
    "--top", type=click.IntRange(1, 1000), default=20, show_default=True, help="Rows in each table."
)
@click.option("--redact", is_flag=True, help="Leave out the local parts of mail addresses.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Processes; by default as many as pay off.")
def command(
    logs: tuple[str, ...], form: str, html: Path | None, top: int, redact: bool, jobs: int | None
) -> None:
    """Count the replies in LOGs (files, folders, or - for standard input; .gz too), each reply once.

    \b
    replycodes report /var/log/mail.log
    replycodes report --html report.html mail.log mail.log.1 mail.log.2.gz
    """
    remarks = Remarks()
    inputs = list(find_inputs(logs, remarks))
    if not inputs and remarks.failed:
        sys.exit(2)
    summary = _report(inputs, jobs, remarks, top, redact)
    if html is not None:
        _write_page(summary, html)
    else:
        click.echo(_printed(summary, form), nl=False)
    if remarks.failed:
        sys.exit(2)


def _report(inputs: list[Input], jobs: int | None, remarks: Remarks, top: int, redact: bool) -> Report:
    from replycodes.catalog.files import load_catalog
    from replycodes.cli.reporting import tally_inputs
    from replycodes.summary.report import report

    total = sum(source.size for source in inputs)
    if jobs is None:
        jobs = cores() if total > _WORTH_SHARING else 1
    exact = not any(source.path is None or source.name.endswith(".gz") for source in inputs)
    with progress(total, results_at_end=True, exact=exact) as advance:
        tally = tally_inputs(inputs, jobs, remarks, advance)
    names = [source.name for source in inputs]
    return report(tally, load_catalog(), names, top, redact)


def _printed(summary: Report, form: str) -> str:
    if form == "json":
        return json.dumps(summary.json(), ensure_ascii=False, indent=1) + "\n"
    if form == "markdown":
        from replycodes.summary.markdown import markdown

        return markdown(summary, "Reply codes")
    from replycodes.summary.plain import plain

    return plain(summary)


def _write_page(summary: Report, path: Path) -> None:
    from replycodes.cli.report_page.page import page

    try:
        path.write_text(page(summary), encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}; name another file") from error
    click.echo(f"{path}: {summary.replies} replies", err=True)
