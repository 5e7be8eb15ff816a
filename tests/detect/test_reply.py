"""The reply around an occurrence: its codes, text, lines, command, and what names its server."""

from __future__ import annotations

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.detect.detector import Detector


@pytest.fixture(scope="module")
def detector():
    return Detector(load_catalog())


def context(detector, text, code, *, name="", nth=0):
    """The context of the nth occurrence of ``code`` in a text."""
    lines = text.strip("\n").splitlines()
    profile = detector.profile(name, "", lines)
    places = [(n, o) for n, found in detector.scan(lines, profile) for o in found if o.code == code]
    index, occurrence = places[nth]
    return detector.context(lines, index, occurrence, profile)


POSTFIX = (
    "Feb 21 09:21:55 mx1 postfix/smtp[4242]: 4F1A2B: to=<u@example.net>, relay=mx.example.net[203.0.113.5]:25, "
    "delay=0.5, dsn=5.1.1, status=bounced (host mx.example.net[203.0.113.5] said: 550 5.1.1 <u@example.net>: "
    "Recipient address rejected (in reply to RCPT TO command))"
)


@pytest.mark.parametrize(("code", "nth"), [("550", 0), ("5.1.1", 0), ("5.1.1", 1)])
def test_every_code_of_a_postfix_line_belongs_to_the_same_reply(detector, code, nth):
    found = context(detector, POSTFIX, code, name="mail.log", nth=nth)
    assert (found.reply, found.enhanced, found.command) == ("550", "5.1.1", "RCPT")
    assert found.text == "<u@example.net>: Recipient address rejected)"
    assert "mx.example.net" in found.surroundings


def test_a_line_whose_codes_disagree_lends_nothing(detector):
    line = POSTFIX.replace("dsn=5.1.1", "dsn=4.1.1")
    assert context(detector, line, "4.1.1", name="mail.log").reply is None


SESSION = """
220 mx.example.net ESMTP
EHLO client.example.org
250-mx.example.net
250-SIZE 10240000
250 HELP
MAIL FROM:<a@example.org>
250 2.1.0 Ok
RCPT TO:<b@example.net>
550-5.7.26 This mail has been blocked because
550-5.7.26 the sender is unauthenticated.
550 5.7.26 See the help pages.
QUIT
221 2.0.0 Bye
"""


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_a_reply_over_several_lines_is_one(detector, nth):
    found = context(detector, SESSION, "550", nth=nth)
    assert found.lines == (8, 9, 10)
    assert (found.enhanced, found.command) == ("5.7.26", "RCPT")
    assert found.text == (
        "This mail has been blocked because\nthe sender is unauthenticated.\nSee the help pages."
    )
    assert "220 mx.example.net ESMTP" in found.surroundings


def test_commands_are_those_just_before(detector):
    assert context(detector, SESSION, "221").command == "QUIT"
    assert context(detector, SESSION, "220").command is None
    assert context(detector, SESSION, "250").command == "EHLO"


def test_a_pipelined_reply_has_no_certain_command(detector):
    text = "MAIL FROM:<a@example.org>\nRCPT TO:<b@example.net>\n250 2.1.0 Ok\n550 5.1.1 No such user"
    assert context(detector, text, "550").command is None


@pytest.mark.parametrize(
    ("line", "command"),
    [
        (
            "Feb 21 09:21:55 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 "
            "<b@example.net>: Relay access denied; from=<a@example.org> to=<b@example.net>",
            "RCPT",
        ),
        (
            "2026-11-21 10:00:00 1abcde-000001-AA ** b@example.net R=dnslookup T=remote_smtp H=mx.example.net "
            "[203.0.113.5]: SMTP error from remote mail server after RCPT TO:<b@example.net>: 550 5.7.1 No",
            "RCPT",
        ),
        (
            "2026-11-21 10:00:00 1abcde-000001-AA ** b@example.net H=mx.example.net [203.0.113.5]: SMTP error "
            "from remote mail server after end of data: 554 5.7.1 Spam",
            "DATA",
        ),
    ],
)
def test_logs_name_the_command(detector, line, command):
    code = "554" if "554" in line else "550"
    assert context(detector, line, code, name="mainlog").command == command


