"""Which hosts a line names as the author of a reply, and which it names for other reasons."""

from __future__ import annotations

import pytest

from replycodes.explain.speakers import linked_hosts, speaking_hosts

SPEAKING = {
    "Postfix gave the message to it": "to=<u@example.com>, relay=mx.example.net[192.0.2.1]:25, dsn=5.1.1",
    "Postfix quotes it": "status=bounced (host mx.example.net[192.0.2.1] said: 550 5.1.1 no)",
    "Sendmail gave the message to it": "to=<u@example.com>, mailer=esmtp, relay=mx.example.net. [192.0.2.1], stat=Deferred",
    "Sendmail's bounce": "... while talking to mx.example.net.:",
    "Exim's delivery": "** u@example.com R=r T=remote_smtp H=mx.example.net [192.0.2.1]: SMTP error",
    "OpenSMTPD": 'rcpt=<-> relay="192.0.2.1 (mx.example.net)" delay=1s result="PermFail"',
    "a delivery status notification": "Remote-MTA: dns; mx.example.net",
    "a transcript": "=== Connected to mx.example.net.",
    "a greeting": "220 mx.example.net ESMTP",
    "an Exchange report": "Generating server: MX.example.NET",
}
SILENT = {
    "Postfix refuses a client": "NOQUEUE: reject: RCPT from mx.example.net[192.0.2.1]: 450 4.7.1 no; helo=<mx.example.net>",
    "Postfix names a blocked client": "554 5.7.1 Client host [mx.example.net] blocked",
    "Sendmail refuses a client": "ruleset=check_rcpt, arg1=<u@example.com>, relay=mx.example.net [192.0.2.1], reject=550",
    "Sendmail takes a message": "from=<u@example.com>, size=1, relay=mx.example.net [192.0.2.1]",
    "Exim refuses a client": "H=mx.example.net [192.0.2.1] F=<> rejected RCPT <u@example.com>: no",
    "an address": "to=<u@mx.example.net> orig_to=<v@mx.example.net>",
    "the connection broke": "relay=mx.example.net[192.0.2.1]:25, status=deferred (lost connection with mx.example.net[192.0.2.1])",
    "a header": "Received: from mx.example.net (mx.example.net [192.0.2.1]) by here",
    "an Exchange report about another server": "Generating server: mx.example.net\nRemote Server returned '550 no'",
}


@pytest.mark.parametrize("line", SPEAKING.values(), ids=list(SPEAKING))
def test_a_host_that_spoke(line):
    assert set(speaking_hosts(line, "")) == {"mx.example.net"}


@pytest.mark.parametrize("line", SILENT.values(), ids=list(SILENT))
def test_a_host_that_did_not_speak(line):
    assert set(speaking_hosts(line, "")) == set()


def test_a_reply_signed_with_its_host():
    assert set(speaking_hosts("", "Access denied [MX.example.net 2026-11-21T10:00:00Z]")) == {
        "mx.example.net"
    }
    assert set(speaking_hosts("", "Access denied [mx.example.net] (in reply to RCPT TO)")) == {
        "mx.example.net"
    }
    assert set(speaking_hosts("", "client [mx.example.net] blocked")) == set()


def test_links():
    assert list(linked_hosts("see https://Help.example.net/why and http://example.org")) == [
        "help.example.net",
        "example.org",
    ]
