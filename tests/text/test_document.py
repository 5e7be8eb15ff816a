"""The text layer against the plain truth: the same edits on one string."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replycodes.text import Document, Encoding, Point, content_length, split_lines

LINE_END = re.compile(r"\r\n|\n|\r")
ODD = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
TEXT = st.text(alphabet=st.sampled_from("ab5 \r\n" + ODD + "é€😀\ud83d\ude00\x00\u0301"), max_size=30)
ENCODINGS = st.sampled_from(list(Encoding))


def truth_lines(text: str) -> list[str]:
    lines, start = [], 0
    for match in LINE_END.finditer(text):
        lines.append(text[start : match.end()])
        start = match.end()
    return [*lines, text[start:]]


def truth_offset(text: str, encoding: Encoding, line: int, units: int) -> int:
    """The offset of an editor's position, found character by character."""
    lines = truth_lines(text)
    if line < 0:
        return 0
    if line >= len(lines):
        return len(text)
    offset = sum(len(before) for before in lines[:line])
    taken = 0
    for char in LINE_END.sub("", lines[line]):
        width = {
            Encoding.UTF8: len(char.encode("utf-8", "surrogatepass")),
            Encoding.UTF16: 2 if char > "\uffff" else 1,
            Encoding.UTF32: 1,
        }[encoding]
        if taken + width > units:
            break
        taken += width
        offset += 1
    return offset


@given(TEXT)
def test_lines_end_where_editors_end_them(text: str) -> None:
    assert split_lines(text) == truth_lines(text)


@pytest.mark.parametrize("char", ODD)
def test_other_breaks_end_no_line(char: str) -> None:
    assert split_lines(f"a{char}b\nc{char}") == [f"a{char}b\n", f"c{char}"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", [""]), ("\n", ["\n", ""]), ("a\r\rb", ["a\r", "\r", "b"]), ("a\r\n", ["a\r\n", ""])],
)
def test_the_empty_last_line_is_kept(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


EDIT = st.tuples(st.integers(-1, 12), st.integers(-1, 12), st.integers(-1, 12), st.integers(-1, 40), TEXT)


@given(TEXT, ENCODINGS, st.lists(EDIT, max_size=12))
def test_any_sequence_of_edits_gives_the_clients_text(
    text: str, encoding: Encoding, edits: list[tuple[int, int, int, int, str]]
) -> None:
    document = Document(text, encoding)
    for line, column, end_line, end_column, new in edits:
        offsets = sorted(
            truth_offset(text, encoding, *place) for place in [(line, column), (end_line, end_column)]
        )
        before = list(document.lines)
        splice = document.replace(document.point(line, column), document.point(end_line, end_column), new)
        text = text[: offsets[0]] + new + text[offsets[1] :]
        assert document.text == text
        assert document.lines == truth_lines(text)
        rest = before[: splice.first] + before[splice.first + splice.removed :]
        kept = document.lines[: splice.first] + document.lines[splice.first + splice.added :]
        assert rest == kept
        assert len(document.lines) == len(before) - splice.removed + splice.added


@given(TEXT, TEXT)
def test_a_whole_new_text_keeps_equal_lines(old: str, new: str) -> None:
    document = Document(old)
    before = document.lines
    splice = document.replace_all(new)
    assert document.lines == truth_lines(new)
    assert before[: splice.first] == document.lines[: splice.first]
    assert before[splice.first + splice.removed :] == document.lines[splice.first + splice.added :]


@given(TEXT, ENCODINGS, st.integers(0, 5), st.integers(0, 40))
def test_positions_come_back(text: str, encoding: Encoding, line: int, units: int) -> None:
    document = Document(text, encoding)
    point = document.point(line, units)
    assert document.point(point.line, document.units(point)) == point


def test_positions_are_clamped() -> None:
    document = Document("ab\r\ncd")
    assert document.point(0, 99) == Point(0, 2)
    assert document.point(9, 0) == Point(1, 2)
    assert document.point(-1, 5) == Point(0, 0)
    assert document.point(2**40, 2**40) == Point(1, 2)


def test_a_position_inside_a_character_is_its_start() -> None:
    document = Document("a😀b")
    assert document.point(0, 2) == Point(0, 1)
    assert Document("a😀b", Encoding.UTF8).point(0, 4) == Point(0, 1)


@pytest.mark.parametrize(("line", "length"), [("ab\r\n", 2), ("ab\n", 2), ("ab\r", 2), ("ab", 2), ("", 0)])
def test_content_length(line: str, length: int) -> None:
    assert content_length(line) == length
