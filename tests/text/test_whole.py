"""A text that is cut when nobody waits has the lines that cutting at once gives, however far the cutting has come."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replycodes.text import Document, Point, split_lines
from replycodes.text.uncut import UncutLines
from replycodes.text.whole import WholeText

TEXT = st.text(alphabet=st.sampled_from("ab5 \n\r\x0b\u2028é😀"), max_size=60).filter(UncutLines.possible)
NUMBERS = st.lists(st.integers(-70, 70))


@pytest.fixture(autouse=True, scope="module")
def _small_texts_count_as_large() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"LARGE": 0, "LONGEST": 1000, "_SPAN": 7, "_KEPT": 2, "_NEAR": 2}.items():
            patch.setattr(f"replycodes.text.whole.{name}", value)
        yield


@given(TEXT, NUMBERS)
def test_lines_are_those_of_the_cut_text(text: str, asked: list[int]) -> None:
    lines, cut = WholeText(text), split_lines(text)
    assert len(lines) == len(cut)
    assert list(lines) == cut
    assert lines[::2] == cut[::2]
    for first, last in itertools.pairwise(asked):
        assert lines[first:last] == cut[first:last]
    for index in asked:
        if -len(cut) <= index < len(cut):
            assert lines[index] == cut[index]
        else:
            with pytest.raises(IndexError):
                lines.__getitem__(index)


@given(TEXT)
def test_pieces_make_the_whole(text: str) -> None:
    lines, cut = WholeText(text), split_lines(text)
    first = 0
    while first < len(cut):
        piece = lines.piece(first)
        assert piece.start == first < piece.stop
        assert lines.begin(first) == sum(map(len, cut[:first]))
        assert lines.between(first, piece.stop) == "".join(cut[first : piece.stop])
        assert lines.between(max(0, first - 2), first) == "".join(cut[max(0, first - 2) : first])
        first = piece.stop
    assert first == len(cut)


@given(TEXT, st.lists(st.integers(0, 20), max_size=8))
def test_an_edit_finds_its_lines_however_far_the_cutting_has_come(text: str, steps: list[int]) -> None:
    document, at_once = Document(text), split_lines(text)
    assert document.whole is not None
    going_on = True
    for step in steps:
        assert document.cut(step) is going_on
        going_on = document.whole is not None
        assert list(document.lines) == at_once
    document.replace(Point(0, 0), Point(0, 0), "x")
    assert document.whole is None
    assert not document.cut(1)
    assert document.text == "x" + text


@pytest.mark.parametrize("text", ["a\rb\r\n", "a\n" + 1001 * "b", "a\r"])
def test_other_texts_are_cut_at_once(text: str) -> None:
    assert Document(text).whole is None
