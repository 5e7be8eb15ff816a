"""A Postfix log as a busy server writes it: whole lives of messages, a day's rhythm, many destinations, the same each time.

``python -m benchmarks.postfix_log 50 > mail.log`` writes about 50 MB. Names and addresses are the reserved ones.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate

_START = datetime(2024, 3, 4)
_RHYTHM = (2, 1, 1, 1, 1, 2, 4, 8, 14, 18, 18, 16, 13, 15, 17, 16, 14, 11, 8, 6, 5, 4, 3, 2)  # by hour
_WEEK = (1.0, 1.05, 1.0, 1.0, 0.9, 0.3, 0.25)
_ALPHABET = "BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789"

# What a destination says, how often: status, enhanced code, the words behind "said:".
_FAILURES = (
    (30, "bounced", "5.1.1", "550 5.1.1 <{to}>: Recipient address rejected: User unknown", "RCPT TO"),
    (8, "bounced", "5.1.1", "550-5.1.1 The email account that you tried to reach does not exist. Please try "
        "550-5.1.1 double-checking the recipient's email address for typos or 550 5.1.1 unnecessary spaces. {id} - gsmtp",
        "RCPT TO"),
    (7, "bounced", "5.0.0", "550 No such user here", "RCPT TO"),
    (6, "bounced", "5.7.1", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example.net", "RCPT TO"),
    (4, "bounced", "5.7.26", "550-5.7.26 This mail has been blocked because the sender is unauthenticated. "
        "550 5.7.26 {id} - gsmtp", "end of DATA"),
    (3, "bounced", "5.2.2", "552 5.2.2 <{to}> Quota exceeded (mailbox for user is full)", "end of DATA"),
    (3, "bounced", "5.3.4", "552 5.3.4 Message size exceeds fixed limit", "MAIL FROM"),
    (35, "deferred", "4.7.1", "450 4.7.1 <{to}>: Recipient address rejected: Greylisted for 300 seconds", "RCPT TO"),
    (9, "deferred", "4.2.2", "452 4.2.2 <{to}> Mailbox full", "RCPT TO"),
    (8, "deferred", "4.7.0", "421-4.7.0 Our system has detected an unusual rate of unsolicited mail. 421 4.7.0 {id} - gsmtp",
        "end of DATA"),
    (5, "deferred", "4.3.0", "451 4.3.0 Temporary lookup failure", "RCPT TO"),
)  # fmt: skip
_REFUSALS = (
    (50, "454 4.7.1 <{to}>: Relay access denied"),
    (30, "550 5.1.1 <{to}>: Recipient address rejected: User unknown in virtual mailbox table"),
    (25, "554 5.7.1 Service unavailable; Client host [{ip}] blocked using bl.example.net; listed"),
    (15, "450 4.7.25 Client host rejected: cannot find your hostname, [{ip}]"),
    (10, "450 4.1.8 <{sender}>: Sender address rejected: Domain not found"),
)


class _Log:
    """The clock and the names; lines come out with rising time stamps."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.now = _START
        self._domains = [f"d{number}.example.{'net' if number % 3 else 'com'}" for number in range(2000)]
        self._popularity = list(accumulate(1 / (rank + 1) for rank in range(len(self._domains))))

    def tick(self) -> None:
        """Time passes, faster at night and on Sunday."""
        load = _RHYTHM[self.now.hour] * _WEEK[self.now.weekday()]
        self.now += timedelta(seconds=self.random.expovariate(load / 45))

    def line(self, program: str, text: str) -> str:
        stamp = f"{self.now:%b} {self.now.day:2d} {self.now:%H:%M:%S}"
        return f"{stamp} mx1 postfix/{program}[{self.random.randrange(1200, 32000)}]: {text}\n"

    def queue_id(self) -> str:
        return "4T" + "".join(self.random.choices(_ALPHABET, k=12))

    def domain(self) -> str:
        return self.random.choices(self._domains, cum_weights=self._popularity)[0]

    def person(self) -> str:
        return f"user{int(self.random.paretovariate(0.6)) % 20000}"

    def ip(self) -> str:
        return f"198.51.100.{self.random.randrange(1, 255)}"


