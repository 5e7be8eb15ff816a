"""Lines and blocks that are full of numbers: a table of numbers holds no codes, a record's codes are found however
many records stand on one line."""

from __future__ import annotations

import json
import random

import pytest

from replycodes.detect.tables import KEPT
from tests.detect.tiny import tiny_detector

ROWS = {
    "a number a line": "{}\n",
    "three numbers a line": "{} {} {}\n",
    "comma-separated values": "{},{},{}\n",
    "quoted values": '"{}","{}"\r\n',
    "lines that end in a hyphen": "{}-\n",
}


def _table(row: str, count: int) -> list[str]:
    rng = random.Random(3)
    return [row.format(*(rng.randrange(100, 560) for _ in range(row.count("{}")))) for _ in range(count)]


@pytest.mark.parametrize("name", ROWS)
def test_a_long_table_is_decided_from_its_head_alone(name: str) -> None:
    """After its head no number is weighed, and none is an occurrence."""
    detector = tiny_detector()
    lines = _table(ROWS[name], 400)
    profile = detector.profile("numbers.txt", "", lines)
    found = dict(detector.scan(lines, profile))
    assert all(index <= KEPT for index in found)
    for index in range(len(lines)):
        assert detector.line(lines, index, profile) == found.get(index, ())


@pytest.mark.parametrize("lines", [[*["550\\n\n"] * 64, "550"], [*["250-550\\n\n"] * 40, "250-"]])
def test_a_line_of_a_table_is_read_alone_as_among_others(lines: list[str]) -> None:
    """Line ends in literals stand between numbers as blanks do."""
    detector = tiny_detector()
    profile = detector.profile("mail.log", "", lines)
    found = dict(detector.scan(lines, profile))
    assert all(detector.line(lines, index, profile) == found.get(index, ()) for index in range(len(lines)))


def test_what_stands_behind_a_table_is_found() -> None:
    detector = tiny_detector()
    lines = [*_table("{} {} {}\n", 200), "550 5.1.1 no such user\n", "250 2.0.0 ok\n"]
    profile = detector.profile("mail.log", "", lines)
    assert [index for index, _ in detector.scan(lines, profile)][-2:] == [200, 201]


def test_an_empty_line_ends_a_table() -> None:
    detector = tiny_detector()
    lines = [*_table("{}\n", 200), "\n", *_table("{}\n", 100)]
    profile = detector.profile("numbers.txt", "", lines)
    found = dict(detector.scan(lines, profile))
    for index in range(190, 230):
        assert detector.line(lines, index, profile) == found.get(index, ())


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
def test_every_record_of_minified_json_has_its_code(separators: tuple[str, str]) -> None:
    codes = [random.Random(n).choice(["250", "421", "450", "550", "554"]) for n in range(500)]
    records = [{"smtpReplyCode": int(code), "to": f"u{n}@example.org"} for n, code in enumerate(codes)]
    line = json.dumps(records, separators=separators)
    detector = tiny_detector()
    profile = detector.profile("events.json", "json", [line])
    assert [one.code for one in detector.line([line], 0, profile)] == codes
