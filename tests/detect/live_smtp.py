"""aiosmtpd and smtplib in many situations."""

from __future__ import annotations

import asyncio
import contextlib
import io
import smtplib
import threading
import traceback
from collections.abc import Callable, Iterator

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from aiosmtpd.smtp import Session as ServerSession

from tests.detect.live import ScriptedServer, Session, log_of, reply_codes, text_codes

RCPT = {
    "unknown": "550 5.1.1 <unknown@example.org>: Recipient address rejected: User unknown in local recipient table",
    "plain": "550 No such user here",
    "relay": "554 5.7.1 <relay@example.org>: Relay access denied",
    "grey": "451 4.7.1 Greylisted, please try again in 421 seconds",
    "full": "452 4.2.2 Mailbox full",
    "quota": "552 5.2.2 Quota exceeded: 550 of 500 MB used",
    "many": "452 4.5.3 Too many recipients",
    "moved": "551 5.1.6 User not local; please try <forward@example.net>",
    "name": "553 5.1.3 Bad recipient address syntax",
    "busy": "450 4.2.1 Mailbox busy (error 17)",
    "listed": "550 5.7.1 Service unavailable; client [192.0.2.250] blocked using bl.example.org",
    "hash": "550 #5.1.0 Address rejected.",
    "retired": "599 Mailbox retired long ago",
    "spf": "550-5.7.26 This message does not pass authentication checks\r\n"
    "550-5.7.26 (SPF and DKIM both do not pass). See\r\n"
    "550 5.7.26 https://example.com/answer/421 a550-20020a05600c",
    "long": "550-Requested action not taken: mailbox unavailable\r\n550 For help see https://example.com/550",
}
MAIL = {
    "nodns": "450 4.1.8 <nodns@bad.example>: Sender address rejected: Domain not found",
    "syntax": "501 5.1.7 Bad sender address syntax",
    "auth": "530 5.7.0 Authentication required",
    "storage": "452 4.3.1 Insufficient system storage",
    "closing": "421 4.7.0 mx.example.org Too many errors, closing connection",
    "blocked": "550 5.7.1 Your address is blocked, call extension 421",
}
DATA = {
    "spam": "554 5.7.1 Message rejected: spam score 15.55",
    "big": "552 5.3.4 Message size exceeds fixed limit (55042150)",
    "later": "451 4.3.0 Error: queue file write error",
    "dmarc": "550-5.7.1 Unauthenticated email is not accepted\r\n550 5.7.1 due to the domain's DMARC policy",
    "queued": "250 2.0.0 Ok: queued as 4Tq550QzX",
    "bare": "250 OK id=1rhWQv-00035b-2g",
}
COMMANDS = (
    "NOOP", "NOOP 421", "RSET", "VRFY root@example.org", "VRFY", "EXPN staff", "HELP", "HELP MAIL", "FROB 550",
    "RCPT TO:<early@example.org>", "DATA", "MAIL FROM", "MAIL FROM:<a@example.org> SIZE=999999999", "EHLO", "HELO",
    "STARTTLS", "AUTH", "AUTH FROB", "MAIL FROM:<a@example.org> BODY=550",
)  # fmt: skip


