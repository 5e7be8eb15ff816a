"""``replycodes explain``: what a code or a whole reply means, in the words of the editor's hover."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace

import click

from replycodes.catalog.files import load_catalog
from replycodes.catalog.model import Catalog
from replycodes.cli.output import terminal_console
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain.compose import explain

_REPLY = re.compile(r"[1-6][0-9]{2}")
_ENHANCED = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")
_PROTOCOLS = ["smtp", "ftp", "imap", "pop3", "managesieve", "nntp"]


@click.command("explain")
@click.argument("words", nargs=-1, required=True, metavar="CODE [ENHANCED] | TEXT")
@click.option("--protocol", "-p", type=click.Choice(_PROTOCOLS), help="Explain it in this protocol only.")
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
    context = _codes_alone(words, protocol, catalog) or _reply_text(" ".join(words), protocol)
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


def _codes_alone(words: tuple[str, ...], protocol: str | None, catalog: Catalog) -> ReplyContext | None:
    """The reply that the words spell, when each of them is a code and nothing else."""
    found: dict[str, str] = {}
    for word in " ".join(words).split():
        kind = _kind(word, catalog)
        if kind is None or kind in found:
            return None
        found[kind] = word.strip("[]").upper()
    protocols = (protocol,) if protocol else _protocols_of(found, catalog)
    return replace(ReplyContext(protocols=protocols), **found)  # type: ignore[arg-type]


def _kind(word: str, catalog: Catalog) -> str | None:
    if _REPLY.fullmatch(word):
        return "reply"
    if _ENHANCED.fullmatch(word):
        return "enhanced"
    upper = word.strip("[]").upper()
    if any(upper in statuses for statuses in catalog.statuses.values()):
        return "status"
    if any(upper in codes for codes in catalog.response_codes.values()):
        return "response_code"
    return None


def _protocols_of(found: dict[str, str], catalog: Catalog) -> tuple[str, ...]:
    """The protocols that define the codes, in the order mail and file transfer people would expect."""
    tables = {
        "reply": catalog.replies,
        "status": catalog.statuses,
        "response_code": catalog.response_codes,
    }
    for kind, table in tables.items():
        if kind in found:
            return tuple(p for p in _PROTOCOLS if found[kind] in table.get(p, {})) or ("smtp", "ftp")
    return ("smtp",)


def _reply_text(text: str, protocol: str | None) -> ReplyContext | None:
    from replycodes.cli.scanning import detector

    context = detector().parse(text)
    return replace(context, protocols=(protocol,)) if context and protocol else context
