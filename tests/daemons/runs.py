"""Debian's daemons and clients in many situations: what each printed and logged, and which codes must be in it."""

from __future__ import annotations

import contextlib
import ftplib
import imaplib
import io
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from tests.daemons import debian
from tests.daemons.wire import Wire, ftp_lines, shown_codes, smtp_lines
from tests.detect import live_ftp, live_imap, live_smtp
from tests.detect.live import Code, Session, imap_codes, reply_codes

REPLIES = {**live_smtp.RCPT, **live_smtp.DATA}
FTP_COMMANDS = (
    "PWD", "SYST", "NOOP", "CWD missing", "CWD pub", "CDUP", "SIZE hello.txt", "SIZE missing", "MDTM hello.txt",
    "DELE missing", "MKD pub", "RMD missing", "RNFR missing", "TYPE I", "TYPE X", "STRU F", "MODE S", "RETR missing",
    "RETR", "REST 421", "ALLO 550", "STAT", "HELP", "SITE HELP", "ABOR",
)  # fmt: skip

Run = Callable[[Path], Iterator[Session]]


def sessions() -> Iterator[Session]:
    """Those of all daemons that are installed here."""
    for run in RUNS.values():
        with contextlib.suppress(debian.MissingError), tempfile.TemporaryDirectory() as folder:
            yield from run(Path(folder))


def _by_line(text: str, codes: Callable[[str], list[Code]]) -> list[Code]:
    return [code for line in text.splitlines() for code in codes(line)]


def _reply_to(line: str) -> list[Code]:
    """The codes of the reply that the relay gives to the recipient named in a log line."""
    m = re.search(r"(?:to=<|\*\* |== |=> |RCPT TO:<)([a-z]+)@", line)
    reply = REPLIES.get(m[1], "250 2.6.0 Message accepted for delivery") if m else ""
    return reply_codes(reply.split("\r\n")) if reply else []


def postfix(folder: Path) -> Iterator[Session]:
    """Postfix refuses and is refused; swaks, curl and smtplib talk to it."""
    refusals = {name: text for name, text in live_smtp.RCPT.items() if "\r\n" not in text and "#" not in text}
    with live_smtp.server() as relay, debian.postfix(folder, relay, refusals) as port:
        debug = io.StringIO()
        client = live_smtp.Client(port, debug)
        client.ehlo("pc.example.net")
        told: dict[str, list[Code]] = {}
        for name in refusals:
            client.mail("a@example.net")
            before = len(client.lines)
            client.rcpt(f"{name}@example.org")
            told[name] = reply_codes(client.lines[before:])
            client.rset()
        for name in REPLIES:
            client.sendmail("", [f"{name}@dest.example"], "Subject: x\r\n\r\nx\r\n")
        client.quit()
        yield Session("smtplib-postfix.txt", "smtp", debug.getvalue(), client.heard.codes)
        yield from _mail_clients(port)
        log = debian.written(folder / "mail.log", "to=<bare@dest.example>")
        debian.written(folder / "mail.log", "to=<queued@dest.example>")

    def logged(line: str) -> list[Code]:
        m = re.search(r"reject: RCPT from .* to=<(\w+)@example\.org> ", line)
        if m:
            return told[m[1]]
        m = re.search(r" to=<\w+@[\w.]+>.* dsn=([\d.]+), ", line)
        return [("enhanced", m[1]), *_reply_to(line)] if m else []

    yield Session("postfix-mail.log", "smtp", log, _by_line(log, logged))


def postfix_verbose(folder: Path) -> Iterator[Session]:
    """Postfix with -v shows the conversation among a hundred remarks of its own."""
    refusals = {name: text for name, text in live_smtp.RCPT.items() if "\r\n" not in text and "#" not in text}
    with live_smtp.server() as relay, debian.postfix(folder, relay, refusals, "-v") as port:
        client = live_smtp.Client(port, io.StringIO())
        client.ehlo("pc.example.net")
        for name in ("unknown", "grey", "accepted", "full"):
            client.mail("a@example.net")
            client.rcpt(f"{name}@example.org")
            client.rset()
        client.quit()
        log = debian.written(folder / "mail.log", ": disconnect from ")
    spoken = [line for line in log.splitlines() if re.search(r"\]: > \S+\[127\.0\.0\.1\]: ", line)]
    assert len(spoken) == len(client.lines), "Postfix did not log all that it said"
    told = dict(zip(spoken, client.lines, strict=True))

    def logged(line: str) -> list[Code]:
        m = re.search(r": reject: RCPT from \S+: (.*); from=<", line)
        return reply_codes([m[1]] if m else [told[line]] if line in told else [])

    # Postfix also shows the text as it looks it up and takes it apart; only what it says is in the client's record.
    looked_up = re.compile("|".join(re.escape(text[10:]) for text in refusals.values()))
    rows = [r for r in log.splitlines() if r in told or ": reject: " in r or not looked_up.search(r)]
    yield Session(
        "postfix-verbose.log", "smtp", "\n".join(rows), [code for row in rows for code in logged(row)]
    )


