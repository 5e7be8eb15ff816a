"""What it says about a refusal that it answers this or that command."""

from __future__ import annotations

_REFUSED: dict[str, dict[str, str]] = {
    "smtp": {
        "CONNECT": "It stands where the greeting should: the server turns this connection away.",
        "EHLO": "It answers EHLO: the name the client gave itself, or the client, is refused.",
        "HELO": "It answers HELO: the name the client gave itself, or the client, is refused.",
        "LHLO": "It answers LHLO: the client of the local delivery is refused.",
        "MAIL": "It answers MAIL FROM: the sender address or the client is refused, for every recipient.",
        "RCPT": "It answers RCPT TO: it concerns this one recipient, others of the message may pass.",
        "DATA": "It answers DATA: it concerns the whole message and all its recipients.",
        "BDAT": "It answers BDAT: it concerns the whole message and all its recipients.",
        "AUTH": "It answers AUTH: the login is refused, no message was looked at.",
        "STARTTLS": "It answers STARTTLS: encryption did not start, the session is still readable by others.",
        "VRFY": "It answers VRFY, a question: no message was refused.",
        "EXPN": "It answers EXPN, a question: no message was refused.",
    },
    "ftp": {
        "USER": "It answers USER: the login name is refused.",
        "PASS": "It answers PASS: the login is refused.",
        "AUTH": "It answers AUTH: the session stays unencrypted.",
        "CWD": "It answers CWD: the folder cannot be entered.",
        "LIST": "It answers LIST: the folder listing did not come.",
        "NLST": "It answers NLST: the folder listing did not come.",
        "MLSD": "It answers MLSD: the folder listing did not come.",
        "RETR": "It answers RETR: the download failed.",
        "STOR": "It answers STOR: the upload failed.",
        "STOU": "It answers STOU: the upload failed.",
        "APPE": "It answers APPE: the upload failed.",
        "DELE": "It answers DELE: the file was not deleted.",
        "MKD": "It answers MKD: the folder was not made.",
        "RMD": "It answers RMD: the folder was not removed.",
    },
    "imap": {
        "LOGIN": "It answers LOGIN: the session is not logged in.",
        "AUTHENTICATE": "It answers AUTHENTICATE: the session is not logged in.",
        "SELECT": "It answers SELECT: no mailbox is open now.",
        "APPEND": "It answers APPEND: the message was not stored.",
        "COPY": "It answers COPY: nothing was copied.",
        "MOVE": "It answers MOVE: the messages may not all have moved; list them before going on.",
    },
}


def refused(command: str, protocol: str) -> str:
    """What a failure in answer to ``command`` concerns, or nothing where that goes without saying."""
    verb = command.split(" ", 1)[0].upper()
    return _REFUSED.get(protocol, {}).get(verb, "")
