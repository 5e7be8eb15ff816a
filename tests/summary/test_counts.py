"""What is counted, against counts made by hand.

A case is a text and, below ``---``, all that must be counted: the number of replies and their time, each code with its
count (and the commonest wording, where it is claimed), destinations and servers as permanent, temporary, success.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.cli.scanning import detector
from replycodes.summary.collect import Collector
from replycodes.summary.model import Report
from replycodes.summary.report import report
from replycodes.text.lines import split_lines

FIXTURES = Path(__file__).parent.parent / "fixtures" / "summary"


def cases():
    for path in sorted(FIXTURES.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("=== ")[1:]:
            head, _, body = part.partition("\n")
            text, _, claims = body.partition("\n--- ")
            name, _, title = head.partition(": ")
            yield pytest.param(name, text + "\n", claims.strip().split("\n"), id=f"{path.stem}: {title}")


def report_of(name: str, text: str, **options) -> Report:
    lines = split_lines(text)
    profile = detector().profile(name, "", lines)
    collector = Collector(lines, profile, detector(), name)
    collector.add(detector().scan(lines, profile))
    return report(collector.tally, load_catalog(), [name], **options)


def counted(found: Report, claims: list[str]) -> list[str]:
    """The report in the form of the claims; what no claim is about (times, wordings, relays) is left out."""
    head = f"replies {found.replies}"
    if " at " in claims[0]:
        head += f", at {_time(found)}"
    wanted = {claim.partition(" x")[0] for claim in claims if ": " in claim}
    said = [head]
    for row in found.codes:
        wording = f": {row.wordings[0].text}" if row.label in wanted else ""
        said.append(f"{row.label} x{row.count}{wording}")
    said += [f"domain {_place(row)}" for row in found.domains]
    if any(claim.startswith("relay ") for claim in claims):
        said += [f"relay {_place(row)}" for row in found.relays]
    return said


def _time(found: Report) -> str:
    if not found.first:
        return "no time"
    return found.first if found.first == found.last else f"{found.first} to {found.last}"


def _place(row) -> str:
    return f"{row.name} {row.counts.permanent} {row.counts.temporary} {row.counts.success}"


@pytest.mark.parametrize(("name", "text", "claims"), list(cases()))
def test_counts_are_those_made_by_hand(name, text, claims):
    assert sorted(counted(report_of(name, text), claims)) == sorted(claims)


def test_pieces_of_a_log_give_the_counts_of_the_whole(tmp_path, monkeypatch):
    """Wherever the log is cut, a multi-line reply too, nothing is counted twice or lost."""
    from replycodes.cli import pieces
    from replycodes.cli.inputs import Input
    from replycodes.cli.reporting import tally_inputs

    text = "".join(
        case.values[1] for case in cases() if re.match(r"counts: (dsn|a multi|a session|qmail)", case.id)
    )
    log = tmp_path / "mixed.log"
    log.write_text(text, encoding="utf-8")

    def counts(size: int) -> dict[str, int]:
        monkeypatch.setattr(pieces, "HEAD", size)
        monkeypatch.setattr(pieces, "PIECE", size)
        tally = tally_inputs([Input(str(log), log, len(text))], 1, lambda *_: None, lambda _: None)
        assert tally.lines == text.count("\n")
        places = {domain: sum(counts.values()) for domain, counts in tally.domains.items()}
        return {codes.text: code.count for codes, code in tally.codes.items()} | places

    whole = counts(1 << 20)
    assert {size: counts(size) for size in (100, 200, 500)} == dict.fromkeys((100, 200, 500), whole)
