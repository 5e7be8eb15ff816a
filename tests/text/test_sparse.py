"""Lines cut one by one from bytes are those that cutting the whole text gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replycodes.text import sparse, split_lines
from replycodes.text.sparse import SparseLines

DATA = st.text(alphabet=st.sampled_from("ab5 \n\r\x0b\u2028é😀"), max_size=40).map(str.encode)


@pytest.fixture(autouse=True, scope="module")
def _short_stretches():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sparse, "_STRETCH", 4)
        yield


@given(DATA.filter(SparseLines.possible), st.slices(20))
def test_lines_are_those_of_the_cut_text(data: bytes, asked: slice) -> None:
    lines, cut = SparseLines(data), split_lines(data.decode())
    assert len(lines) == len(cut)
    assert list(lines) == cut
    assert lines[asked] == cut[asked]


def test_bytes_that_are_no_text_are_replaced() -> None:
    data = b"a\xe2\x82\nb\xff\n\xc3"
    assert list(SparseLines(data)) == split_lines(data.decode("utf-8", "replace"))


def test_a_lone_carriage_return_ends_a_line() -> None:
    assert not SparseLines.possible(b"a\rb\r\n")
