"""``workspace/executeCommand``: runs the modules of ``features.commands``, and hands in what they may not reach."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from replycodes.lsp.progress import ScanProgress

if TYPE_CHECKING:
    from replycodes.features.commands import Argument, Desk
    from replycodes.lsp.server import ReplycodesServer

COMMANDS = ("explain", "search", "scan", "summarize", "profile", "references")
"""Below ``replycodes.``; docs/server-commands.md states what they take and answer."""


async def run(server: ReplycodesServer, name: str, arguments: tuple[Any, ...]) -> dict[str, Any] | None:
    """The answer of one command to its one argument."""
    from replycodes.features.commands import BadArgumentError

    argument = arguments[0] if arguments else {}
    if len(arguments) > 1 or not isinstance(argument, Mapping):
        raise JsonRpcInvalidParams(f"replycodes.{name} takes one object")
    try:
        return await _answer(server, name, server.desk, argument)
    except BadArgumentError as error:
        raise JsonRpcInvalidParams(f"replycodes.{name}: {error}") from None


async def _answer(
    server: ReplycodesServer, name: str, desk: Desk, argument: Argument
) -> dict[str, Any] | None:
    if name in ("scan", "summarize"):
        return await _read_through(server, name, desk, argument)
    if name == "references":
        from replycodes.features.commands import position_of, text_of
        from replycodes.lsp.searching import find

        return await find(server, text_of(argument, "uri"), position_of(argument, "position"))
    if name == "profile" and "protocol" in argument:
        _choose_protocol(server, argument)
    module = importlib.import_module(f"replycodes.features.commands.{name}")
    answer: dict[str, Any] | None = getattr(module, name)(desk, argument)
    return answer


async def _read_through(
    server: ReplycodesServer, name: str, desk: Desk, argument: Argument
) -> dict[str, Any] | None:
    """What may take a while: progress is told under the token that the client names."""
    from replycodes.lsp.scanning import scan
    from replycodes.lsp.summarizing import summarize

    token = argument.get("progress")
    if not isinstance(token, str):
        return await (scan if name == "scan" else summarize)(desk, argument, lambda share: None)
    progress = ScanProgress(server, token=token)
    try:
        return await (scan if name == "scan" else summarize)(desk, argument, progress.report)
    finally:
        progress.end()


def _choose_protocol(server: ReplycodesServer, argument: Argument) -> None:
    from replycodes.features.commands import BadArgumentError, text_of
    from replycodes.features.settings import PROTOCOLS

    protocol = argument["protocol"] or "auto"
    if protocol not in PROTOCOLS:
        raise BadArgumentError(f"'protocol' is none of {', '.join(PROTOCOLS)}")
    server.choose_protocol(text_of(argument, "uri"), "" if protocol == "auto" else protocol)
