"""Lines that look alike are decided alike, whichever came first."""

from __future__ import annotations

import pytest

from replycodes.detect.alike import _IDENTIFIER, _NUMBER, _ZEROS, Look, _names, look, masked
from replycodes.detect.occurrence import Occurrence
from tests.detect.test_fixtures import CASES
from tests.detect.tiny import tiny_detector
from tests.marks import Case

_OTHER = str.maketrans("123456789", "214365978")
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ", "bcdefghijklmnopqrstuvwyzaBCDEFGHIJKLMNOPQRSTUVWYZA"
)


def lookalike(line: str) -> str:
    """Another line of the same look, with other digits and other letters in its identifiers."""
    data = line.encode("latin-1", "replace")
    if _names(data) or look(data) is None:
        return line
    folded = data.translate(_ZEROS)
    kept = {at for found in _NUMBER.finditer(folded) if found.lastindex for at in range(*found.span())}
    names = {at for found in _IDENTIFIER.finditer(folded) for at in range(*found.span())}
    other = [
        character if at in kept else character.translate(_LETTERS if at in names else {}).translate(_OTHER)
        for at, character in enumerate(line)
    ]
    return "".join(other)


def seen(line: str) -> Look | None:
    return look(line.encode("latin-1", "replace"))


def found_in(lines: list[str], case: Case) -> list[tuple[int, tuple[Occurrence, ...]]]:
    detector = tiny_detector()
    return detector.scan(lines, detector.profile(case.file_name, "", list(case.lines)))


LOGS = [case for case in CASES if case.file_name.endswith(".log")]


@pytest.mark.parametrize("case", LOGS, ids=lambda case: case.id)
def test_no_evidence_reads_what_a_look_leaves_out(case: Case) -> None:
    others = [lookalike(line) for line in case.lines]
    assert [seen(line) for line in others] == [seen(line) for line in case.lines]
    assert found_in(others, case) == found_in(list(case.lines), case)


@pytest.mark.parametrize("case", LOGS, ids=lambda case: case.id)
def test_a_line_is_decided_as_if_its_like_had_never_been_seen(case: Case) -> None:
    detector = tiny_detector()
    lines = list(case.lines)
    profile = detector.profile(case.file_name, "", lines)
    detector.scan([lookalike(line) for line in lines], profile)
    assert detector.scan(lines, profile) == found_in(lines, case)


def test_identifiers_are_masked_and_nothing_else() -> None:
    line = "é 05T10:11:12 1rhRkA-0000000AbCd E623B1 kM421 mx2 550ms user42 550 5.1.1 世"
    assert masked(line) == "é 05T10:11:12 0xxXxX-0000000XxXx E000X0 kM421 mx2 550ms user42 550 5.1.1 世"
    assert masked("1rhRkA imap4rev1") == "1rhRkA imap4rev1"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("a[421]: 550 no", "a[422]: 550 no", False),
        ("550 no 12:13:14", "550 no 21:31:41", True),
        ("550 5.1.1 x", "550 5.1.2 x", False),
        ("from 192.0.2.130 550", "from 192.0.2.250 550", True),
        ("size=4711 550", "size=9999 550", True),
        ("size=4711 550", "size=47110 550", False),
        ("exim4 550", "exim5 550", False),
    ],
)
def test_a_look(one: str, other: str, alike: bool) -> None:
    assert (seen(one) == seen(other)) is alike