class Handler:
    """Answers by the local part of the address, and for DATA by that of the first recipient."""

    async def handle_MAIL(
        self, server: SMTP, session: ServerSession, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return MAIL.get(address.partition("@")[0], "250 2.1.0 Ok")

    async def handle_RCPT(
        self, server: SMTP, session: ServerSession, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = RCPT.get(address.partition("@")[0], "250 2.1.5 Ok")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: ServerSession, envelope: Envelope) -> str:
        return DATA.get(envelope.rcpt_tos[0].partition("@")[0], "250 2.6.0 Message accepted for delivery")


def authenticate(
    server: SMTP, session: ServerSession, envelope: Envelope, mechanism: str, data: object
) -> AuthResult:
    assert isinstance(data, LoginPassword)
    refused = {
        b"later": "454 4.7.0 Temporary authentication failure",
        b"weak": "534 5.7.9 Mechanism is too weak",
    }
    if data.login in refused:
        return AuthResult(success=False, handled=False, message=refused[data.login])
    return AuthResult(success=data.password == b"right", handled=False)


@contextlib.contextmanager
def server() -> Iterator[int]:
    """aiosmtpd in a thread of its own; gives its port."""
    loop = asyncio.new_event_loop()

    def protocol() -> SMTP:
        return SMTP(
            Handler(), hostname="mx.example.org", ident="ESMTP ready", loop=loop,
            authenticator=authenticate, auth_require_tls=False, data_size_limit=55042150,
        )  # fmt: skip

    listening = loop.run_until_complete(loop.create_server(protocol, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(listening.close)
        asyncio.run_coroutine_threadsafe(_settle(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _settle() -> None:
    """Let the connections that the clients have closed come to their end."""
    for _ in range(100):
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        if not others:
            return
        await asyncio.sleep(0.01)
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


class Client(smtplib.SMTP):
    """smtplib that remembers what it was told, and so what its debug output holds."""

    def __init__(self, port: int, debug: io.StringIO) -> None:
        self.heard = Session("", "smtp")
        self.lines: list[str] = []
        self._in_data = False
        self._debug = debug
        super().__init__()
        self.set_debuglevel(1)
        self.connect("127.0.0.1", port)

    def _print_debug(self, *args: object) -> None:
        print(*args, file=self._debug)

    def getreply(self) -> tuple[int, bytes]:
        code, message = super().getreply()
        texts = message.decode().split("\n")
        lines = [f"{code}-{text}" for text in texts[:-1]] + [f"{code} {texts[-1]}"]
        self.lines += lines
        repeated = [("reply", str(code)), *text_codes(texts)]
        self.heard.codes += reply_codes(lines) + repeated + (repeated if self._in_data else [])
        return code, message

    def data(self, msg: object) -> tuple[int, bytes]:
        self._in_data = True
        try:
            return super().data(msg)  # type: ignore[arg-type]
        finally:
            self._in_data = False


def _recipients(client: Client) -> None:
    client.ehlo("pc550.example.net")
    for name in RCPT:
        client.mail("a@example.net")
        client.rcpt(f"{name}@example.org")
        client.rset()


def _senders(client: Client) -> None:
    client.helo("pc.example.net")
    for name in MAIL:
        client.mail(f"{name}@bad.example")


def _messages(client: Client) -> None:
    client.ehlo("pc.example.net")
    for name in DATA:
        client.mail("a@example.net", ["size=550"])
        client.rcpt(f"{name}@example.org")
        client.data(f"Subject: {name}\r\n\r\nHello, a mail about nothing.\r\n")


def _commands(client: Client) -> None:
    client.ehlo("pc.example.net")
    for command in COMMANDS:
        client.docmd(command)


def _logins(client: Client) -> None:
    client.ehlo("pc.example.net")
    for user, password in (
        ("alice", "wrong"),
        ("later", "x"),
        ("weak", "x"),
        ("alice", "right"),
        ("alice", "again"),
    ):
        with contextlib.suppress(smtplib.SMTPException):
            client.login(user, password)


SITUATIONS: dict[str, Callable[[Client], None]] = {
    "recipients": _recipients,
    "senders": _senders,
    "messages": _messages,
    "commands": _commands,
    "logins": _logins,
}


def sessions() -> Iterator[Session]:
    """The client's debug output and the server's log of each situation; what smtplib raises; refused greetings."""
    for name, act in SITUATIONS.items():
        debug = io.StringIO()
        with log_of("mail.log") as log, server() as port:  # its log is complete when the server has ended
            client = Client(port, debug)
            act(client)
            client.quit()
        yield Session(f"smtplib-{name}.txt", "smtp", debug.getvalue(), client.heard.codes)
        yield Session(
            f"aiosmtpd-{name}.log", "smtp", _without_repeats(log.getvalue()), reply_codes(client.lines)
        )
    with server() as port:
        yield _exceptions(port)
    for number, greeting in enumerate(
        ("554 mx.example.org no service for you", "421 4.3.2 mx.example.org too busy")
    ):
        yield _refused_greeting(number, greeting)


def _without_repeats(log: str) -> str:
    """aiosmtpd tells a challenge and the outcome of a login twice; one of them is in the client's record."""
    rows = log.splitlines(keepends=True)
    return "".join(row for row in rows if "<< challenge: " not in row and " returned AuthResult(" not in row)


def _exceptions(port: int) -> Session:
    session = Session("tracebacks.txt", "smtp")
    for name in RCPT:
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            try:
                smtp.sendmail("a@example.net", [f"{name}@example.org"], "Subject: x\r\n\r\nx\r\n")
            except smtplib.SMTPRecipientsRefused as error:
                session.text += traceback.format_exc()
                for code, message in error.recipients.values():
                    session.codes += [("reply", str(code)), *text_codes(message.decode().split("\n"))]
    for name in MAIL:
        with contextlib.suppress(smtplib.SMTPServerDisconnected), smtplib.SMTP("127.0.0.1", port) as smtp:
            try:
                smtp.sendmail(f"{name}@bad.example", ["b@example.org"], "Subject: x\r\n\r\nx\r\n")
            except smtplib.SMTPResponseException as error:
                session.text += traceback.format_exc()
                session.codes += _of(error)
    for name in DATA:
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            try:
                smtp.sendmail("a@example.net", [f"{name}@example.org"], "Subject: x\r\n\r\nx\r\n")
            except smtplib.SMTPResponseException as error:
                session.text += traceback.format_exc()
                session.codes += _of(error)
    return session


def _of(error: smtplib.SMTPResponseException) -> list[tuple[str, str]]:
    message = error.smtp_error if isinstance(error.smtp_error, bytes) else error.smtp_error.encode()
    return [("reply", str(error.smtp_code)), *text_codes(message.decode().split("\n"))]


def _refused_greeting(number: int, greeting: str) -> Session:
    debug = io.StringIO()
    with ScriptedServer(greeting, lambda _: None) as scripted:
        client = Client(scripted.port, debug)
        client.close()
    # "connect: b'4.3.2 ...'" shows the text once more.
    codes = client.heard.codes + text_codes([greeting[4:]])
    return Session(f"greeting-{number}.txt", "smtp", debug.getvalue(), codes)