def lines(seed: int = 1) -> Iterator[str]:
    """Lines without end."""
    log = _Log(seed)
    while True:
        log.tick()
        kind = log.random.random()
        if kind < 0.20:
            yield from _refused(log)
        elif kind < 0.45:
            yield from _received(log)
        elif kind < 0.50:
            yield log.line(
                "anvil",
                f"statistics: max connection rate 4/60s for (smtp:{log.ip()}) at {log.now:%b %d %H:%M:%S}",
            )
        else:
            yield from _sent(log)


def _refused(log: _Log) -> Iterator[str]:
    ip, sender, to = log.ip(), f"{log.person()}@{log.domain()}", f"{log.person()}@example.org"
    text = _chosen(log, _REFUSALS)[1].format(to=to, ip=ip, sender=sender)
    yield log.line("smtpd", f"connect from unknown[{ip}]")
    yield log.line(
        "smtpd",
        f"NOQUEUE: reject: RCPT from unknown[{ip}]: {text}; from=<{sender}> to=<{to}> proto=ESMTP helo=<h{ip[11:]}.example.com>",
    )
    yield log.line("smtpd", f"disconnect from unknown[{ip}] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4")


def _received(log: _Log) -> Iterator[str]:
    ip, queue_id, to = log.ip(), log.queue_id(), f"{log.person()}@example.org"
    host = f"mx{ip[11:]}.{log.domain()}[{ip}]"
    yield log.line("smtpd", f"connect from {host}")
    yield log.line("smtpd", f"{queue_id}: client={host}")
    yield from _accepted(log, queue_id, f"{log.person()}@{log.domain()}")
    yield log.line(
        "lmtp",
        f"{queue_id}: to=<{to}>, relay=mail.example.org[private/dovecot-lmtp], delay=0.4, delays=0.3/0.02/0.03/0.05, "
        f"dsn=2.0.0, status=sent (250 2.0.0 <{to}> {log.queue_id()} Saved)",
    )
    yield log.line("qmgr", f"{queue_id}: removed")


def _accepted(log: _Log, queue_id: str, sender: str) -> Iterator[str]:
    yield log.line(
        "cleanup", f"{queue_id}: message-id=<{log.random.randrange(10**12)}@{sender.split('@')[1]}>"
    )
    size = int(log.random.lognormvariate(9.5, 1.3))
    yield log.line("qmgr", f"{queue_id}: from=<{sender}>, size={size}, nrcpt=1 (queue active)")


def _sent(log: _Log) -> Iterator[str]:
    queue_id, domain = log.queue_id(), log.domain()
    to, host = f"{log.person()}@{domain}", f"mx.{domain}[203.0.113.{log.random.randrange(1, 255)}]"
    yield log.line(
        "submission/smtpd",
        f"{queue_id}: client=desk.example.org[192.0.2.10], sasl_method=PLAIN, sasl_username={log.person()}",
    )
    yield from _accepted(log, queue_id, f"{log.person()}@example.org")
    head = f"{queue_id}: to=<{to}>, relay={host}:25, delay={log.random.randrange(3, 90) / 10}, delays=0.1/0.01/0.5/0.6"
    outcome = log.random.random()
    if outcome < 0.86:
        yield log.line("smtp", f"{head}, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as {log.queue_id()})")
    elif outcome < 0.88:
        away = f"connect to {host}:25: Connection timed out"
        yield log.line(
            "smtp",
            f"{queue_id}: to=<{to}>, relay=none, delay=30, delays=0.1/0.1/30/0, dsn=4.4.1, status=deferred ({away})",
        )
        return
    else:
        _, status, dsn, words, command = _chosen(log, _FAILURES)
        said = words.format(to=to, id=f"{log.random.randrange(16**12):012x}si{log.random.randrange(10**6)}.4")
        yield log.line(
            "smtp",
            f"{head}, dsn={dsn}, status={status} (host {host} said: {said} (in reply to {command} command))",
        )
        if status == "deferred":
            return
        yield log.line("bounce", f"{queue_id}: sender non-delivery notification: {log.queue_id()}")
    yield log.line("qmgr", f"{queue_id}: removed")


def _chosen(log: _Log, table: tuple[tuple, ...]) -> tuple:
    return log.random.choices(table, weights=[row[0] for row in table])[0]


def postfix_log(size: int, seed: int = 1) -> Iterator[str]:
    """Lines of about ``size`` bytes together."""
    written = 0
    for line in lines(seed):
        yield line
        written += len(line)
        if written >= size:
            return


if __name__ == "__main__":
    sys.stdout.writelines(postfix_log(int(float(sys.argv[1]) * 1024 * 1024)))
