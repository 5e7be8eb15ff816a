"""A glance misses nothing: the problems of a log are the same whether its suspected lines are examined or all of them,
and whether the glance reads lines or the text that is not cut into lines."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from replycodes.catalog.files import load_catalog, load_formats
from replycodes.detect.detector import Detector
from replycodes.features.analysis import Analysis
from replycodes.features.policy import Policy
from replycodes.rules.registry import rules
from replycodes.text import Document
from tests.marks import read_cases

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").rglob("*.txt"))
FRAGMENTS = (
    "said: 550 5.1.1 no", "said: 599 what", "said: 550-5.7.1 no", "said: 250 4.1.1 what", "dsn=5.9.9,", "dsn=2.0.0,",
    "250-mx.example.org", "251-SIZE 1", "250-SIZE 1", "250 HELP", "550.  5.1.1", "777 never", "x=1.2.3.4", "[512]:",
    "211-Features:", " MDTM", "211 End", "<< 550 5.10.1 no", "\\n550-a\\n551 b", "a1 NO [ALERT] no", "* OK [READ-WRITE] x",
    "a2 OK [AUTHENTICATIONFAILED] no", "b'[OVERQUOTA] full'", "EnhancedCode{5, 9, 9}", "imap-login:", "229.Text", "421 4.4.2",
    "EHLO mx.example.org", "RCPT TO:<a@example.org>", "ftp> 226 done", "220 mx ESMTP", "354 go", "é 550 5.1.1 ü 499 x", "\t", "",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _only_suspected_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many lines are suspected, no others are examined."""
    monkeypatch.setattr("replycodes.features.analysis._RARE", 0)


@cache
def detector() -> Detector:
    return Detector(load_catalog(), load_formats())


def problems(text: str, name: str, glance: bool, policy: Policy | None = None) -> list[object]:
    analysis = Analysis(Document(text), detector(), load_catalog(), name, "", policy or Policy())
    if not glance:
        analysis.examine_all()
    while analysis.advance(500):
        pass
    return [(line, found) for line, found in analysis.problems()]


def agreed(text: str, name: str, policy: Policy | None = None) -> bool:
    """Whether all ways to the problems end at the same ones."""
    expected = problems(text, name, False, policy)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("replycodes.text.whole.LARGE", 0)
        patch.setattr("replycodes.text.whole._SPAN", 3_000)
        uncut = problems(text, name, True, policy)
    return problems(text, name, True, policy) == uncut == expected


def changed(text: str, rng: random.Random) -> str:
    """The text with digits, marks and whole lines changed."""
    lines = text.split("\n")
    for _ in range(len(lines) // 3 + 2):
        number = rng.randrange(len(lines))
        line = lines[number]
        column = rng.randrange(len(line) + 1)
        lines[number] = rng.choice(
            [
                lines[rng.randrange(len(lines))],
                line[:column] + rng.choice(" -.:5029[\\n") + line[column + 1 :],
                line[:column] + rng.choice(FRAGMENTS) + line[column:],
            ]
        )
    return "\n".join(lines)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_of_every_fixture_as_a_log_and_changed(path: Path) -> None:
    rng = random.Random(path.name)
    try:
        cases = read_cases(path)
    except Exception:
        cases = []
    for text in ["\n".join(case.lines) for case in cases] or [path.read_text("utf-8", "replace")]:
        for variant in (text, changed(text, rng)):
            assert agreed(variant, "any.log")


@pytest.mark.parametrize("seed", range(60))
def test_of_logs_made_of_pieces(seed: int) -> None:
    rng = random.Random(seed)
    prefix = rng.choice(["", "Feb  1 00:00:0{} mx postfix/smtp[5{}]: ", "S: ", "{}:"])
    chosen = rng.sample(FRAGMENTS, 12)
    text = "".join(
        prefix.format(rng.randrange(10), rng.randrange(10))
        + " ".join(rng.choice(chosen) for _ in range(rng.randrange(1, 4)))
        + rng.choice(["\n", "\n", "\n", "\r\n", "\r"])
        for _ in range(rng.randrange(1, 1500))
    )
    assert agreed(text, "mail.log")


def test_a_rule_that_says_nothing_has_every_line_examined() -> None:
    text = "said: 550 5.1.1 no\nx\n" * 400
    loud = Policy(severities=dict.fromkeys(rules(), "warning"))
    assert agreed(text, "mail.log", loud)