def _mail_clients(port: int) -> Iterator[Session]:
    """swaks and curl against a mail server, with a record of the wire between them."""
    swaks = [
        "swaks",
        "--server",
        "127.0.0.1",
        "--ehlo",
        "pc550",
        "--from",
        "a@example.net",
        "--body",
        "hello",
    ]
    curl = ["curl", "-sv", "--max-time", "20", "--mail-from", "a@example.net", "--upload-file", "-"]
    for name in ("unknown", "grey", "full", "accepted"):
        with contextlib.suppress(debian.MissingError), Wire(port) as wire:
            text = debian.run([*swaks, "--port", str(wire.port), "--to", f"{name}@example.org"])
            codes = shown_codes(
                text, lambda line: bool(re.match(r"<(-|~|\*\*|~\*) ", line)), smtp_lines(wire.lines)
            )
            yield Session(f"swaks-{name}.txt", "smtp", text, codes)
        with contextlib.suppress(debian.MissingError), Wire(port) as wire:
            url = f"smtp://127.0.0.1:{wire.port}/pc550"
            text = debian.run(
                [*curl, "--mail-rcpt", f"{name}@example.org", url], "Subject: x\r\n\r\nhello\r\n"
            )
            codes = shown_codes(text, lambda line: line.startswith("< "), smtp_lines(wire.lines))
            yield Session(f"curl-{name}.txt", "smtp", text, codes)


def exim(folder: Path) -> Iterator[Session]:
    """Exim hands mail to a server that refuses most of it."""
    with live_smtp.server() as relay:
        conf = debian.exim(folder, relay)
        for name in (*REPLIES, "accepted"):
            said = debian.run(
                ["exim4", "-C", str(conf), "-odf", "-i", "-f", "<>", f"{name}@dest.example"],
                "Subject: x\n\nhello\n",
            )
            if "failed to find" in said:
                raise debian.MissingError(said)
    log = debian.written(folder / "mainlog", "Completed")

    lines = [line for line in log.splitlines() if re.search(r"SMTP error from remote|C=\"", line)]
    codes: list[Code] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        codes += _reply_to(line) or _reply_to(
            after
        )  # a line about the host comes before that about the recipient
    yield Session("exim-mainlog", "smtp", log, codes)


def _ftp_sessions(port: int, user: str, capture: io.StringIO) -> live_ftp.Client:
    """ftplib tries wrong logins, then commands and transfers."""
    with contextlib.redirect_stdout(capture):
        client = live_ftp.Client(port, 1)
        for login in ((user, "wrong"), ("nobody", "x"), (user, "right")):
            with contextlib.suppress(ftplib.Error):
                client.login(*login)
        for command in FTP_COMMANDS:
            client.try_(command)
        with contextlib.suppress(ftplib.Error):
            client.retrlines("LIST", lambda _: None)
        with contextlib.suppress(ftplib.Error):
            client.storbinary("STOR up.bin", io.BytesIO(b"x" * 550))
        client.quit()
    return client


def _ftp_clients(daemon: str, port: int, user: str) -> Iterator[Session]:
    for name, password, command in (
        ("login", "wrong", "ls"),
        ("list", "right", "ls"),
        ("get", "right", "get missing"),
    ):
        with contextlib.suppress(debian.MissingError), Wire(port) as wire:
            script = "set ftp:ssl-allow no; set net:max-retries 1; set net:timeout 5; set cmd:fail-exit no; "
            script += f"open -u {user},{password} -p {wire.port} 127.0.0.1; {command}; bye"
            text = debian.run(["lftp", "-d", "-c", script])
            codes = shown_codes(text, lambda line: line.startswith("<--- "), ftp_lines(wire.lines))
            yield Session(f"lftp-{daemon}-{name}.txt", "ftp", text, codes)
    for name, password, path in (("login", "wrong", ""), ("get", "right", "missing.txt")):
        with contextlib.suppress(debian.MissingError), Wire(port) as wire:
            url = f"ftp://127.0.0.1:{wire.port}/{path}"
            text = debian.run(["curl", "-v", "-sS", "--max-time", "20", "-u", f"{user}:{password}", url])
            codes = shown_codes(text, lambda line: line.startswith("< "), ftp_lines(wire.lines))
            yield Session(f"curl-{daemon}-{name}.txt", "ftp", text, codes)
    with contextlib.suppress(debian.MissingError), Wire(port) as wire:
        url = f"ftp://127.0.0.1:{wire.port}/missing.txt"
        text = debian.run(
            [
                "wget",
                "-S",
                "-t",
                "1",
                "-T",
                "20",
                "-O",
                "/dev/null",
                "--user",
                user,
                "--password",
                "right",
                url,
            ]
        )
        codes = shown_codes(text, lambda line: line in wire.lines, ftp_lines(wire.lines))
        yield Session(f"wget-{daemon}.txt", "ftp", text, codes)


