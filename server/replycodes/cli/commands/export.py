"""``replycodes export``: the whole code database for programs."""

from __future__ import annotations

import json

import click

from replycodes.catalog.compiled import to_json
from replycodes.catalog.files import load_catalog


@click.command("export")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
def command(form: str) -> None:
    """Print the code database as JSON."""
    click.echo(json.dumps(to_json(load_catalog()), ensure_ascii=False, indent=1))
