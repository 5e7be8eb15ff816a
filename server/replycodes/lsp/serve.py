"""Ways to serve: standard input and output, a TCP socket, a WebSocket. One client, then the process ends."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys

from replycodes.lsp.inbox import Inbox
from replycodes.lsp.server import ReplycodesServer
from replycodes.lsp.stream import MessageStream, decode
from replycodes.lsp.transport import DescriptorWriter, claim_stdout, read_in_thread

_READ_SIZE = 1 << 18
_SWITCH = 0.0005  # seconds that the reading thread waits for a slice of background work at most
Address = tuple[str, int]


def serve(
    tcp: Address | None = None, ws: Address | None = None, server: ReplycodesServer | None = None
) -> int:
    """Serve one client until it ends the session; the answer is the exit code."""
    _calm_collector()
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="replycodes: %(message)s")
    server = server or ReplycodesServer()
    try:
        if tcp is not None:
            return asyncio.run(_serve_tcp(server, *tcp))
        if ws is not None:
            return asyncio.run(_serve_ws(server, *ws))
        return asyncio.run(_serve_stdio(server))
    except KeyboardInterrupt:
        return 130


async def _serve_stdio(server: ReplycodesServer) -> int:
    sys.setswitchinterval(_SWITCH)
    loop = asyncio.get_running_loop()
    inbox = _inbox(server)
    finished = server.begin(lambda: inbox.busy)
    server.protocol.set_writer(DescriptorWriter(claim_stdout(), server.lost))
    read_in_thread(
        0,
        lambda message: loop.call_soon_threadsafe(inbox.put, message),
        lambda: loop.call_soon_threadsafe(inbox.end),
    )
    return await finished


async def _serve_tcp(server: ReplycodesServer, host: str, port: int) -> int:
    inbox = _inbox(server)
    finished = server.begin(lambda: inbox.busy)

    async def session(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        listener.close()  # one client
        server.protocol.set_writer(writer)
        stream = MessageStream()
        while data := await reader.read(_READ_SIZE):
            for message in stream.feed(data):
                inbox.put(message)
        inbox.end()

    listener = await asyncio.start_server(session, host, port)
    _say_where(listener.sockets[0].getsockname())
    return await finished


async def _serve_ws(server: ReplycodesServer, host: str, port: int) -> int:
    try:
        from websockets.asyncio.server import ServerConnection
        from websockets.asyncio.server import serve as listen
    except ImportError:
        sys.exit("replycodes: --ws needs the package websockets: pip install 'replycodes[ws]'")
    from pygls.io_ import WebSocketWriter

    inbox = _inbox(server)
    finished = server.begin(lambda: inbox.busy)

    async def session(connection: ServerConnection) -> None:
        server.protocol.set_writer(WebSocketWriter(connection), include_headers=False)
        async for data in connection:
            inbox.put(decode(data if isinstance(data, bytes) else data.encode()))
        inbox.end()

    async with listen(session, host, port) as listener:
        _say_where(next(iter(listener.sockets)).getsockname())
        return await finished


def _calm_collector() -> None:
    """What is loaded stays until the end; the server collects when a document was closed."""
    gc.freeze()
    gc.set_threshold(5_000, 20, 10)
    gc.enable()


def _inbox(server: ReplycodesServer) -> Inbox:
    return Inbox(server.protocol.handle_message, server.protocol.cancelled, server.lost)


def _say_where(address: tuple[object, ...]) -> None:
    sys.stderr.write(f"replycodes: listening on {address[0]}:{address[1]}\n")
    sys.stderr.flush()
