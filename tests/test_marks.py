"""The marked-text parser itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.marks import FixtureError, Mark, difference, parse_cases, render_case, update_marks

FILE = Path("postfix.txt")
TEXT = """\
What this file holds.

=== mail.log: the relay refused
Ärger: said: 550 5.1.1 User unknown
             ^^^ 550 reply smtp
                 ^^^^^ 5.1.1 enhanced smtp
second line

=== server.py: nothing here
    x = call()
        ^^^^^^
=== a.txt: two words
421 Service not available
    ^^^^^^^^^^^ Service not phrase
"""


def test_a_case_has_header_text_and_marks() -> None:
    first, second, third = parse_cases(TEXT, FILE)
    assert (first.file_name, first.title, first.line) == ("mail.log", "the relay refused", 3)
    assert first.lines == ("Ärger: said: 550 5.1.1 User unknown", "second line")
    assert first.marks == (Mark(0, 13, 16, "550 reply smtp"), Mark(0, 17, 22, "5.1.1 enhanced smtp"))
    assert first.rest(first.marks[1]) == "enhanced smtp"
    assert first.id == "postfix: the relay refused"
    assert second.marks == (), "carets without a claim are text (a traceback)"
    assert second.lines[1] == "        ^^^^^^"
    assert third.marked(third.marks[0]) == "Service not"


def test_a_tab_is_one_column() -> None:
    [case] = parse_cases("=== a.txt: tab\nResponse:\t530 no\n          ^^^ 530 reply ftp", FILE)
    assert case.marks == (Mark(0, 10, 13, "530 reply ftp"),)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("=== a.txt: t\n550 no\n ^^^ 550 reply smtp", "stand below '50 '"),
        ("=== a.txt: t\n550\n ^^^ 50 reply smtp", "stand below '50'"),
        ("=== a.txt: t\n550 no\n^^^ 5501 reply smtp", "begins with the marked text"),
        ("=== a.txt: t\n^^^ 550 reply smtp", "without a line above"),
        ("=== a.txt: t\nx\n=== b.txt: t\ny", "second case has the title 't'"),
    ],
)
def test_a_broken_fixture_is_said_with_its_place(content: str, message: str) -> None:
    with pytest.raises(FixtureError, match=r"postfix\.txt:\d+: ") as info:
        parse_cases(content, FILE)
    assert message in str(info.value)


def test_difference_shows_line_and_columns() -> None:
    case = parse_cases(TEXT, FILE)[0]
    assert difference(case, case.marks) == ""
    found = [case.marks[1], Mark(1, 0, 6, "second reply smtp")]
    assert difference(case, found).split("\n") == [
        "postfix.txt:3: mail.log: the relay refused",
        "   1 | Ärger: said: 550 5.1.1 User unknown",
        "     |              ^^^ 550 reply smtp   <- marked, not found",
        "   2 | second line",
        "     | ^^^^^^ second reply smtp   <- found, not marked",
    ]


def test_rendering_gives_the_text_back() -> None:
    for case in parse_cases(TEXT, FILE):
        assert render_case(case, case.marks) in TEXT


def test_update_rewrites_marks_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    update_marks(path, lambda case: case.marks)
    same = path.read_text(encoding="utf-8")
    assert parse_cases(same, FILE)[2].marks == parse_cases(TEXT, FILE)[2].marks
    assert same.startswith("What this file holds.\n\n=== mail.log")
    update_marks(path, lambda case: [])
    assert [case.marks for case in parse_cases(path.read_text(encoding="utf-8"), FILE)] == [(), (), ()]