def test_lines_of_other_connections_prove_nothing(detector):
    log = (
        "Feb 21 09:21:54 mx1 postfix/smtp[7]: 1A: to=<x@gmail.com>, relay=gmail-smtp-in.l.google.com"
        "[192.0.2.7]:25, dsn=2.0.0, status=sent (250 2.0.0 OK gsmtp)\n" + POSTFIX
    )
    assert "google" not in context(detector, log, "550", name="mail.log").surroundings


REPORT = """
Reporting-MTA: dns; mx1.example.org
Arrival-Date: Sat, 21 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; b@example.net
Action: failed
Status: 5.2.2
Remote-MTA: dns; mx.example.net
Diagnostic-Code: smtp; 552 5.2.2 The mailbox you tried to reach
    is over its quota
"""


@pytest.mark.parametrize(("code", "nth"), [("552", 0), ("5.2.2", 0), ("5.2.2", 1)])
def test_a_delivery_report_is_read_as_a_block(detector, code, nth):
    found = context(detector, REPORT, code, name="bounce.eml", nth=nth)
    assert (found.reply, found.enhanced) == ("552", "5.2.2")
    assert found.text == "The mailbox you tried to reach\nis over its quota"
    assert "Remote-MTA: dns; mx.example.net" in found.surroundings


def test_a_status_and_its_response_code_belong_together(detector):
    found = context(detector, "a1 LOGIN u p\na1 NO [AUTHENTICATIONFAILED] Login failed", "NO")
    assert (found.status, found.response_code) == ("NO", "AUTHENTICATIONFAILED")
    assert found.text.endswith("Login failed")


def test_the_first_line_of_a_reply_may_stand_behind_words(detector):
    text = "Remote host said: 550-5.7.26 Unauthenticated email\n550-5.7.26 from example.org is\n550 5.7.26 refused - gsmtp"
    for nth in range(3):
        found = context(detector, text, "550", name="bounce.eml", nth=nth)
        assert found.lines == (0, 1, 2)
        assert found.text == "Unauthenticated email\nfrom example.org is\nrefused - gsmtp"


def test_of_several_failures_the_one_with_a_reason_is_read(detector):
    found = detector.parse(
        "<<< 550 5.0.0 <u@example.net>... User unknown\n550 5.1.1 <u@example.net>... User unknown"
    )
    assert found is not None
    assert found.enhanced == "5.1.1"


RECORDS = """
{"delivery-status": {
      "code": 550,
      "message": "5.1.1 The account does not exist",
      "enhanced-code": "5.1.1",
  },
  "other": {
      "code": 451
  }
}
"""


@pytest.mark.parametrize(("code", "nth"), [("550", 0), ("5.1.1", 0)])
def test_the_keys_of_one_record_belong_together(detector, code, nth):
    found = context(detector, RECORDS, code, name="event.json", nth=nth)
    assert (found.reply, found.enhanced) == ("550", "5.1.1")


def test_the_next_record_lends_nothing(detector):
    events = '{"code": 550, "message": "No MX"}\n{"code": 554, "message": "5.7.1 Blocked"}\n'
    assert context(detector, events, "550", name="events.json").enhanced is None
    text = "replies:\n  - code: 550\n    text: no\n  - code: 554\n    enhanced: 5.7.1\n"
    assert context(detector, text, "550", name="mock.yaml").enhanced is None
    assert context(detector, text, "554", name="mock.yaml").enhanced == "5.7.1"


def test_line_breaks_spelt_out_are_line_breaks(detector):
    line = r"smtp error: 550-5.1.1 The account does not exist.\n550 5.1.1 Check the spelling."
    assert context(detector, line, "550").text == "The account does not exist.\nCheck the spelling."


