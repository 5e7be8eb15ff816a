"""Text that repeats itself is answered from its first period, and answered right."""

from __future__ import annotations

import random

import pytest

from replycodes.detect.occurrence import Occurrence
from replycodes.detect.runs import next_run
from replycodes.detect.session import AFTER, BEFORE
from replycodes.detect.verdicts import Forms
from replycodes.text.uncut import UncutLines
from tests.detect.tiny import tiny_detector

UNITS = {
    "one line": ["550 no\n"],
    "open replies": ["220-a\n", "550-b\n"],
    "mail sessions": ["C: DATA\n", "S: 354 go\n", "550 body\n", ".\n", "S: 250 ok\n"],
    "the same line twice": ["220-a\n", "x\n", "220-a\n", "220 b\n"],
    "a long period": [f"{code} line\n" for code in range(400, 459)],
    "a longer period": [f"{code}-line\n" for code in range(350, 550)],
}


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize("broken", [None, 300, 555])
def test_each_line_is_answered_as_if_asked_alone(name: str, broken: int | None) -> None:
    detector = tiny_detector()
    lines = UNITS[name] * (600 // len(UNITS[name]) + 1)
    if broken:
        lines[broken] = "250 something else\n"
    profile = detector.profile("session.txt", "", lines)
    for first, last in ((0, len(lines)), (130, len(lines) - 3)):
        found = dict(detector.scan(lines, profile, first, last))
        alone = {index: detector.line(lines, index, profile) for index in range(first, last)}
        assert found == {index: codes for index, codes in alone.items() if codes}
        pieces = [detector.scan(lines, profile, n, min(n + 90, last)) for n in range(first, last, 90)]
        assert found == dict(one for piece in pieces for one in piece)


def test_a_run_has_the_neighbourhood_of_the_period_above() -> None:
    rng = random.Random(7)
    for _ in range(60):
        unit = [rng.choice("ab") for _ in range(rng.randrange(1, 9))]
        lines = [rng.choice("ab") for _ in range(rng.randrange(90))] + unit * 60
        lines[rng.randrange(len(lines))] = "c"
        run = next_run(lines, 0, len(lines))
        if run:
            for index in range(run.first, run.last):
                like = index - run.period
                assert lines[index - BEFORE : index + AFTER + 1] == lines[like - BEFORE : like + AFTER + 1]
                assert like >= BEFORE
                assert index + AFTER < len(lines)


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize("broken", [None, 300, 555])
def test_text_that_is_not_cut_into_lines_has_the_same_answers(name: str, broken: int | None) -> None:
    detector = tiny_detector()
    lines = UNITS[name] * (600 // len(UNITS[name]) + 1)
    if broken:
        lines[broken] = "250 something else\n"
    profile = detector.profile("session.txt", "", lines)
    forms = Forms[Occurrence](lambda occurrence, _: occurrence)
    for first, last in ((0, len(lines)), (130, len(lines) - 3)):
        found = detector.scan(lines, profile, first, last)
        made = detector.made(UncutLines("".join(lines)), profile, first, last, forms)
        assert [(index, tuple(codes)) for index, codes in made] == found


COUNTING = {
    "open replies": "550-line {i}",
    "open replies of two codes": "220-a{i}\n550-b {i} of {j}",
    "text behind the number": "550-{i} no such user",
    "with enhanced codes": "550-5.1.1 user{i} unknown",
    "enhanced codes that count": "550-5.1.{i} unknown",
    "numbers before the code": "{i} 550-line",
    "numbers of three digits": "250-{k} messages",
    "commands between": "RETR file{i}\n550 file{i}: no such file\n226 {i} bytes",
    "tags": "550 a{i} NO [ALERT] x",
    "a status of a tag": "S: 250 {i} OK\nC: 12345 SELECT x",
    "words with digits": "550 utf{i} imap{i} x",
    "streams": "S: ftpd[{i}]: 550 line\nC: smtpd[{j}]: MAIL FROM:<a>",
    "rows": "550, {i}, {j}, 421, 226, 5",
    "dumps": "550 35 35 30 {i} 550",
}


@pytest.mark.parametrize("name", COUNTING)
@pytest.mark.parametrize(
    ("file", "first", "ends"), [("x.log", 0, "\n"), ("session.txt", 9_900, "\n"), ("a.py", 9_900, "\r\n")]
)
def test_lines_that_count_are_answered_as_if_asked_alone(name: str, file: str, first: int, ends: str) -> None:
    rng = random.Random(5)
    rows = [
        COUNTING[name].format(i=number, j=rng.randrange(1000, 2000), k=100 + number % 900)
        for number in range(first, first + 260)
    ]
    rows[170] = "250 something else"
    text = "\n".join([*rows, ""]).replace("\n", ends)
    lines = text.splitlines(keepends=True)
    detector = tiny_detector()
    profile = detector.profile(file, "", lines)
    found = detector.scan(lines, profile)
    alone = {index: detector.line(lines, index, profile) for index in range(len(lines))}
    assert dict(found) == {index: codes for index, codes in alone.items() if codes}
    forms = Forms[Occurrence](lambda occurrence, _: occurrence)
    made = detector.made(UncutLines(text), profile, 0, len(lines), forms)
    assert [(index, tuple(codes)) for index, codes in made] == found


def test_lines_that_count_are_a_run() -> None:
    lines = [f"550-line {number}\n" for number in range(1000, 3000)]
    run = next_run(lines, 0, len(lines))
    assert run
    assert (run.period, run.last) == (1, len(lines) - AFTER)
    assert run.first < 2 * BEFORE + 1
