"""Lines that are examined in pieces: every code is found, wherever the line is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replycodes.catalog.files import load_catalog
from replycodes.detect.detector import Detector
from replycodes.detect.long_lines import LONG, around, pieces

DETECTOR = Detector(load_catalog())
REPLY = "said: 550 5.1.1 User unknown "


@given(st.integers(0, 4 * LONG), st.sampled_from(["x", " ", "x ", "550 ", REPLY]))
def test_pieces_are_the_line(length: int, text: str) -> None:
    line = (text * (length // len(text) + 1))[:length]
    assert "".join(pieces(line)) == line
    for column in {0, length // 2, LONG - 1, LONG, LONG + 1, max(length - 1, 0), length}:
        place = around(line, column)
        piece = place.pieces[place.which]
        assert line.startswith(piece, place.start)
        assert not 0 <= column < length or place.start <= column < place.start + len(piece)
        assert length == 0 or piece == pieces(line)[[*starts(line)].index(place.start)]


def starts(line: str) -> list[int]:
    columns, column = [], 0
    for piece in pieces(line):
        columns.append(column)
        column += len(piece)
    return columns


def test_codes_in_a_long_line() -> None:
    line = REPLY * 4000
    profile = DETECTOR.profile("mail.log", "log", [line])
    found = DETECTOR.line([line], 0, profile)
    assert len(found) == 2 * 4000
    assert all(line[one.start : one.end] == one.code for one in found)
    one = found[5001]
    assert one in DETECTOR.near([line], 0, one.start, profile)
    assert DETECTOR.context([line], 0, one, profile).enhanced == "5.1.1"


def test_a_reply_beside_a_long_line_does_not_wait_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [REPLY * 4000, REPLY]
    profile = DETECTOR.profile("mail.log", "log", lines)
    code = DETECTOR.line(lines, 1, profile)[0]
    monkeypatch.setattr(DETECTOR, "_whole", lambda *_: pytest.fail("the long line was examined"))
    assert DETECTOR.context(lines, 1, code, profile).enhanced == "5.1.1"
