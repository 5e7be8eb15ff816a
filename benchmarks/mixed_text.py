"""How often the protocol is right where SMTP and FTP stand in one text.

The output of live servers and their clients (tests/detect/live*.py, and those of tests/daemons that are installed) is
cut into blocks of a few lines, the blocks of both protocols are shuffled into one text, and each code found in it is
asked for its protocol. The seeds are fixed; the captured text differs from run to run in ports and times only.

    python benchmarks/mixed_text.py [--daemons]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.detect import live_ftp, live_smtp
from tests.detect.live import Session

from replycodes.catalog.files import load_catalog, load_formats
from replycodes.detect.detector import Detector

WANTED = {200: 98.5, 40: 97.5, 10: 94.5, 3: 90.0, 1: 92.0}  # lines for each block: per cent right
SEEDS = range(10)

Line = tuple[str, str]  # protocol, text


def captured(daemons: bool) -> Iterator[Session]:
    """What the live servers and clients print."""
    yield from live_smtp.sessions()
    printed = io.StringIO()

    def take() -> str:
        text = printed.getvalue()
        printed.seek(0)
        printed.truncate()
        return text

    with contextlib.redirect_stdout(printed), tempfile.TemporaryDirectory() as folder:
        yield from live_ftp.sessions(Path(folder), take)
    if daemons:
        from tests.daemons import runs

        yield from runs.sessions()


def shuffled(sessions: list[Session], size: int, seed: int) -> list[Line]:
    """The lines of both protocols in blocks of ``size`` lines, in random order."""
    blocks: list[list[Line]] = []
    for protocol in ("smtp", "ftp"):
        lines = [(protocol, row) for s in sessions if s.protocol == protocol for row in s.text.splitlines()]
        blocks += [lines[i : i + size] for i in range(0, len(lines), size)]
    random.Random(seed).shuffle(blocks)
    return [line for block in blocks for line in block]


def judge(detector: Detector, lines: list[Line]) -> tuple[int, int]:
    """(codes found, of them in the right protocol)."""
    texts = [text for _, text in lines]
    profile = detector.profile("mixed.log", "plaintext", texts)
    found = right = 0
    for number, occurrences in detector.scan(texts, profile, 0, len(texts)):
        for occurrence in occurrences:
            found += 1
            right += occurrence.protocol == lines[number][0]
    return found, right


def main() -> int:
    """Print one figure for each size of block."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--daemons", action="store_true", help="with Debian's daemons (make test-daemons)")
    sessions = list(captured(parser.parse_args().daemons))
    detector = Detector(load_catalog(), load_formats())
    count = {p: sum(len(s.text.splitlines()) for s in sessions if s.protocol == p) for p in ("smtp", "ftp")}
    print(f"{count['smtp']} lines of SMTP, {count['ftp']} of FTP, {len(SEEDS)} shuffles for each size")
    enough = True
    for size, wanted in WANTED.items():
        results = [judge(detector, shuffled(sessions, size, seed)) for seed in SEEDS]
        found, right = (sum(r[i] for r in results) for i in (0, 1))
        share = 100 * right / found
        enough &= share >= wanted
        print(
            f"blocks of {size:3} lines: {share:5.1f} % right of {found // len(SEEDS)} codes (wanted {wanted} %)"
        )
    return 0 if enough else 1


if __name__ == "__main__":
    raise SystemExit(main())
