"""SMTP and FTP in one log: the sessions of live servers, cut into blocks and shuffled; the protocol stays right."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from replycodes.catalog.files import load_catalog, load_formats
from replycodes.detect.detector import Detector
from tests.detect import live_ftp, live_smtp
from tests.detect.live import Session

Line = tuple[str, str]  # text, protocol


def blocks(sessions: Iterable[Session], protocol: str, size: int) -> list[list[Line]]:
    lines = [(line, protocol) for session in sessions for line in session.text.rstrip("\n").split("\n")]
    return [lines[start : start + size] for start in range(0, len(lines), size)]


def share_right(detector: Detector, lines: list[Line]) -> float:
    texts = [text for text, _ in lines]
    profile = detector.profile("mixed.log", "log", texts)
    right = [
        occurrence.protocol == lines[index][1]
        for index, occurrences in detector.scan(texts, profile)
        for occurrence in occurrences
    ]
    return sum(right) / len(right)


def test_the_protocol_is_right_however_small_the_blocks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    detector = Detector(load_catalog(), load_formats())
    ftp = list(live_ftp.sessions(tmp_path, lambda: capsys.readouterr().out))
    smtp = list(live_smtp.sessions())
    for size, least in ((200, 0.985), (40, 0.975), (10, 0.945), (3, 0.90), (1, 0.92)):
        shuffled = blocks(smtp, "smtp", size) + blocks(ftp, "ftp", size)
        random.Random(size).shuffle(shuffled)
        share = share_right(detector, [line for block in shuffled for line in block])
        assert share >= least, f"blocks of {size} lines: {share:.3f}"
