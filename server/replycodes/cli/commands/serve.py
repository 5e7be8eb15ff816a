"""``replycodes serve``: the language server."""

from __future__ import annotations

import sys

import click


class _Address(click.ParamType[tuple[str, int]]):
    """``HOST:PORT``, or ``PORT`` on loopback."""

    name = "[HOST:]PORT"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        host, _, port = str(value).rpartition(":")
        if not port.isdigit() or int(port) > 65535:
            self.fail(f"{value!r} is no [HOST:]PORT", param, ctx)
        return host.strip("[]") or "127.0.0.1", int(port)


@click.command("serve")
@click.option("--stdio", is_flag=True, help="Speak over standard input and output (the default).")
@click.option("--tcp", type=_Address(), help="Listen on a TCP socket; loopback unless HOST says otherwise.")
@click.option("--ws", type=_Address(), help="Listen on a WebSocket; loopback unless HOST says otherwise.")
def command(stdio: bool, tcp: tuple[str, int] | None, ws: tuple[str, int] | None) -> None:
    """Start the language server for an editor."""
    if sum((stdio, tcp is not None, ws is not None)) > 1:
        raise click.UsageError("--stdio, --tcp and --ws exclude one another")
    from replycodes.lsp.serve import serve  # 0.3 s of imports that no other command needs

    sys.exit(serve(tcp=tcp, ws=ws))
