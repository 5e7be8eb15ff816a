"""Lines that look alike are decided alike, whichever came first."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from types import ModuleType

import pytest

from replycodes.detect import alike, context, evidence, vocabulary
from replycodes.detect.alike import Look, Looks
from replycodes.detect.formats import Formats
from replycodes.detect.identifiers import IDENTIFIER, ZEROS, mask, masked, names
from replycodes.detect.occurrence import Occurrence
from replycodes.detect.vocabulary import UNKNOWN, Vocabulary
from tests.detect.test_fixtures import CASES
from tests.detect.tiny import tiny_detector
from tests.marks import Case

_OTHER = str.maketrans("123456789", "214365978")
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ", "bcdefghijklmnopqrstuvwyzaBCDEFGHIJKLMNOPQRSTUVWYZA"
)
_WORD = re.compile(rb"[A-Za-z]+")
VOCABULARY: Vocabulary = tiny_detector()._scanner.looks.vocabulary
LOOKS = Looks(tiny_detector().codes, Formats(), few=0)


def look(line: bytes) -> Look | None:
    return LOOKS.of(line)


def another(digits: str) -> str:
    """Another number of three digits that is no code either: no two numbers have the same one."""
    kind = LOOKS.numbers[digits.encode()]
    like = [f"{n}" for n in range(100, 1000) if LOOKS.numbers[b"%d" % n] == kind]
    return like[(like.index(digits) + 7) % len(like)] if kind != digits.encode() else digits


def lookalike(line: str, codes: tuple[Occurrence, ...] = ()) -> str:
    """Another line of the same look: other digits, other letters in identifiers and in words that nobody knows, and, but for
    what was found, other numbers of three digits that are no codes."""
    data = line.encode("latin-1", "replace")
    if names(data) or look(data) is None:
        return line
    plain = IDENTIFIER.sub(mask, data.translate(ZEROS))
    kept = {at for found in alike._NUMBER.finditer(plain) if found.lastindex for at in range(*found.span())}
    chance = {at for found in IDENTIFIER.finditer(data.translate(ZEROS)) for at in range(*found.span())}
    for found in _WORD.finditer(plain):
        other = found.group().decode().translate(_LETTERS).encode()
        if VOCABULARY[found.group()] == VOCABULARY[other] == UNKNOWN:
            chance.update(range(*found.span()))
    chance.difference_update(at for found in alike._STATED.finditer(data) for at in range(*found.span(1)))
    spared = {one.start for one in codes}
    for number in alike._NUMBER.finditer(plain):
        at, end = number.span()
        if number.lastindex and end - at == 3 and at not in spared:
            line = line[:at] + another(line[at:end]) + line[end:]
    return "".join(
        character if at in kept else character.translate(_LETTERS if at in chance else {}).translate(_OTHER)
        for at, character in enumerate(line)
    )


def seen(line: str) -> Look | None:
    return look(line.encode("latin-1", "replace"))


def found_in(lines: list[str], case: Case) -> list[tuple[int, tuple[Occurrence, ...]]]:
    detector = tiny_detector()
    return detector.scan(lines, detector.profile(case.file_name, "", list(case.lines)))


LOGS = [case for case in CASES if case.file_name.endswith(".log")]


@pytest.mark.parametrize("case", LOGS, ids=lambda case: case.id)
def test_no_evidence_reads_what_a_look_leaves_out(case: Case) -> None:
    codes = dict(found_in(list(case.lines), case))
    others = [lookalike(line, codes.get(number, ())) for number, line in enumerate(case.lines)]
    assert [seen(line) for line in others] == [seen(line) for line in case.lines]
    assert found_in(others, case) == found_in(list(case.lines), case)


@pytest.mark.parametrize("case", LOGS, ids=lambda case: case.id)
def test_a_line_is_decided_as_if_its_like_had_never_been_seen(case: Case) -> None:
    detector = tiny_detector()
    detector._scanner.looks._few = 0
    lines = list(case.lines)
    profile = detector.profile(case.file_name, "", lines)
    detector.scan([lookalike(line) for line in lines], profile)
    assert detector.scan(lines, profile) == found_in(lines, case)


def test_identifiers_are_masked_and_nothing_else() -> None:
    line = "é 05T10:11:12 1rhRkA-0000000AbCd E623B1 kM421 mx2 550ms user42 550 5.1.1 世"
    assert masked(line) == "é 05T10:11:12 0xxxxx-0xxxxxxxxxx E000X0 kM421 mx2 550ms user42 550 5.1.1 世"
    assert masked("1rhRkA-wcUebk-Mx == 2024-10-11 4xx-code") == "0xxxxx-xxxxxx-xx == 2024-10-11 4xx-code"
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
        ("1rhRkA-wcUebk-Bc 550", "1AbCdE-FgHiJk-L0 550", True),
        ("zoe: 550 no", "kim: 550 no", True),
        ("zoe: 550 no", "ftp: 550 no", False),
        ("frank318@example.net 550", "frank419@example.net 550", True),
        ("frank318 550", "frank550 550", False),
        ("a1 NO [FOO] x", "a1 NO [BAR] x", False),
        ("said: no\\r\\n550", "said: no\\r\\n451", False),
        ("said: no\\n550.", "said: no\\n451.", False),
    ],
)
def test_a_look(one: str, other: str, alike: bool) -> None:
    assert (seen(one) == seen(other)) is alike


@pytest.mark.parametrize("package", [context, evidence])
def test_the_words_of_every_room_of_evidence_are_read(package: ModuleType) -> None:
    rooms = [
        import_module(f"{package.__name__}.{room.name}") for room in pkgutil.iter_modules(package.__path__)
    ]
    assert [room.__name__ for room in rooms if room not in vocabulary._WEIGHING] == []


def test_an_answer_from_other_lines_is_asked_anew() -> None:
    detector = tiny_detector()
    detector._scanner.looks._few = 0
    lines = ["EHLO x", "250 a", "250 b", "1 2 3", "230-x", "250 a", "230 y", "7 8", "250 a", "nothing"]
    profile = detector.profile("x.txt", "", lines)
    whole = dict(detector.scan(lines, profile))
    alone = {index: tiny_detector().line(lines, index, profile) for index in range(len(lines))}
    assert whole == {index: found for index, found in alone.items() if found}


def test_numbers_that_evidence_knows_are_told_apart() -> None:
    said = vocabulary._Texts([value for module in vocabulary._WEIGHING for value in vocabulary._own(module)])
    patterns = {"245"}  # [245], the classes of enhanced codes
    known = set(re.findall(r"(?<![\d{,\\x])[2-9]\d\d(?!\d)", "\n".join(said))) - patterns
    assert {number for number in known if LOOKS.numbers[number.encode()] != number.encode()} == set()


@pytest.mark.parametrize(
    "lines",
    [
        ["452said: 550", "452tbje: 550"],
        ["452 5.1.1(2160-250-", "452 5.1.1(1250-250-"],
        ["660361 452 dsn=", "550452 452 dsn="],
    ],
)
def test_no_line_is_decided_by_the_memory_of_another(lines: list[str]) -> None:
    detector = tiny_detector()
    detector._scanner.looks._few = 0
    for line in [*lines, *reversed(lines)]:
        alone = tiny_detector()
        around = ["x\n", f"{line}\n", "y\n"]
        profile = alone.profile("mail.log", "", ["postfix/smtp[1]: status=sent (250 2.0.0 Ok)\n"] * 20)
        assert detector.line(around, 1, profile) == alone.line(around, 1, profile)
