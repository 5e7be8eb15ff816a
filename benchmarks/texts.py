"""Texts to measure with: mail logs of any size, the same for the same size."""

from __future__ import annotations

import random

_HOSTS = ["mx.example.net[203.0.113.5]", "mail.example.org[198.51.100.7]", "in.example.com[192.0.2.25]"]
_REPLIES = [
    (
        "5.1.1",
        "bounced",
        "550 5.1.1 <{to}>: Recipient address rejected: User unknown (in reply to RCPT TO command)",
    ),
    ("4.2.2", "deferred", "452 4.2.2 <{to}>: Mailbox full (in reply to RCPT TO command)"),
    ("5.7.1", "bounced", "554 5.7.1 Service unavailable; client blocked (in reply to RCPT TO command)"),
    ("4.7.1", "deferred", "450 4.7.1 <{to}>: Greylisted, try again later (in reply to RCPT TO command)"),
    ("5.7.26", "bounced", "550-5.7.26 This mail is unauthenticated (in reply to end of DATA command)"),
]


def mail_log(size: int, seed: int = 1) -> str:
    """A Postfix log of about ``size`` bytes in which a line in four holds a reply of a server."""
    rng = random.Random(seed)
    lines: list[str] = []
    length, clock = 0, 0
    while length < size:
        clock += rng.randrange(3)
        lines.append(_line(rng, clock))
        length += len(lines[-1])
    return "".join(lines)


def _line(rng: random.Random, clock: int) -> str:
    stamp = f"Feb {1 + clock // 86400 % 28:2d} {clock // 3600 % 24:02d}:{clock // 60 % 60:02d}:{clock % 60:02d} mx1"
    queue_id, pid = f"{rng.randrange(16**10):010X}", rng.randrange(300, 32000)
    to, host = f"user{rng.randrange(5000)}@example.net", rng.choice(_HOSTS)
    kind = rng.randrange(8)
    if kind < 2:
        enhanced, status, text = rng.choice(_REPLIES)
        delay = rng.randrange(1, 90) / 10
        return (
            f"{stamp} postfix/smtp[{pid}]: {queue_id}: to=<{to}>, relay={host}:25, delay={delay}, "
            f"delays=0.1/0/0.5/0.6, dsn={enhanced}, status={status} (host {host} said: {text.format(to=to)})\n"
        )
    if kind < 4:
        return (
            f"{stamp} postfix/smtp[{pid}]: {queue_id}: to=<{to}>, relay={host}:25, delay=1.2, "
            f"delays=0.1/0/0.5/0.6, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as {rng.randrange(16**8):08X})\n"
        )
    if kind == 4:
        return f"{stamp} postfix/smtpd[{pid}]: connect from unknown[192.0.2.{rng.randrange(256)}]\n"
    if kind == 5:
        return f"{stamp} postfix/qmgr[{pid}]: {queue_id}: from=<a@example.com>, size={rng.randrange(99999)}, nrcpt=1\n"
    if kind == 6:
        return (
            f"{stamp} postfix/cleanup[{pid}]: {queue_id}: message-id=<{rng.randrange(10**12)}@example.com>\n"
        )
    return (
        f"{stamp} postfix/smtpd[{pid}]: NOQUEUE: reject: RCPT from unknown[192.0.2.{rng.randrange(256)}]: 554 5.7.1 "
        f"<{to}>: Relay access denied; from=<b@example.org> to=<{to}> proto=ESMTP helo=<h{pid}>\n"
    )
