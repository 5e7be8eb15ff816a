"""Serving over a TCP socket or a WebSocket: one client on loopback, whose end is the server's, however it comes."""

from __future__ import annotations

import json
import socket
import struct
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.lsp.client import SERVE, at, frame

PARAMS = {"processId": None, "rootUri": None, "capabilities": {}}
INITIALIZE = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": PARAMS}
SHUTDOWN = {"jsonrpc": "2.0", "id": 2, "method": "shutdown"}
EXIT = {"jsonrpc": "2.0", "method": "exit"}
HOVER = {"jsonrpc": "2.0", "id": 3, "method": "textDocument/hover", "params": at("untitled:none", 0, 0)}


@contextmanager
def serving(kind: str) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """A server that listens, and where."""
    with subprocess.Popen([*SERVE, f"--{kind}", "0"], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            host, port = process.stderr.readline().split()[-1].rsplit(":", 1)
            yield process, host, int(port)
        finally:
            process.kill()


def silent_end(process: subprocess.Popen[str]) -> int:
    """The exit code of a server that ends without a word."""
    code = process.wait(20)
    assert process.stderr is not None
    assert process.stderr.read() == ""
    return code


def test_a_socket_listens_on_loopback_to_one_client() -> None:
    with serving("tcp") as (process, host, port):
        assert host == "127.0.0.1"
        with socket.create_connection((host, port), timeout=20) as connection:
            for message in (INITIALIZE, SHUTDOWN, EXIT):
                connection.sendall(frame(message))
            received = b""
            while data := connection.recv(65536):
                received += data
        assert b'"capabilities"' in received
        assert silent_end(process) == 0


def test_all_answers_arrive_before_the_end() -> None:
    with serving("tcp") as (process, host, port):
        with socket.create_connection((host, port), timeout=20) as connection:
            for message in (INITIALIZE, *[HOVER] * 1000, SHUTDOWN, EXIT):
                connection.sendall(frame(message))
            received = b""
            while data := connection.recv(65536):
                received += data
        assert received.count(b"Content-Length") == 1002
        assert silent_end(process) == 0


def reset(connection: socket.socket) -> None:
    """Break a connection off, as a client does that crashes."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@pytest.mark.parametrize("end", [socket.socket.close, reset])
@pytest.mark.parametrize("asked", [0, 1, 300])
def test_a_connection_that_breaks_ends_the_server(end: Callable[[socket.socket], None], asked: int) -> None:
    with serving("tcp") as (process, host, port):
        connection = socket.create_connection((host, port), timeout=20)
        if asked:
            connection.sendall(frame(INITIALIZE) + frame(HOVER) * asked)
            assert connection.recv(1000)
        end(connection)
        assert silent_end(process) == 1


def test_an_address_in_use_is_said_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [*SERVE, "--tcp", str(taken.getsockname()[1])]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("replycodes: cannot listen on 127.0.0.1:")
    assert done.stderr.count("\n") == 1


@contextmanager
def web_session(kind: str = "ws") -> Iterator[tuple[subprocess.Popen[str], Any]]:
    client = pytest.importorskip("websockets.sync.client")
    with serving(kind) as (process, host, port), client.connect(f"ws://{host}:{port}") as connection:
        connection.send(json.dumps(INITIALIZE))
        assert json.loads(connection.recv(20))["result"]["capabilities"]
        yield process, connection


def test_a_web_client_gets_text_frames() -> None:
    with web_session() as (process, connection):
        text = "550 5.1.1 User unknown\n" * 100_000
        item = {"uri": "untitled:web", "languageId": "log", "version": 1, "text": text}
        opened = {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": item}}
        asked = {**HOVER, "params": at("untitled:web", 99_999, 1)}
        for message in (opened, asked):
            connection.send(json.dumps(message))
        while "id" not in (answer := json.loads(connection.recv(20))):
            pass
        assert "550" in answer["result"]["contents"]["value"]
        connection.send("nonsense")
        while "id" not in (refused := json.loads(connection.recv(20))):
            pass
        assert (refused["id"], refused["error"]["code"]) == (None, -32700)
        connection.send(json.dumps(SHUTDOWN))
        assert isinstance(connection.recv(20), str)
        connection.send(json.dumps(EXIT))
        assert silent_end(process) == 0


@pytest.mark.parametrize("politely", [True, False])
def test_a_web_client_that_vanishes_ends_the_server(politely: bool) -> None:
    with web_session() as (process, connection):
        if politely:
            connection.close()
        else:
            reset(connection.socket)
        assert silent_end(process) == 1
