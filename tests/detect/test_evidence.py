"""Each piece of evidence for itself: what it says for the plainest true line, and for the plainest trap."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from replycodes.detect.codes import Codes
from replycodes.detect.evidence import enhanced, left, named, right, shape, touching, word_before
from replycodes.detect.evidence.keys import meaning
from replycodes.detect.site import Site, read_left, split_words
from tests.detect.tiny import tiny_catalog

CODES = Codes.of(tiny_catalog())
Weigh = Callable[[Site, Codes], float]


def site(text: str) -> Site:
    """The candidate stands between two bars: ``size=|550|``."""
    before, code, after = text.split("|", 2)
    return Site("enhanced" if "." in code else "reply", code, before, after, True, True)


FOR: list[tuple[Weigh, str]] = [
    (left.mark, "S: |550| no"),
    (left.mark, "<** |550| no"),
    (left.mark, "*resp* '|550| no'"),
    (named.key, "code: |550|"),
    (named.key, '"response": "|550| no"'),
    (named.key, "unknown_local_recipient_reject_code = |550|"),
    (named.key, "smtpstatus=|550| smtpmsg='x'"),
    (left.relation, "if code >= |500|:"),
    (left.argument, "reject(|550|, 'no')"),
    (left.introducer, "said: |550| no"),
    (left.introducer, "smtp;|550| no"),
    (word_before.word, "error |550|"),
    (word_before.word, "status=sent (|250| Ok"),
    (word_before.word, "reject(|550|, x)"),
    (word_before.command_field, '"RETR /x" |550| -'),
    (word_before.command_field, "2024-03-05 [42] 192.0.2.1 PASS |530|"),
    (left.opened, '"|550| no"'),
    (left.opened, "(SmtpReplyCode)|550|"),
    (left.line_start, "|550| no"),
    (left.line_start, "# |550| no"),
    (left.escape, "no mail\\n|550| no"),
    (right.enhanced_code, "|550| 5.1.1 no"),
    (right.enhanced_code, "|550|-5.7.26 no"),
    (right.enhanced_code, "|550| #5.1.0 no"),
    (right.enhanced_code, "(|550|, b'5.1.1 no')"),
    (right.text, "|550| no"),
    (right.text, "|250|-8BITMIME"),
    (right.phrase, "|550| mailbox unavailable"),
    (right.phrase, "a |550| reply"),
    (right.command, "|554| after DATA"),
    (right.closing, "(|550|)"),
    (shape.known, "|550|"),
    (enhanced.introducer, "dsn=|5.1.1|, status"),
    (enhanced.introducer, "Status: |5.1.1|"),
    (enhanced.introducer, "(#|5.1.1|)"),
    (enhanced.introducer, "REJECT |5.1.1| no"),
    (enhanced.reply, "550 |5.1.1| no"),
    (enhanced.reply, "(550, b'|5.1.1| no"),
    (enhanced.position, '"|5.1.1|"'),
    (enhanced.key, '"enhanced-code": "|5.1.1|"'),
    (enhanced.known, "|5.1.1|"),
    (enhanced.text, "|5.1.1| user unknown"),
]
AGAINST: list[tuple[Weigh, str]] = [
    (named.key, "size=|550|"),
    (named.key, "port: |465|"),
    (named.key, "MP_MAX_MESSAGES: |550|"),
    (named.key, '"subject": "|421| new offers"'),
    (left.relation, "if len(data) > |550|:"),
    (word_before.word, "port |465|"),
    (word_before.word, "lmtp(|550|)"),
    (word_before.word, "smtpd[|550|]"),
    (word_before.word, "RETR |550|"),
    (word_before.word, "exit code |221|"),
    (touching.number_before, "10:11:12,|550| INFO"),
    (touching.number_before, "4 |550| 7"),
    (touching.glue, "host-|550|"),
    (touching.glue, "10:|550|"),
    (touching.glue, "/|550|"),
    (touching.glue, "&#|250|;"),
    (touching.glue, "main.go:|550|: x"),
    (touching.glue, "Fixes #|534|"),
    (right.unit, "|550| bytes"),
    (right.unit, "|421| MB"),
    (right.text, "|501| max=500"),
    (right.arithmetic, "|550| * 1024"),
    (right.counts, "|250| delivered, 450 deferred"),
    (right.glue, "|550|px"),
    (right.glue, "|550|.5"),
    (right.glue, "|555|-0142"),
    (shape.known, "|567|"),
    (shape.round_number, "|250|"),
    (enhanced.glue, "foo-|5.1.1|"),
    (enhanced.glue, ">= |5.1.1|"),
    (enhanced.glue, "|5.1.1|-rc2"),
    (enhanced.version, "version |5.1.1|"),
    (enhanced.version, "1.5.1, |2.2.0|, 2.1.1"),
    (enhanced.version, "|5.1.1| released"),
    (enhanced.version, "|4.2.1|.  Reply codes"),
    (enhanced.known, "|5.99.1|"),
]


@pytest.mark.parametrize(("weigh", "text"), FOR, ids=lambda value: getattr(value, "__name__", value))
def test_it_speaks_for(weigh: Weigh, text: str) -> None:
    assert weigh(site(text), CODES) > 0


@pytest.mark.parametrize(("weigh", "text"), AGAINST, ids=lambda value: getattr(value, "__name__", value))
def test_it_speaks_against(weigh: Weigh, text: str) -> None:
    assert weigh(site(text), CODES) < 0


@pytest.mark.parametrize(("weigh", "text"), FOR, ids=lambda value: getattr(value, "__name__", value))
def test_no_veto_strikes_the_plainest_true_line(weigh: Weigh, text: str) -> None:
    asked = site(text)
    vetoes = (touching.glue, right.glue, right.unit) if asked.kind == "reply" else (enhanced.glue,)
    assert all(veto(asked, CODES) >= 0 for veto in vetoes)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reject_code", "code"),
        ("replyCode", "code"),
        ("smtpstatus", "code"),
        ("status", "weak"),
        ("status_code", "http"),
        ("smtp_status_code", "code"),
        ("max_messages", "number"),
        ("userid", "number"),
        ("USER_LOGGED_IN", "outcome"),
        ("mailboxUnavailable", "outcome"),
        ("frob", ""),
    ],
)
def test_what_a_key_means(name: str, expected: str) -> None:
    assert meaning(split_words(name)) == expected


def test_a_later_member_of_a_list_is_read_as_its_first() -> None:
    assert read_left("if code in (450, 451, ", True).last == "code"


def test_a_word_at_the_window_s_edge_may_be_cut() -> None:
    assert read_left("ize=", False).cut
    assert not read_left("size=", True).cut
