"""A relay on loopback that remembers what the server said: a record of a session that no client and no log made."""

from __future__ import annotations

import contextlib
import re
import select
import socket
import threading
from collections.abc import Callable

from tests.detect.live import Code, reply_codes


class Wire:
    """Passes bytes between a client and a server on loopback and keeps the server's lines."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._said = bytearray()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._accept)
        self.port: int = self._listening.getsockname()[1]

    @property
    def lines(self) -> list[str]:
        return self._said.decode(errors="replace").splitlines()

    def __enter__(self) -> Wire:
        self._listening.settimeout(0.05)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self._listening.close()

    def _accept(self) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(TimeoutError):
                client, _ = self._listening.accept()
                with client, socket.create_connection(("127.0.0.1", self._target)) as server:
                    self._pass_on(client, server)

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        """One connection after the other, until either side closes."""
        while not self._stop.is_set():
            ready, _, _ = select.select([client, server], [], [], 0.05)
            for end in ready:
                with contextlib.suppress(ConnectionError):
                    data = end.recv(65536)
                    if data:
                        self._said += data if end is server else b""
                        (client if end is server else server).sendall(data)
                        continue
                return


def smtp_lines(lines: list[str]) -> list[list[Code]]:
    """The codes of each line of an SMTP server."""
    return [reply_codes([line]) for line in lines]


def ftp_lines(lines: list[str]) -> list[list[Code]]:
    """The codes of each line of an FTP server: lines within a reply carry none unless they repeat it."""
    codes: list[list[Code]] = []
    inside = ""
    for line in lines:
        if inside and not line.startswith((inside + " ", inside + "-")):
            codes.append([])
            continue
        inside = line[:3] if line[3:4] == "-" else ""
        codes.append([("reply", line[:3])])
    return codes


def shown_codes(text: str, is_reply: Callable[[str], bool], said: list[list[Code]]) -> list[Code]:
    """The codes in a client's output: those of the server's lines, and where a remark repeats the last reply code."""
    codes: list[Code] = []
    rest = iter(said)
    last = "none"
    for line in text.splitlines():
        if is_reply(line):
            codes += (found := next(rest, []))
            last = found[0][1] if found else last
        else:
            codes += [("reply", last)] * len(re.findall(rf": {last}\b", line))
    left = [code for found in rest for code in found]
    assert all(code == ("reply", "221") for code in left[:1]), (
        f"the client does not show {left}"
    )  # it hung up at QUIT
    return codes
