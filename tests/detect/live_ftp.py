"""pyftpdlib and ftplib in many situations."""

from __future__ import annotations

import contextlib
import ftplib
import io
import logging
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer

from tests.detect.live import Code, Session, ftp_codes, log_of

REFUSALS = {
    "quota.bin": "552 Requested file action aborted: exceeded storage allocation",
    "name.bin": "553 Could not create file.",
    "busy.bin": "450 File busy",
    "space.bin": "452 Insufficient storage space",
    "local.bin": "451 Requested action aborted: local error in processing",
    "tls.bin": "522 Data connections must be encrypted.",
    "account.bin": "532 Need account for storing files.",
}
COMMANDS = (
    "NOOP", "SYST", "FEAT", "HELP", "HELP RETR", "STAT", "PWD", "CWD missing", "CWD pub", "CDUP", "MKD pub", "MKD 550",
    "RMD 550", "RMD missing", "DELE missing.txt", "SIZE hello.txt", "SIZE pub", "MDTM hello.txt", "MDTM missing",
    "RNFR missing", "RNFR hello.txt", "RNTO hello.txt", "RNTO again", "REST 421", "REST x", "TYPE I", "TYPE X",
    "MODE S", "MODE B", "STRU F", "STRU R", "ALLO 550", "ACCT x", "FROB 550", "RETR", "RETR missing.txt", "PORT 1,2",
    "EPRT x", "EPSV 9", "OPTS UTF8 ON", "SITE HELP", "SITE CHMOD 550 hello.txt", "ABOR", "USER", "PASS x", "LIST missing",
)  # fmt: skip


class Handler(FTPHandler):  # type: ignore[misc]
    """Refuses some uploads, and remembers what it answered and logged."""

    said: list[str]
    banner = "example.org FTP server ready, 550 files in stock"
    auth_failed_timeout = 0
    use_sendfile = False

    def ftp_STOR(self, file: str, mode: str = "w") -> object:
        refusal = REFUSALS.get(Path(file).name)
        if refusal:
            self.respond(refusal)
            return None
        return super().ftp_STOR(file, mode)

    def respond(self, resp: str, logfun: Callable[..., None] | None = None) -> None:
        self.said.append(resp)
        super().respond(resp, logfun or logging.getLogger("pyftpdlib").debug)

    def log_cmd(self, cmd: str, arg: str, respcode: object, respstr: str) -> None:
        if cmd in self.log_cmds_list:
            self.said.append(f"log {respcode}")
        super().log_cmd(cmd, arg, respcode, respstr)


@contextlib.contextmanager
def server(folder: Path, said: list[str]) -> Iterator[int]:
    """pyftpdlib in a thread of its own; gives its port."""
    (folder / "pub").mkdir(parents=True)
    (folder / "hello.txt").write_text("hello\n")
    authorizer = DummyAuthorizer()
    authorizer.add_user("alice", "right", str(folder), perm="elradfmwMT")
    authorizer.add_anonymous(str(folder))
    handler = type("RecordingHandler", (Handler,), {"authorizer": authorizer, "said": said})
    ftpd = FTPServer(("127.0.0.1", 0), handler)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            ftpd.ioloop.loop(timeout=0.02, blocking=False)  # serve_forever would log its start each time
        ftpd.close_all()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield ftpd.address[1]
    finally:
        stop.set()
        thread.join()


class Client(ftplib.FTP):
    """ftplib that remembers what it was told; its debug output goes to standard output."""

    def __init__(self, port: int, level: int) -> None:
        self.replies: list[str] = []
        super().__init__()
        self.set_debuglevel(level)
        self.connect("127.0.0.1", port, timeout=10)

    def getmultiline(self) -> str:
        reply = super().getmultiline()
        self.replies.append(reply)
        return reply

    def codes(self) -> list[Code]:
        """At level 2 each line is shown (*get*) before the reply is (*resp*)."""
        return [c for reply in self.replies for c in ftp_codes(reply) * (2 if self.debugging > 1 else 1)]

    def try_(self, command: str) -> None:
        with contextlib.suppress(ftplib.Error):
            self.sendcmd(command)


def _login(client: Client) -> None:
    for user, password in (("alice", "wrong"), ("nobody", "x"), ("alice", "right")):
        with contextlib.suppress(ftplib.Error):
            client.login(user, password)


def _before_login(client: Client) -> None:
    for command in ("PWD", "RETR hello.txt", "PASS early", "FROB 421", "HELP"):
        client.try_(command)


def _commands(client: Client) -> None:
    client.login("alice", "right")
    for command in COMMANDS:
        client.try_(command)


def _transfers(client: Client) -> None:
    client.login("alice", "right")
    client.retrlines("LIST", lambda _: None)
    client.storbinary("STOR 250.bin", io.BytesIO(b"x" * 550))
    client.retrbinary("RETR 250.bin", lambda _: None)
    client.delete("250.bin")
    for name in REFUSALS:
        with contextlib.suppress(ftplib.Error):
            client.storbinary(f"STOR {name}", io.BytesIO(b"x"))
    client.set_pasv(False)
    client.retrlines("NLST", lambda _: None)


def _no_data_connection(client: Client) -> None:
    client.login("anonymous", "guest@example.org")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    client.try_(f"PORT 127,0,0,1,{port // 256},{port % 256}")
    client.try_("LIST")
    client.try_("STOR up.txt")


SITUATIONS: dict[str, Callable[[Client], None]] = {
    "login": _login,
    "before-login": _before_login,
    "commands": _commands,
    "transfers": _transfers,
    "no-data-connection": _no_data_connection,
}


def sessions(folder: Path, capture: Callable[[], str]) -> Iterator[Session]:
    """The client's debug output at both levels and the server's log of each situation; what ftplib raises.

    ``capture`` gives what was printed since it was last asked.
    """
    for name, act in SITUATIONS.items():
        for level, log_level in ((1, logging.DEBUG), (2, logging.INFO)):
            said: list[str] = []
            with log_of("pyftpdlib", log_level) as log, server(folder / f"{name}-{level}", said) as port:
                capture()
                client = Client(port, level)
                act(client)
                client.quit()
            yield Session(f"ftplib-{name}-{level}.txt", "ftp", capture(), client.codes())
            if log_level == logging.DEBUG:
                codes = [("reply", line[:3]) for line in said if not line.startswith("log ")]
            else:
                codes = [("reply", line[4:7]) for line in said if line.startswith("log ")]
            yield Session(f"pyftpdlib-{name}-{level}.log", "ftp", log.getvalue(), codes)
    yield _exceptions(folder / "exceptions")


def _exceptions(folder: Path) -> Session:
    session = Session("tracebacks-ftp.txt", "ftp")
    with server(folder, []) as port, ftplib.FTP() as client:
        client.connect("127.0.0.1", port, timeout=10)
        client.login("alice", "right")
        for name in REFUSALS:
            try:
                client.storbinary(f"STOR {name}", io.BytesIO(b"x"))
            except ftplib.Error as error:
                session.text += traceback.format_exc()
                session.codes += ftp_codes(str(error))
    return session
