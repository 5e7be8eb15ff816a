"""Ways to serve: standard input and output, a TCP socket, a WebSocket. One client, then the process ends."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from replycodes.lsp.collecting import calm_collector
from replycodes.lsp.inbox import Inbox
from replycodes.lsp.server import ReplycodesServer
from replycodes.lsp.stream import LONGEST_BODY, MessageStream, decode
from replycodes.lsp.transport import DescriptorWriter, claim_stdout, read_in_thread

_READ_SIZE = 1 << 18
_LAST_WORDS = 5.0  # seconds for a client to read the last answers
_SWITCH = 0.0005  # seconds that the reading thread waits for a slice of background work at most
Address = tuple[str, int]


def serve(
    tcp: Address | None = None, ws: Address | None = None, server: ReplycodesServer | None = None
) -> int:
    """Serve one client until it ends the session; the answer is the exit code."""
    calm_collector()
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
    except ListenError as error:
        sys.exit(f"replycodes: {error}")


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
        # A connection that breaks is one that ends; the reading is cancelled when the server has ended.
        with suppress(OSError, asyncio.CancelledError):
            while data := await reader.read(_READ_SIZE):
                for message in stream.feed(data):
                    inbox.put(message)
        inbox.end()

    with _listening(host, port):
        listener = await asyncio.start_server(session, host, port)
    _say_where(listener.sockets[0].getsockname())
    code = await finished
    await _flush(server.protocol.writer)
    return code


async def _flush(writer: Any) -> None:
    """Let the last answers arrive at a client that reads them."""
    if writer is not None:
        writer.close()
        with suppress(OSError, asyncio.TimeoutError):
            await asyncio.wait_for(writer.wait_closed(), _LAST_WORDS)


async def _serve_ws(server: ReplycodesServer, host: str, port: int) -> int:
    try:
        from websockets.asyncio.server import ServerConnection
        from websockets.asyncio.server import serve as listen
        from websockets.exceptions import ConnectionClosed
    except ImportError:
        sys.exit("replycodes: --ws needs the package websockets: pip install 'replycodes[ws]'")

    inbox = _inbox(server)
    finished = server.begin(lambda: inbox.busy)

    async def session(connection: ServerConnection) -> None:
        server.protocol.set_writer(_TextFrames(connection), include_headers=False)
        with suppress(ConnectionClosed):  # broken off
            async for data in connection:
                inbox.put(decode(data if isinstance(data, bytes) else data.encode()))
        inbox.end()

    with _listening(host, port):
        listener = await listen(session, host, port, max_size=LONGEST_BODY)
    async with listener:
        _say_where(next(iter(listener.sockets)).getsockname())
        return await finished


class _TextFrames:
    """A writer of text frames: pygls sends binary ones, which a browser hands to its client undecoded."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def write(self, data: bytes) -> Awaitable[None]:
        sent: Awaitable[None] = self._connection.send(data.decode())
        return sent

    def close(self) -> Awaitable[None]:
        closed: Awaitable[None] = self._connection.close()
        return closed


class ListenError(OSError):
    """An address where the server cannot listen."""


@contextmanager
def _listening(host: str, port: int) -> Iterator[None]:
    """Say in a sentence why the server cannot listen."""
    try:
        yield
    except OSError as error:
        # asyncio tells the address a second time; names that are not found have negative numbers.
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror or str(error)
        raise ListenError(f"cannot listen on {host}:{port}: {why.lower()}") from None


def _inbox(server: ReplycodesServer) -> Inbox:
    return Inbox(server.protocol.handle_message, server.protocol.cancelled, server.lost)


def _say_where(address: tuple[object, ...]) -> None:
    sys.stderr.write(f"replycodes: listening on {address[0]}:{address[1]}\n")
    sys.stderr.flush()
