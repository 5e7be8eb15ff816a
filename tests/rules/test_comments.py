"""Where the quick fix writes a comment, and where it writes none because it would become part of the text."""

from __future__ import annotations

import pytest

from replycodes.detect.languages import language_of
from replycodes.rules.comments import suppress_here


def silenced(name, text, index):
    """The line or lines that the fix makes of a line; None where there is no fix."""
    lines = text.split("\n")
    fix = suppress_here(language_of(name), lines, index, "class-mismatch")
    if fix is None:
        return None
    (edit,) = fix.edits
    return lines[index][: edit.start] + edit.text + lines[index][edit.end :]


@pytest.mark.parametrize(
    ("name", "text", "index", "result"),
    [
        ("a.py", 'send("550")', 0, 'send("550")  # replycodes: ignore[class-mismatch]'),
        ("a.go", 'send("550")', 0, 'send("550")  // replycodes: ignore[class-mismatch]'),
        ("a.yaml", "a:\n  b: 550", 1, "  b: 550  # replycodes: ignore[class-mismatch]"),
        ("a.m4", "x 550", 0, "x 550  dnl replycodes: ignore[class-mismatch]"),
        ("main.conf", "reject = 550", 0, "# replycodes: ignore[class-mismatch]\nreject = 550"),
        ("a.properties", "reject=550", 0, "# replycodes: ignore[class-mismatch]\nreject=550"),
    ],
)
def test_a_comment_in_the_syntax_of_the_file(name, text, index, result):
    assert silenced(name, text, index) == result


@pytest.mark.parametrize(
    ("name", "text", "index"),
    [
        ("a.json", '{"code": 550}', 0),
        ("a.csv", "550,no", 0),
        ("mail.log", "550 no", 0),
        ("main.conf", "reject =\n  550", 1),
        ("a.yaml", "ehlo: |\n  250-a\n  250 b\nx: 1", 2),
        ("a.yaml", "ehlo: >-\n\n  250-a\n\n  250 b", 4),
        ("a.py", 'x = """\n550 no\n"""', 1),
        ("a.py", 'x = """550 no\n"""', 0),
        ("a.js", "x = `\n550 no`", 1),
        ("a.c", '#define X "550" \\\n "no"', 0),
    ],
)
def test_no_comment_where_it_would_be_text(name, text, index):
    assert silenced(name, text, index) is None


def test_a_long_string_that_is_closed_is_over():
    assert silenced("a.py", 'x = """\n550 no\n"""\nsend("550")', 3) is not None
    assert silenced("a.yaml", "ehlo: |\n  250 b\nx: 550", 2) is not None
