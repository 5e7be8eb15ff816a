"""A small editor for tests: speaks to the real server over its standard input and output, byte by byte if need be."""

from __future__ import annotations

import itertools
import json
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

PATIENCE = 60.0
SERVE = [sys.executable, "-I", "-m", "replycodes", "serve"]

Message = dict[str, Any]


def frame(message: Any) -> bytes:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


class Client:
    """One server process and the conversation with it."""

    def __init__(self, command: list[str] | None = None, **popen: Any) -> None:
        popen.setdefault("stderr", subprocess.PIPE)
        self.process = subprocess.Popen(
            command or SERVE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **popen
        )
        self._ids = itertools.count(1)
        self._arrived: queue.Queue[Message | None] = queue.Queue()
        self._kept: deque[Message] = deque()
        self._errors: list[bytes] = []
        threading.Thread(target=self._read, daemon=True).start()
        if self.process.stderr is not None:
            threading.Thread(target=self._read_errors, daemon=True).start()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *exc: object) -> None:
        self.kill()

    # Sending

    def raw(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Any) -> None:
        self.raw(frame(message))

    def notify(self, method: str, params: Any = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: Any = None, msg_id: Any = None) -> Any:
        """Send a request and do not wait; the answer is its id."""
        msg_id = f"t{next(self._ids)}" if msg_id is None else msg_id
        self.send({"jsonrpc": "2.0", "id": msg_id, "method": method, "params": params})
        return msg_id

    def request(self, method: str, params: Any = None) -> Message:
        """Send a request and wait for its whole answer."""
        return self.answer(self.ask(method, params))

    # Receiving

    def answer(self, msg_id: Any, patience: float = PATIENCE) -> Message:
        return self.wait(lambda m: "method" not in m and m.get("id") == msg_id, patience)

    def notification(self, method: str, where: Callable[[Any], bool] = lambda params: True) -> Any:
        return self.wait(lambda m: m.get("method") == method and where(m["params"]))["params"]

    def diagnostics(self, uri: str, version: int | None = None) -> list[Message]:
        published = self.notification(
            "textDocument/publishDiagnostics",
            lambda params: params["uri"] == uri and (version is None or params.get("version") == version),
        )
        found: list[Message] = published["diagnostics"]
        return found

    def wait(self, wanted: Callable[[Message], bool], patience: float = PATIENCE) -> Message:
        for message in self._kept:
            if wanted(message):
                self._kept.remove(message)
                return message
        while True:
            message = self._next(patience)
            if wanted(message):
                return message
            self._kept.append(message)

    def received(self) -> list[Message]:
        """What has come and nobody waited for."""
        while not self._arrived.empty():
            message = self._arrived.get()
            if message is not None:
                self._kept.append(message)
        return list(self._kept)

    def forget(self) -> None:
        """Let go what has come and nobody waited for."""
        self.received()
        self._kept.clear()

    def _next(self, patience: float) -> Message:
        try:
            message = self._arrived.get(timeout=patience)
        except queue.Empty:
            raise AssertionError(f"nothing came within {patience} s; stderr: {self.errors}") from None
        if message is None:
            raise AssertionError(f"the server closed its output; stderr: {self.errors}")
        return message

    @property
    def errors(self) -> str:
        return b"".join(self._errors).decode(errors="replace")

    # Shorthands

    def initialize(self, capabilities: Any = None, **params: Any) -> Message:
        answer = self.request(
            "initialize", {"processId": None, "rootUri": None, "capabilities": capabilities or {}, **params}
        )
        self.notify("initialized", {})
        result: Message = answer["result"]
        return result

    def open(self, uri: str, text: str, language: str = "log", version: int = 1) -> None:
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, version: int, *changes: Message) -> None:
        identifier = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": identifier, "contentChanges": list(changes)})

    def close(self, uri: str) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def hover(self, uri: str, line: int, character: int) -> Any:
        answer = self.request("textDocument/hover", at(uri, line, character))
        assert "error" not in answer, answer
        return answer["result"]

    def hover_text(self, uri: str, line: int, character: int) -> str:
        result = self.hover(uri, line, character)
        return "" if result is None else str(result["contents"]["value"])

    def alive(self) -> bool:
        """Whether the server still answers a question of ours."""
        uri = f"untitled:alive-{next(self._ids)}"
        self.open(uri, "550 5.1.1 User unknown\n")
        answer = self.hover_text(uri, 0, 1)
        self.close(uri)
        return "550" in answer

    # Ending

    def shutdown(self) -> int:
        assert self.request("shutdown")["result"] is None
        self.notify("exit")
        return self.exit_code()

    def end_input(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()

    def exit_code(self, patience: float = PATIENCE) -> int:
        return self.process.wait(patience)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None and not stream.closed:
                with suppress(BrokenPipeError):
                    stream.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        descriptor = self.process.stdout.fileno()
        buffer = b""
        try:
            while data := os.read(descriptor, 1 << 20):
                buffer += data
                while (head := buffer.find(b"\r\n\r\n")) >= 0:
                    length = int(buffer[:head].split(b":")[1])
                    if len(buffer) < head + 4 + length:
                        break
                    self._arrived.put(json.loads(buffer[head + 4 : head + 4 + length]))
                    buffer = buffer[head + 4 + length :]
        except OSError:
            pass
        self._arrived.put(None)

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        descriptor = self.process.stderr.fileno()
        try:
            while data := os.read(descriptor, 1 << 16):
                self._errors.append(data)
        except OSError:
            pass


def at(uri: str, line: Any, character: Any) -> Message:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


def edit(line: int, character: int, end_line: int, end_character: int, text: str) -> Message:
    start = {"line": line, "character": character}
    end = {"line": end_line, "character": end_character}
    return {"range": {"start": start, "end": end}, "text": text}
