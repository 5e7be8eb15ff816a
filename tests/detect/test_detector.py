"""The contracts of the detector: order of asking does not matter, any text is survived, columns are code points."""

from __future__ import annotations

import random

import pytest

from replycodes.detect.detector import AFTER, BEFORE
from tests.detect.tiny import tiny_detector

DETECTOR = tiny_detector()

MAIL = (
    "Feb 21 09:21:55 mx1 postfix/smtp[4242]: 4F1A2B: to=<u@example.net>, relay=mx.example.net[203.0.113.5]:25, "
    "delay=1.2, delays=0.1/0/0.5/0.6, dsn=5.1.1, status=bounced (host mx.example.net[203.0.113.5] said: 550 5.1.1 "
    "<u@example.net>: Recipient address rejected (in reply to RCPT TO command))"
)
PIECES = [
    MAIL,
    "Feb 21 09:21:56 mx1 postfix/smtpd[550]: connect from mx.example.net[192.0.2.1]:587",
    "220 mx.example.org ESMTP ready",
    "EHLO client.example.org",
    "250-mx.example.org",
    "250 SIZE 550",
    "RCPT TO:<x@example.org>",
    "550 5.1.1 User unknown",
    "DATA",
    "354 go ahead",
    "550 words of a message",
    ".",
    "220-Welcome",
    " 530 users connected today",
    "220 ready",
    "USER alice",
    "331 Please specify the password.",
    "a1 NO [AUTHENTICATIONFAILED] Authentication failed.",
    "* OK ready",
    "250 OK",
    "",
]


def codes(line: str, name: str = "mail.log") -> list[str]:
    lines = [line]
    return [o.code for o in DETECTOR.line(lines, 0, DETECTOR.profile(name, "log", lines))]


def test_a_postfix_bounce() -> None:
    assert codes(MAIL) == ["5.1.1", "550", "5.1.1"]


@pytest.mark.parametrize("seed", range(12))
def test_a_line_asked_alone_answers_as_in_a_scan(seed: int) -> None:
    chance = random.Random(seed)
    lines = [chance.choice(PIECES) for _ in range(300)]
    profile = DETECTOR.profile("session.txt", "plaintext", lines)
    whole = dict(DETECTOR.scan(lines, profile))
    for index in chance.sample(range(len(lines)), 40):
        assert DETECTOR.line(lines, index, profile) == whole.get(index, ())
    for first in range(0, len(lines), 7):
        for index, found in DETECTOR.scan(lines, profile, first, first + 7):
            assert whole[index] == found


@pytest.mark.parametrize(
    "lines",
    [
        ["550-x"] * 200 + ["RCPT TO:<a@example.org>", "250 ok"] + ["550-x"] * 90,
        ["220-hello"] * 150 + [" 530 users", "220 ready"] * 60,
        ["DATA", "354 go", *["550 words"] * 120, ".", "250 ok"],
        [*["250 ok"] * 100, "USER a", *["250 ok"] * 100],
    ],
)
def test_lines_that_repeat_are_answered_as_if_asked_alone(lines: list[str]) -> None:
    profile = DETECTOR.profile("session.txt", "plaintext", lines)
    whole = dict(DETECTOR.scan(lines, profile))
    assert [DETECTOR.line(lines, index, profile) for index in range(len(lines))] == [
        whole.get(index, ()) for index in range(len(lines))
    ]


def test_a_line_is_independent_of_lines_beyond_its_neighbourhood() -> None:
    chance = random.Random(5)
    lines = [chance.choice(PIECES) for _ in range(400)]
    profile = DETECTOR.profile("session.txt", "plaintext", lines)
    for index in chance.sample(range(len(lines)), 40):
        other = [MAIL] * len(lines)
        first, last = max(0, index - BEFORE), index + AFTER + 1
        other[first:last] = lines[first:last]
        assert DETECTOR.line(other, index, profile) == DETECTOR.line(lines, index, profile)


def test_a_table_of_numbers_holds_no_reply() -> None:
    assert codes(" ".join(str(number) for number in range(200, 560))) == []


def test_terminators_do_not_matter() -> None:
    plain = [*PIECES]
    profile = DETECTOR.profile("session.txt", "plaintext", plain)
    expected = DETECTOR.scan(plain, profile)
    for end in ("\n", "\r\n", "\r"):
        assert DETECTOR.scan([line + end for line in plain], profile) == expected


def test_columns_are_code_points() -> None:
    lines = ["😀 é 邮 S: 550 5.7.1 <x@example.org>: Relaying denied"]
    found = DETECTOR.line(lines, 0, DETECTOR.profile("mail.log", "log", lines))
    assert [lines[0][o.start : o.end] for o in found] == ["550", "5.7.1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00" * 500,
        "550",
        "5.",
        "5.1.1",
        "\ud800 550 5.1.1 User unknown \udfff",
        "\ufeff550 5.1.1 User unknown",
        "550-" * 1000,
        '"' * 1000 + "550" + "(" * 1000,
        "\r550 5.1.1 x\r\r",
        "2" * 10_000,
        "* OK " * 500,
    ],
)
def test_any_text_is_survived(text: str) -> None:
    lines = [text, text + "\n", ""]
    profile = DETECTOR.profile("", "", lines)
    for _, found in DETECTOR.scan(lines, profile):
        for occurrence in found:
            assert 0 <= occurrence.start < occurrence.end <= len(text)
    DETECTOR.why(lines, 0, profile)
    DETECTOR.parse(text)


def test_why_tells_accepted_and_refused() -> None:
    lines = [MAIL.replace("delay=1.2", "size=550")]
    profile = DETECTOR.profile("mail.log", "log", lines)
    candidates = DETECTOR.why(lines, 0, profile)
    assert [(c.code, c.accepted) for c in candidates if c.code in ("550", "5.1.1")] == [
        ("550", False),
        ("5.1.1", True),
        ("550", True),
        ("5.1.1", True),
    ]
    assert all(c.evidence for c in candidates)


def test_why_tells_of_codes_behind_a_written_line_end() -> None:
    lines = [r"host said: 550-5.1.1 no\n550 5.1.1 such user"]
    profile = DETECTOR.profile("mail.log", "log", lines)
    assert [c.code for c in DETECTOR.why(lines, 0, profile)] == ["550", "5.1.1"] * 2
