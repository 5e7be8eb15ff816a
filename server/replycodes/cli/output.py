"""What the command line says beside its results: remarks on standard error, progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    from rich.console import Console


class Remarks:
    """Says each remark once, on standard error, and remembers whether one was a failure."""

    def __init__(self) -> None:
        self.said: set[str] = set()
        self.failed = False

    def __call__(self, text: str, failed: bool = False) -> None:
        self.failed |= failed
        if text not in self.said:
            self.said.add(text)
            click.echo(f"replycodes: {text}", err=True)


class Advance(Protocol):
    """Takes the number of bytes done."""

    def __call__(self, done: int) -> None: ...


@contextmanager
def progress(total: int, results_at_end: bool = False, exact: bool = True) -> Iterator[Advance]:
    """A progress bar when standard error is a terminal, results do not go to the same one meanwhile, and it takes
    long. ``exact`` is False where the inputs are larger than ``total`` says, as packed ones are."""
    mixed = sys.stdout.isatty() and not results_at_end
    if not sys.stderr.isatty() or mixed or (exact and total < 20 << 20):
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("scan", total=total if exact else None)
        yield lambda done: bar.advance(task, done)


def terminal_console() -> Console:
    """A console as wide as prose reads well, on standard output."""
    from rich.console import Console

    console = Console(highlight=False, emoji=False, markup=False)
    console.width = min(console.width, 100)
    return console
