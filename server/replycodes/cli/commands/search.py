"""``replycodes search``: find codes by number, part of a number, name or symptom."""

from __future__ import annotations

import json
from typing import Any

import click

from replycodes.catalog.files import load_catalog
from replycodes.catalog.search import Hit, search
from replycodes.explain.escape import visible
from replycodes.explain.wording import protocol_name

_PROTOCOLS = ["smtp", "ftp", "imap", "pop3", "managesieve", "nntp"]


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--protocol", "-p", "protocols", type=click.Choice(_PROTOCOLS), multiple=True, help="Only this."
)
@click.option("--limit", "-n", type=click.IntRange(1, 1000), default=10, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(words: tuple[str, ...], protocols: tuple[str, ...], limit: int, form: str) -> None:
    """Find codes by number, name or symptom, best first.

    \b
    replycodes search mailbox full
    replycodes search 5.7
    replycodes search --protocol ftp passive mode firewall
    """
    query = " ".join(words)
    hits = search(load_catalog(), query, limit=limit, protocols=protocols)
    if form == "json":
        click.echo(json.dumps([_as_json(hit) for hit in hits], ensure_ascii=False, indent=1))
    elif hits:
        click.echo("\n\n".join(_as_text(hit) for hit in hits))
    else:
        click.echo(
            f"Nothing found for {visible(query)!r}. A code is decoded by: replycodes explain CODE", err=True
        )


def _as_text(hit: Hit) -> str:
    codes = ", ".join(hit.codes)
    title = click.style(f"{codes} {visible(hit.title)}".strip(), bold=True)
    return f"{title} ({protocol_name(hit.protocol)}{_remark(hit)})\n  {visible(hit.summary)}"


def _remark(hit: Hit) -> str:
    if hit.kind == "vendor":
        return ", one vendor's meaning"
    status = getattr(hit.entry, "status", "")
    return {"observed": ", nonstandard", "obsolete": ", obsolete"}.get(status, "")


def _as_json(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "protocol": hit.protocol,
        "code": hit.code,
        "codes": list(hit.codes),
        "text": hit.title,
        "summary": hit.summary,
        "vendor": hit.vendor or None,
        "score": hit.score,
    }
