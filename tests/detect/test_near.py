"""What near windows decide by themselves, and how often they are asked."""

from __future__ import annotations

import pytest

from replycodes.detect.alike import Looks
from replycodes.detect.formats import read_formats
from replycodes.detect.near import REFUSED, NearWindows
from replycodes.detect.site import NEAR_LEFT
from replycodes.detect.verdicts import Verdict
from tests.detect.tiny import tiny_detector


class Counted(NearWindows):
    """Counts the windows that are weighed."""

    def __init__(self) -> None:
        codes, formats = tiny_detector().codes, read_formats({})
        super().__init__(codes, formats, Looks(codes, formats))
        self.weighed = 0

    def _decide(self, window: bytes, left: int) -> Verdict:
        self.weighed += 1
        return super()._decide(window, left)


def verdicts(near: NearWindows, line: str, *codes: str) -> list[Verdict]:
    """What is said of the places of some codes in a line."""
    raw = b"\n" * NEAR_LEFT + line.encode() + b"\n"
    return near.of(raw, [raw.index(code.encode()) for code in codes])


def test_addresses_behind_a_code_make_no_new_window() -> None:
    near = Counted()
    for user in ("ada", "bob", "carol", "dan.d", "e5"):
        line = f"RCPT from unknown[192.0.2.1]: 550 5.1.1 <{user}@example.org>: Unknown"
        assert all(verdict.protocols for verdict in verdicts(near, line, "550", "5.1.1"))
    assert near.weighed == 2


@pytest.mark.parametrize("line", ["said: no\\r\\n{}", "postfix/smtp[1]: x\\n{}", "4abc-def-{}: no", "({})"])
def test_windows_that_look_alike_keep_their_own_codes(line: str) -> None:
    near = Counted()
    near._look = Looks(tiny_detector().codes, read_formats({}), few=0).of
    for code in ("550", "451", "250"):
        assert all(one is REFUSED or one.code == code for one in verdicts(near, line.format(code), code))


def test_a_process_number_is_refused_without_being_weighed() -> None:
    near = Counted()
    assert verdicts(near, "mx postfix/smtpd[550]: connect", "550") == [REFUSED]
    assert near.weighed == 0


@pytest.mark.parametrize(
    "line",
    [
        "sm-mta[1]: x: stat=Deferred: 451 4.7.1 Greylisting in action",
        "mx relay=mx.example.org, statement: 451 4.7.1 Greylisting",
        "two lines of a reply, joined. 451 4.7.1 Greylisting",
    ],
)
def test_a_word_that_may_begin_before_the_window_leaves_nothing_to_the_context(line: str) -> None:
    near = Counted()
    raw = b"\n" * NEAR_LEFT + line.encode() + b"\n"
    at = raw.index(b"451")
    (verdict,) = near.of_cut_words(raw, [at], near.of(raw, [at]))
    assert verdict.protocols == ("smtp",)


def test_a_wider_window_at_the_head_of_a_block() -> None:
    near = Counted()
    raw = b"\n" * NEAR_LEFT + b"Status: 5.1.1\n"
    at = raw.index(b"5.1.1")
    assert near.of_cut_words(raw, [at], [near.verdict("enhanced", "5.1.1", cut=True)])[0].kind == "enhanced"
