"""Lines that look alike are decided alike, whichever came first."""

from __future__ import annotations

import pytest

from replycodes.detect.alike import _IDENTIFIER, _TELLING, look, masked
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
    line = _IDENTIFIER.sub(lambda found: _other_name(found.group()), line)
    kept = {at for found in _TELLING.finditer(line) if found.lastindex for at in range(*found.span())}
    return "".join(
        character if at in kept else character.translate(_OTHER) for at, character in enumerate(line)
    )


def _other_name(name: str) -> str:
    return name if masked(name) == name else name.translate(_LETTERS)


def found_in(lines: list[str], case: Case) -> list[tuple[int, tuple[Occurrence, ...]]]:
    detector = tiny_detector()
    return detector.scan(lines, detector.profile(case.file_name, "", list(case.lines)))


LOGS = [case for case in CASES if case.file_name.endswith(".log")]


@pytest.mark.parametrize("case", LOGS, ids=lambda case: case.id)
def test_no_evidence_reads_what_a_look_leaves_out(case: Case) -> None:
    others = [lookalike(line) for line in case.lines]
    if [look(line) for line in others] != [look(line) for line in case.lines]:
        pytest.skip("a chance word of the vocabulary")
    assert found_in(others, case) == found_in(list(case.lines), case)


@pytest.mark.parametrize("case", LOGS, ids=lambda case: case.id)
def test_a_line_is_decided_as_if_its_like_had_never_been_seen(case: Case) -> None:
    detector = tiny_detector()
    lines = list(case.lines)
    profile = detector.profile(case.file_name, "", lines)
    detector.scan([lookalike(line) for line in lines], profile)
    assert detector.scan(lines, profile) == found_in(lines, case)


def test_identifiers_are_masked_and_nothing_else() -> None:
    line = "05T10:11:12 1rhRkA-0000000AbCd kM4210550 mx2 imap4rev1 550ms user42 550 5.1.1"
    assert masked(line) == "05T10:11:12 0xxXxX-0000000XxXx xX0000000 mx2 imap4rev1 550ms user42 550 5.1.1"


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
    assert (look(one) == look(other)) is alike
