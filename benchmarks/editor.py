"""A stop-watch editor: one thread, blocking, so that what is measured is the server and not the client."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

Message = dict[str, Any]
clock = time.perf_counter


def frame(method: str, params: Any, msg_id: int | None = None) -> bytes:
    """A message as it goes over the wire."""
    message = {"jsonrpc": "2.0", "method": method, "params": params}
    body = json.dumps(message if msg_id is None else {**message, "id": msg_id}).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


class Editor:
    """One server process and the conversation with it."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._in, self._out = self.process.stdin.fileno(), self.process.stdout.fileno()
        self._buffer = b""
        self._kept: deque[Message] = deque()
        self._id = 0

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, *exc: object) -> None:
        self.process.kill()
        self.process.communicate()

    def write(self, data: bytes) -> None:
        """Send bytes."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._in, rest) :]

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self.write(frame(method, params))

    def request(self, method: str, params: Any) -> Message:
        """Send a request and wait for its answer; requests of the server are answered with null."""
        self._id += 1
        wanted = self._id
        self.write(frame(method, params, wanted))
        return self.wait(lambda message: message.get("id") == wanted and "method" not in message)

    def wait(self, wanted: Callable[[Message], bool]) -> Message:
        """The first message of a kind; others are kept."""
        for message in self._kept:
            if wanted(message):
                self._kept.remove(message)
                return message
        while True:
            message = self._receive()
            if "id" in message and "method" in message:
                body = json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": None}).encode()
                self.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            elif wanted(message):
                return message
            else:
                self._kept.append(message)

    def forget(self) -> None:
        """Let go what has come and nobody waited for."""
        self._kept.clear()

    def has(self, method: str) -> bool:
        """Whether a notification has come that nobody waited for."""
        return any(message.get("method") == method for message in self._kept)

    def _receive(self) -> Message:
        while True:
            head = self._buffer.find(b"\r\n\r\n")
            if head >= 0:
                length = int(self._buffer[:head].lower().split(b"content-length:")[1].split(b"\r\n")[0])
                end = head + 4 + length
                if len(self._buffer) >= end:
                    body, self._buffer = self._buffer[head + 4 : end], self._buffer[end:]
                    message: Message = json.loads(body)
                    return message
            data = os.read(self._out, 1 << 20)
            if not data:
                raise RuntimeError("the server ended")
            self._buffer += data

    def initialize(self, capabilities: Message | None = None) -> Message:
        """Begin the session."""
        answer = self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": None,
                "workspaceFolders": None,
                "capabilities": capabilities or {"textDocument": {"hover": {"contentFormat": ["markdown"]}}},
            },
        )
        self.notify("initialized", {})
        return answer

    def problems(self, uri: str, version: int) -> Message:
        """Wait for the problems of one version of a document."""
        return self.wait(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
                and message["params"].get("version", version) == version
            )
        )

    def memory(self) -> tuple[float, float]:
        """Resident memory now and at its peak, in MB (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        now, peak = (int(status.split(key)[1].split()[0]) / 1024 for key in ("VmRSS:", "VmHWM:"))
        return now, peak

    def processor_time(self) -> float:
        """Seconds of processor time used so far (Linux)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def did_open(uri: str, text: str, language: str = "log") -> bytes:
    """The message that opens a document, ready to send."""
    item = {"uri": uri, "languageId": language, "version": 1, "text": text}
    return frame("textDocument/didOpen", {"textDocument": item})


def at(uri: str, line: int, character: int) -> Message:
    """The parameters of a request about a position."""
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


def typed(uri: str, version: int, line: int, character: int, text: str) -> Message:
    """The parameters of one keystroke."""
    place = {"line": line, "character": character}
    return {
        "textDocument": {"uri": uri, "version": version},
        "contentChanges": [{"range": {"start": place, "end": place}, "text": text}],
    }
