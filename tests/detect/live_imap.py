"""imaplib against a scripted IMAP server."""

from __future__ import annotations

import contextlib
import imaplib
import traceback
from collections.abc import Callable, Iterator
from typing import TextIO

from tests.detect.live import Code, ScriptedServer, Session, imap_codes

ANSWERS = {
    "CAPABILITY": "* CAPABILITY IMAP4rev1 QUOTA UIDPLUS AUTH=PLAIN\n{tag} OK Capability completed.",
    "LOGIN alice right": "{tag} OK [CAPABILITY IMAP4rev1 QUOTA UIDPLUS] Logged in",
    "LOGIN later": "{tag} NO [UNAVAILABLE] Temporary authentication failure",
    "LOGIN expired": "{tag} NO [EXPIRED] Your password is 550 days old",
    "LOGIN": "{tag} NO [AUTHENTICATIONFAILED] Authentication failed.",
    "SELECT INBOX": "* FLAGS (\\Answered \\Seen)\n* 550 EXISTS\n* 421 RECENT\n"
    "* OK [PERMANENTFLAGS (\\Answered \\Seen \\*)] Flags permitted.\n* OK [UNSEEN 250] First unseen.\n"
    "* OK [UIDVALIDITY 1709632550] UIDs valid\n* OK [UIDNEXT 551] Predicted next UID\n"
    "{tag} OK [READ-WRITE] Select completed.",
    "SELECT": "{tag} NO [NONEXISTENT] Unknown Mailbox",
    "CREATE": "{tag} NO [ALREADYEXISTS] Mailbox exists",
    "COPY": "{tag} NO [TRYCREATE] Mailbox doesn't exist",
    "STATUS": '* STATUS "INBOX" (MESSAGES 421 UIDNEXT 550)\n{tag} OK Status completed.',
    "SEARCH": "* SEARCH 220 221 250 421 550\n{tag} OK Search completed.",
    "NOOP": "* OK [ALERT] Server goes down at 5:50\n* 553 EXISTS\n{tag} OK NOOP completed.",
    "DELETE": "{tag} NO [CANNOT] INBOX can't be deleted",
    "RENAME": "{tag} NO [NOPERM] Permission denied",
    "EXPUNGE": "{tag} NO [EXPUNGEISSUED] Some messages were already expunged",
    "SUBSCRIBE": "{tag} BAD [CLIENTBUG] Command arguments invalid",
    "LOGOUT": "* BYE Logging out\n{tag} OK Logout completed.",
}


def answer(line: str) -> str:
    tag, _, command = line.partition(" ")
    folded = command.replace('"', "")
    for start, reply in ANSWERS.items():
        if folded.upper().startswith(start.upper()):
            return reply.replace("{tag}", tag)
    return f"{tag} BAD Error in IMAP command: Unknown command."


class Client(imaplib.IMAP4):
    """imaplib that remembers the lines it was sent."""

    def __init__(self, port: int) -> None:
        self.codes: list[Code] = []
        super().__init__("127.0.0.1", port)

    def _get_line(self) -> bytes:
        line: bytes = super()._get_line()  # type: ignore[misc]
        self.codes += imap_codes(line.decode())
        return line


def talk(port: int, printed: TextIO) -> Client:
    """A session with a real server, shown as imaplib shows it; ``imaplib.Debug`` is 4."""
    with contextlib.redirect_stderr(printed):
        client = Client(port)
        for user, password in (("alice", "wrong"), ("alice", "right")):
            with contextlib.suppress(imaplib.IMAP4.error):
                client.login(user, password)
        client.select("Nope")
        client.select("INBOX")
        client.create("INBOX")
        client.append("Missing", "", "", b"Subject: x\r\n\r\nx\r\n")
        with contextlib.suppress(imaplib.IMAP4.error):
            client.copy("1", "Archive")
        client.delete("Missing")
        with contextlib.suppress(imaplib.IMAP4.error):
            client.xatom("FROB", "550")
        client.logout()
    return client


def sessions(capture: Callable[[], str]) -> Iterator[Session]:
    """imaplib's debug output in two situations, refused greetings, and what imaplib raises.

    ``capture`` gives what was printed to standard error since it was last asked; ``imaplib.Debug`` is 4.
    """
    with ScriptedServer("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready.", answer) as server:
        capture()
        client = Client(server.port)
        raised = ""
        for user, password in (("alice", "wrong"), ("later", "x"), ("expired", "x"), ("alice", "right")):
            try:
                client.login(user, password)
            except imaplib.IMAP4.error:
                raised += traceback.format_exc()
        client.select("Nope")
        client.select("INBOX")
        client.create("INBOX")
        client.copy("550", "Archive")
        client.status("INBOX", "(MESSAGES UIDNEXT)")
        client.search(None, "ALL")
        client.noop()
        client.delete("INBOX")
        client.rename("a", "b")
        client.expunge()
        with contextlib.suppress(imaplib.IMAP4.error):
            client.subscribe("x")
        with contextlib.suppress(imaplib.IMAP4.error):
            client.xatom("FROB", "550")
        client.logout()
        yield Session("imaplib.txt", "imap", without_repeats(capture()), client.codes)
        yield Session(
            "tracebacks-imap.txt",
            "imap",
            raised,
            [("response-code", code) for code in ("AUTHENTICATIONFAILED", "UNAVAILABLE", "EXPIRED")],
        )


def without_repeats(text: str) -> str:
    """imaplib says ``NO response: ...`` again after the line itself; whether that is a code is nobody's claim."""
    return "".join(line for line in text.splitlines(keepends=True) if " response: " not in line)
