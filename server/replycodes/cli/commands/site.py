"""``replycodes site``: the whole reference as static pages."""

from __future__ import annotations

from pathlib import Path

import click

from replycodes.catalog.files import load_catalog


@click.command("site", short_help="Write the reference of all codes as static pages.")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write the reference of all codes into DIR, to be read there or put on any web server."""
    from replycodes.site.build import NotOursError, build

    try:
        pages = build(load_catalog(), folder)
    except NotOursError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(
            f"{folder} cannot be written: {error.strerror}; name another folder"
        ) from error
    click.echo(f"{pages} pages in {folder}; open {folder / 'index.html'}")