def vsftpd(folder: Path) -> Iterator[Session]:
    """vsftpd logs each reply."""
    printed = io.StringIO()
    with debian.vsftpd(folder) as port:
        client = _ftp_sessions(port, "anonymous", printed)
        log = debian.written(folder / "vsftpd.log", "Goodbye.")
        yield from _ftp_clients("vsftpd", port, "anonymous")
    yield Session("ftplib-vsftpd.txt", "ftp", printed.getvalue(), client.codes())
    yield Session("vsftpd.log", "ftp", log, client.codes())


def proftpd(folder: Path) -> Iterator[Session]:
    """ProFTPD's ExtendedLog holds the last reply to each command; its system log holds none."""
    printed = io.StringIO()
    with debian.proftpd(folder) as port:
        client = _ftp_sessions(port, "alice", printed)
        log = debian.written(folder / "extended.log", '"QUIT"')
        system = debian.written(folder / "output", "session closed")  # in the foreground it logs there
        yield from _ftp_clients("proftpd", port, "alice")
    yield Session("ftplib-proftpd.txt", "ftp", printed.getvalue(), client.codes())
    final = [("reply", reply[:3]) for reply in client.replies[1:] if not reply.startswith("1")]
    yield Session("proftpd-extended.log", "ftp", log, final)
    yield Session("proftpd-system.log", "ftp", system, [])


def pure_ftpd(folder: Path) -> Iterator[Session]:
    """Pure-FTPd's transfer log says 200 whatever happened: no reply at all."""
    printed = io.StringIO()
    with debian.pure_ftpd(folder) as port:
        client = _ftp_sessions(port, "anonymous", printed)
        yield from _ftp_clients("pure-ftpd", port, "anonymous")
    yield Session("ftplib-pure-ftpd.txt", "ftp", printed.getvalue(), client.codes())
    yield Session("pure-ftpd-clf.log", "ftp", debian.written(folder / "clf.log", ""), [])


def dovecot(folder: Path) -> Iterator[Session]:
    """Dovecot refuses; its own log holds no code."""
    printed = io.StringIO()
    with debian.dovecot(folder) as port:
        with mock.patch.object(imaplib, "Debug", 4):
            client = live_imap.talk(port, printed)
        shown = live_imap.without_repeats(printed.getvalue())
        yield Session("imaplib-dovecot.txt", "imap", shown, client.codes)
        with contextlib.suppress(debian.MissingError), Wire(port) as wire:
            url = f"imap://127.0.0.1:{wire.port}/INBOX"
            text = debian.run(["curl", "-v", "-sS", "--max-time", "20", "-u", "alice:wrong", url])
            said = [imap_codes(line) for line in wire.lines]
            yield Session(
                "curl-imap.txt", "imap", text, shown_codes(text, lambda line: line.startswith("< "), said)
            )
        for name, password in (("refused", "wrong"), ("empty", "right")):
            with contextlib.suppress(debian.MissingError), Wire(port) as wire:
                conf = folder / f"fetchmail-{name}"
                conf.write_text(
                    f"poll 127.0.0.1 service {wire.port} protocol IMAP "
                    f'user "alice" password "{password}" sslproto "" mda "/bin/true"\n'
                )
                conf.chmod(0o600)
                text = debian.run(
                    ["fetchmail", "-v", "--nosyslog", "--nodetach", "-f", str(conf), "-i", f"{conf}.ids"]
                )
                said = [imap_codes(line) for line in wire.lines]
                codes = shown_codes(text, lambda line: line.startswith("fetchmail: IMAP< "), said)
                yield Session(f"fetchmail-{name}.txt", "imap", text, codes)
    yield Session("dovecot.log", "imap", debian.written(folder / "dovecot.log", "Warning: Killed"), [])


RUNS: dict[str, Run] = {
    "postfix": postfix,
    "postfix-verbose": postfix_verbose,
    "exim": exim,
    "vsftpd": vsftpd,
    "proftpd": proftpd,
    "pure-ftpd": pure_ftpd,
    "dovecot": dovecot,
}
