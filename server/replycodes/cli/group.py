"""The commands of ``replycodes``. A command is one module in cli/commands/ with a click command named ``command``."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import click

from replycodes import __version__
from replycodes.cli import commands


class _Commands(click.Group):
    """Finds commands by listing the package and imports only the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{commands.__name__}.{cmd_name}")
        command: click.Command = module.command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Find and explain SMTP, FTP and IMAP reply codes and SMTP enhanced status codes."""
    context.call_on_close(_say_faults)


def _say_faults() -> None:
    """Behind the results, entries of the database in a checkout that were left out, if it was read at all."""
    files = sys.modules.get("replycodes.catalog.files")
    if files is not None and files.load_catalog.cache_info().currsize:
        for fault in files.faults():
            click.echo(f"replycodes: {fault} (left out)", err=True)
