"""``replycodes explain``: what a code or a whole reply means, in the words of the editor's hover."""

from __future__ import annotations

import json
import sys

import click

from replycodes.catalog.files import load_catalog
from replycodes.cli.output import terminal_console
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain.asked import PROTOCOLS, context_of
from replycodes.explain.compose import explain


@click.command("explain", short_help="Say what a code or a whole reply means and what to do.")
@click.argument("words", nargs=-1, required=True, metavar="CODE [ENHANCED] | TEXT")
@click.option("--protocol", "-p", type=click.Choice(PROTOCOLS), help="Explain it in this protocol only.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(words: tuple[str, ...], protocol: str | None, form: str) -> None:
    """Explain a code (550), a pair (550 5.1.1), a status (NO) or the text of a reply.

    \b
    replycodes explain 550 5.1.1
    replycodes explain --protocol ftp 425
    replycodes explain AUTHENTICATIONFAILED
    replycodes explain "550-5.7.26 This mail has been blocked because the sender is unauthenticated."
    """
    catalog = load_catalog()
    context = context_of(" ".join(words), protocol or "", catalog, _parse)
    if context is None:
        raise click.UsageError(
            f"no reply code found in {' '.join(words)!r}; to look for words, use: replycodes search"
        )
    explanation = explain(context, catalog)
    if form == "json":
        click.echo(json.dumps(explanation.json(), ensure_ascii=False, indent=1))
        return
    if sys.stdout.isatty():
        from replycodes.explain.terminal import terminal

        terminal_console().print(terminal(explanation))
    else:
        from replycodes.explain.plain import plain

        click.echo(plain(explanation))


def _parse(text: str) -> ReplyContext | None:
    from replycodes.cli.scanning import detector  # not needed for codes alone

    return detector().parse(text)