@pytest.mark.parametrize(
    ("text", "reply", "enhanced"),
    [
        (POSTFIX, "550", "5.1.1"),
        (SESSION, "550", "5.7.26"),
        (REPORT, "552", "5.2.2"),
        ("550-5.7.26 This mail has been blocked because the sender is unauthenticated.", "550", "5.7.26"),
        ("550 5.1.1 User unknown", "550", "5.1.1"),
        ("250 2.0.0 Ok: queued as 4F1A2B", "250", "2.0.0"),
        ("577 go away", "577", None),
        ("577", "577", None),
        ("< 2026-11-21 10:11:12.556 530 Login incorrect.", "530", None),
        ("it said 550-5.7.1 blocked", "550", "5.7.1"),
        ("the bounce shows 5.1.1", None, "5.1.1"),
    ],
)
def test_a_pasted_text_is_read_for_its_failure(detector, text, reply, enhanced):
    found = detector.parse(text)
    assert found is not None
    assert (found.reply, found.enhanced) == (reply, enhanced)


def test_a_pasted_line_of_imap_is_read(detector):
    found = detector.parse("1709633476.2 A5 NO [OVERQUOTA] Quota exceeded (mailbox is full)")
    assert found is not None
    assert (found.status, found.response_code, found.protocols) == ("NO", "OVERQUOTA", ("imap",))


@pytest.mark.parametrize("text", ["", "\n\n", "hello world", "listening on port 587"])
def test_a_text_without_a_code_has_no_reply(detector, text):
    assert detector.parse(text) is None


@pytest.mark.timeout(20)
@pytest.mark.parametrize("line", ["550-" * 50_000, "550 5.1.1 " * 20_000, "550 " + "x" * 500_000])
def test_long_lines_are_read_in_bounded_time(detector, line):
    detector.parse(line)


DELIVERY_REPORT = """
Subject: Undelivered Mail Returned to Sender

<u@example.net>: host mx.example.net[203.0.113.5] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command)

Final-Recipient: rfc822; u@example.net
Action: failed
Status: 4.2.2
Remote-MTA: dns; mx.example.net
Diagnostic-Code: smtp; 452 4.2.2 Mailbox full
"""


@pytest.mark.parametrize(("code", "nth"), [("452", 0), ("4.2.2", 0), ("4.2.2", 1), ("452", 1)])
@pytest.mark.parametrize(("action", "final"), [("failed", True), ("delayed", False)])
def test_a_delivery_report_tells_whether_the_sending_server_has_given_up(detector, code, nth, action, final):
    report = DELIVERY_REPORT.replace("failed", action)
    assert context(detector, report, code, name="bounce.eml", nth=nth).given_up is final


@pytest.mark.parametrize(
    ("line", "final"),
    [
        ("postfix/qmgr[9]: 4F1A2B: from=<a@example.org>, dsn=4.4.1, status=expired, returned to sender", True),
        ("postfix/smtp[9]: 4F1A2B: to=<u@example.net>, dsn=4.4.1, status=deferred (host said: 451 4.4.1 Later)", False),
        ("host mx.example.net said: 451 4.4.1 Later: retry timeout exceeded", True),
        ("deferral: Remote_host_said:_451_4.4.1_Later/Giving_up_on_203.0.113.5./", False),
    ],
)  # fmt: skip
def test_a_log_line_tells_whether_the_sending_server_has_given_up(detector, line, final):
    assert detector.parse(line).given_up is final


def test_a_pasted_bounce_tells_that_the_sending_server_has_given_up(detector):
    assert detector.parse(DELIVERY_REPORT.partition("\n\n")[2]).given_up
    assert not detector.parse(DELIVERY_REPORT.partition("\n\n")[2].replace("failed", "delayed")).given_up


def test_of_a_quoted_reply_the_code_that_names_a_reason_counts(detector):
    text = "Remote server returned '554 5.4.0 < #5.4.310 smtp;550 5.4.310 DNS domain example.com does not exist>'"
    found = detector.parse(text)
    assert (found.reply, found.enhanced) == ("550", "5.4.310")
