"""Real servers and clients on loopback, and what their clients were told.

A ``Session`` is the text that a program printed and the codes that must be found in it, in the order in which they
stand there. The codes come from the client's own record of the conversation, never from the text: nobody labels
anything, so any situation may be added.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import socketserver
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

Code = tuple[str, str]  # kind, code

ENHANCED = re.compile(r"#?([245]\.\d{1,3}\.\d{1,3})(?=\s|$)")
IMAP_STATUS = re.compile(r"(?:\*|[A-Z]+\d+) (OK|NO|BAD|BYE|PREAUTH)(?: \[([A-Z][A-Z0-9-]*)[] ])?")


@dataclass
class Session:
    """A text and the codes in it."""

    name: str
    protocol: str
    text: str = ""
    codes: list[Code] = field(default_factory=list)


def reply_codes(lines: Iterable[str]) -> list[Code]:
    """The codes of complete reply lines: ``550 5.1.1 User unknown``."""
    found: list[Code] = []
    for line in lines:
        found.append(("reply", line[:3]))
        found += text_codes([line[4:]])
    return found


def text_codes(texts: Iterable[str]) -> list[Code]:
    """The enhanced codes at the start of texts whose reply code a program has cut off."""
    return [("enhanced", m[1]) for text in texts if (m := ENHANCED.match(text))]


def ftp_codes(reply: str) -> list[Code]:
    """The codes of an FTP reply: its first and last line carry one; those between may, and then say so by a hyphen."""
    lines = reply.split("\n")
    code = lines[0][:3]
    shown = [n in (0, len(lines) - 1) or line.startswith(code + "-") for n, line in enumerate(lines)]
    return [("reply", code)] * sum(shown)


def imap_codes(line: str) -> list[Code]:
    """The status and the response code of a line of an IMAP server."""
    m = IMAP_STATUS.match(line)
    if m is None:
        return []
    return [("status", m[1])] + ([("response-code", m[2])] if m[2] else [])


class _Clock(logging.Formatter):
    """Log lines with a stamp whose milliseconds look like codes; the same in each run."""

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self._lines = 0

    def format(self, record: logging.LogRecord) -> str:
        self._lines += 1
        stamp = f"2024-03-05 10:{self._lines // 60 % 60:02}:{self._lines % 60:02},{(220, 250, 421, 550)[self._lines % 4]}"
        return f"{stamp} {super().format(record)}"


@contextlib.contextmanager
def log_of(name: str, level: int = logging.DEBUG) -> Iterator[io.StringIO]:
    """What a logger writes meanwhile."""
    logger, stream = logging.getLogger(name), io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Clock("%(name)s %(levelname)s: %(message)s"))
    before, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
    try:
        yield stream
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        logger.propagate = propagate


class ScriptedServer:
    """A line server: it greets, then answers each line with what ``answer`` returns; None closes."""

    def __init__(self, greeting: str, answer: Callable[[str], str | None]) -> None:
        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.say(greeting)
                for raw in self.rfile:
                    reply = answer(raw.decode().rstrip("\r\n"))
                    if reply is None:
                        return
                    self.say(reply)

            def say(self, text: str) -> None:
                self.wfile.write("".join(line + "\r\n" for line in text.split("\n")).encode())

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
