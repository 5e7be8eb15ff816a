"""``replycodes export``: the whole code database for programs, and the schema of the workspace file for editors."""

from __future__ import annotations

import json

import click

from replycodes.catalog.compiled import to_json
from replycodes.catalog.files import load_catalog


@click.command("export")
@click.option("--format", "form", type=click.Choice(["json", "schema"]), default="json", show_default=True)
def command(form: str) -> None:
    """Print the database, or the schema of .replycodes.yaml."""
    if form == "schema":
        from replycodes.rules.workspace_schema import workspace_schema

        click.echo(json.dumps(workspace_schema(load_catalog()), indent=2))
        return
    click.echo(json.dumps(to_json(load_catalog()), ensure_ascii=False, indent=1))
