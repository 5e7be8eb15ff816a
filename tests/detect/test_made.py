"""What is made of codes in a text that is not cut into lines: the same codes as in its lines."""

from __future__ import annotations

import pytest

from replycodes.detect.detector import LONG, Forms
from replycodes.detect.occurrence import Occurrence
from replycodes.text import split_lines
from replycodes.text.uncut import UncutLines
from tests.detect.test_fixtures import CASES
from tests.detect.tiny import tiny_detector
from tests.marks import Case


def pairs(occurrence: Occurrence, text: str) -> tuple[Occurrence, str]:
    return occurrence, text


def check(name: str, text: str) -> None:
    detector = tiny_detector()
    lines = split_lines(text)
    profile = detector.profile(name, "", lines)
    found = detector.scan(lines, profile)
    wanted = [(index, [(one, lines[index][one.start : one.end]) for one in codes]) for index, codes in found]
    for given in (UncutLines(text), lines):
        assert list(detector.made(given, profile, 0, len(lines), Forms(pairs))) == wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_fixture_has_the_same_codes(case: Case) -> None:
    check(case.file_name, "\n".join(line.rstrip("\r\n") for line in case.lines))


def test_a_line_in_the_middle_has_its_neighbours() -> None:
    detector = tiny_detector()
    text = "220-a\r\n 550 é\r\n220 b\r\n" * 50
    lines = split_lines(text)
    profile = detector.profile("session.txt", "", lines)
    forms = Forms(lambda one, text: one)
    for first, last in ((0, 3), (70, 100), (149, 151)):
        made = [
            (index, tuple(codes))
            for index, codes in detector.made(UncutLines(text), profile, first, last, forms)
        ]
        assert made == detector.scan(lines, profile, first, last)


def test_a_long_line_is_examined_in_pieces() -> None:
    check(
        "mail.log", "x: 550 5.1.1 no\n" + "status=sent (250 2.0.0 Ok) " * (LONG // 20) + "\nx: 550 5.1.1 no\n"
    )


def test_what_is_left_out_is_left_out() -> None:
    detector = tiny_detector()
    lines = ["x = EnhancedCode{5, 1, 1} // 550 5.1.1 no\n"]
    profile = detector.profile("smtp.go", "go", lines)
    forms = Forms(lambda one, text: text if one.dotted else None)
    assert list(detector.made(lines, profile, 0, 1, forms)) == [(0, ["550", "5.1.1"])]
