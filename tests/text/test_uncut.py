"""A text that is not cut has the lines that cutting gives, in whatever order they are asked for."""

from hypothesis import assume, given
from hypothesis import strategies as st

from replycodes.text import split_lines
from replycodes.text.lines import none_longer
from replycodes.text.uncut import UncutLines

TEXT = st.text(alphabet=st.sampled_from("ab5 \n\r\x0b\u2028é😀"), max_size=40)


@given(TEXT.filter(UncutLines.possible), st.lists(st.integers(0, 40)))
def test_lines_are_those_of_the_cut_text(text: str, asked: list[int]) -> None:
    lines, cut = UncutLines(text), split_lines(text)
    assert len(lines) == len(cut)
    assert list(lines) == cut
    assert lines[1:5] == cut[1:5]
    for index in asked:
        if index < len(cut):
            assert lines[index] == cut[index]


@given(TEXT.filter(UncutLines.possible), st.lists(st.integers(0, 40)))
def test_a_position_is_found_in_its_line(text: str, asked: list[int]) -> None:
    lines, cut = UncutLines(text), split_lines(text)
    for position in asked:
        if position < len(text):
            index, begin, end = lines.at(position)
            assert begin <= position < end
            assert text[begin:end] == cut[index]
            assert begin == sum(map(len, cut[:index])) == lines.begin(index)


@given(TEXT, st.integers(1, 9))
def test_a_longer_line_is_noticed(text: str, limit: int) -> None:
    assume(UncutLines.possible(text))
    longest = max(map(len, split_lines(text)))
    if none_longer(text, limit):
        assert longest <= limit
    else:
        assert longest >= limit


def test_a_lone_carriage_return_ends_a_line() -> None:
    assert not UncutLines.possible("a\rb\r\n")


def test_where_a_line_begins_is_the_same_with_and_without_a_table() -> None:
    text = "".join(f"line {number}\n" for number in range(1_000)) + "the last"
    near_the_ends, anywhere = UncutLines(text), UncutLines(text)
    assert anywhere[500] == "line 500\n"  # this one makes the table
    for index in (0, 1, 255, 256, 744, 745, 999, 1_000):
        assert near_the_ends.begin(index) == anywhere.begin(index)
