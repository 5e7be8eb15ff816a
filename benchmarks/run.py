"""Measures the server against a stock pygls server, the machine's limits and other language servers, in one run.

    python benchmarks/run.py [--quick] [--peers]

Compare ratios within one run; absolute figures are the machine's.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from editor import Editor, at, clock, did_open, typed
from peers import PEERS, Peer
from texts import mail_log

HERE = Path(__file__).parent
OURS = [sys.executable, "-I", "-m", "replycodes", "serve"]
STOCK = [sys.executable, str(HERE / "stock_server.py")]
SIZES = {"10 KB": 10_000, "1 MB": 1_000_000, "10 MB": 10_000_000, "50 MB": 50_000_000}
URI = "file:///var/log/mail.log"
PATTERN = rb"[^\w.][245][0-5]\d[ -]"


class Times(NamedTuple):
    """Milliseconds: the middle and the slow end."""

    p50: float
    p99: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Times:
        ordered = sorted(seconds)
        return cls(median(ordered) * 1e3, ordered[math.ceil(len(ordered) * 0.99) - 1] * 1e3)

    def __str__(self) -> str:
        return f"{self.p50:.3g} / {self.p99:.3g}"


class Session(NamedTuple):
    """What one server did with one document."""

    first_hover: float
    opened: float
    hover: Times
    completion: Times
    key_hover: Times
    key_problems: Times
    memory: float
    peak: float


def timed(action: Callable[[], object]) -> float:
    """Seconds that an action takes."""
    began = clock()
    action()
    return clock() - began


def ready(editor: Editor) -> None:
    """Begin a session and wait for all that a server does behind the answer to `initialize`: no document's cost."""
    editor.initialize()
    editor.write(did_open("file:///var/log/small.log", "said: 550 5.1.1 no\n"))
    editor.problems("file:///var/log/small.log", 1)
    editor.request("textDocument/hover", at("file:///var/log/small.log", 0, 7))


def cold_start(command: list[str], rounds: int) -> float:
    """Milliseconds from spawning the process to the answer to ``initialize``; the middle of some rounds."""

    def start() -> float:
        began = clock()
        with Editor(command) as editor:
            editor.initialize()
            return clock() - began

    return median(start() for _ in range(rounds)) * 1e3


def replies(text: str) -> list[tuple[int, int]]:
    """Places of replies in the lower half of a log."""
    lines = text.split("\n")
    places = [(n, line.index("said: ") + 7) for n, line in enumerate(lines) if "said: " in line]
    return places[len(places) // 2 :][:100]


def opening(command: list[str], message: bytes) -> float:
    """Seconds from opening a document to its problems, in a new process."""
    with Editor(command) as editor:
        ready(editor)
        return timed(lambda: (editor.write(message), editor.problems(URI, 1)))


def session(command: list[str], text: str, rounds: int) -> Session:
    """Open, hover, complete, type; open three more times, for the middle time to the problems and for the first hover."""
    places = replies(text)
    message = did_open(URI, text)
    with Editor(command) as editor:
        ready(editor)
        opened = timed(lambda: (editor.write(message), editor.problems(URI, 1)))
        memory, peak = editor.memory()
        hover, completion, key_hover, key_problems = [], [], [], []
        for version in range(2, rounds + 2):
            line, column = places[version % len(places)]
            hover.append(timed(lambda: editor.request("textDocument/hover", at(URI, line, column))))
            completion.append(timed(lambda: editor.request("textDocument/completion", at(URI, line, column))))
            began = clock()
            editor.notify("textDocument/didChange", typed(URI, version, line, 3, "x"))
            editor.request("textDocument/hover", at(URI, line, column + 1))
            key_hover.append(clock() - began)
            editor.problems(URI, version)
            key_problems.append(clock() - began)
    with Editor(command) as editor:
        ready(editor)
        first = timed(
            lambda: (editor.write(message), editor.request("textDocument/hover", at(URI, *places[0])))
        )
    opened = median([opened, opening(command, message), opening(command, message)])
    return Session(
        first * 1e3,
        opened * 1e3,
        *map(Times.of, (hover, completion, key_hover, key_problems)),
        memory,
        peak,
    )


def hovers_during_scan(command: list[str], text: str) -> tuple[Times, float]:
    """Hovers that are asked one after another while a document is examined; and the slowest."""
    places = replies(text)
    asked: list[float] = []
    with Editor(command) as editor:
        ready(editor)
        editor.write(did_open(URI, text))
        editor.request("textDocument/hover", at(URI, *places[0]))  # the text has arrived
        while not asked or not editor.has("textDocument/publishDiagnostics"):
            place = places[len(asked) % len(places)]
            asked.append(timed(lambda: editor.request("textDocument/hover", at(URI, *place))))
    return Times.of(asked), max(asked) * 1e3


def idle(command: list[str], text: str) -> float:
    """Share of a processor that an idle server with an open document takes, in %."""
    with Editor(command) as editor:
        editor.initialize()
        editor.write(did_open(URI, text))
        editor.problems(URI, 1)
        time.sleep(1)
        before = editor.processor_time()
        time.sleep(5)
        return (editor.processor_time() - before) / 5 * 100


def limits(text: str, path: Path) -> dict[str, float]:
    """What the machine can do at best with the same bytes, in ms."""
    body = json.dumps({"text": text}).encode()
    pattern = re.compile(PATTERN)
    found = {
        "json.loads of the message": min(timed(lambda: json.loads(body)) for _ in range(3)),
        "str.splitlines": min(timed(lambda: text.splitlines(True)) for _ in range(3)),
        "re.findall of a comparable pattern": timed(lambda: pattern.findall(text.encode())),
    }
    if rg := shutil.which("rg"):
        command = [rg, "-c", PATTERN.decode(), str(path)]
        found["rg -c of a comparable pattern"] = min(
            timed(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=False)) for _ in range(3)
        )
    return {name: seconds * 1e3 for name, seconds in found.items()}


def scan(folder: Path, jobs: int) -> float:
    """Seconds that ``replycodes scan`` takes for a folder of logs."""
    command = [sys.executable, "-I", "-m", "replycodes", "scan", "--format", "jsonl", "--jobs", str(jobs)]
    return timed(lambda: subprocess.run([*command, str(folder)], stdout=subprocess.DEVNULL, check=True))


def exponent(sizes: list[int], times: list[float]) -> float:
    """The growth exponent that fits times to sizes (least squares on logarithms)."""
    xs, ys = [math.log(size) for size in sizes], [math.log(value) for value in times]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return slope / sum((a - x) ** 2 for a in xs)


def table(head: list[str], rows: Iterable[list[object]]) -> None:
    """Print a Markdown table."""
    print("\n| " + " | ".join(head) + " |\n|" + " --- |" * len(head))
    for row in rows:
        cells = (f"{cell:.3g}" if isinstance(cell, float) else str(cell) for cell in row)
        print("| " + " | ".join(cells) + " |", flush=True)


def report_sizes(sizes: dict[str, int], rounds: int) -> None:
    """Every measure of a session at every size, for both servers."""
    texts = {name: mail_log(size) for name, size in sizes.items()}
    results: dict[str, tuple[Session, Session]] = {}
    for name, text in texts.items():
        stock_rounds = rounds if len(text) < 5_000_000 else max(3, rounds // 10)
        results[name] = session(STOCK, text, stock_rounds), session(OURS, text, rounds)
    rows: list[list[object]] = []
    for name, (stock, ours) in results.items():
        rows += [
            [name, "open to problems, ms", stock.opened, ours.opened, stock.opened / ours.opened],
            [
                name,
                "open to first hover, ms",
                stock.first_hover,
                ours.first_hover,
                stock.first_hover / ours.first_hover,
            ],
            [name, "hover p50 / p99, ms", stock.hover, ours.hover, stock.hover.p99 / ours.hover.p99],
            [
                name,
                "completion p50 / p99, ms",
                stock.completion,
                ours.completion,
                stock.completion.p99 / ours.completion.p99,
            ],
            [
                name,
                "key to hover p50 / p99, ms",
                stock.key_hover,
                ours.key_hover,
                stock.key_hover.p99 / ours.key_hover.p99,
            ],
            [
                name,
                "key to problems p50 / p99, ms",
                stock.key_problems,
                ours.key_problems,
                stock.key_problems.p99 / ours.key_problems.p99,
            ],
            [name, "memory after open, MB", stock.memory, ours.memory, stock.memory / ours.memory],
            [name, "memory at its peak, MB", stock.peak, ours.peak, stock.peak / ours.peak],
        ]
    table(["size", "measure", "stock", "replycodes", "times better"], rows)
    if len(sizes) < len(SIZES):
        return
    for index, who in enumerate(("stock", "replycodes")):
        large = [name for name, size in sizes.items() if size >= 1_000_000]  # below, the fixed costs speak
        grown = exponent([sizes[name] for name in large], [results[name][index].opened for name in large])
        print(f"\nGrowth of open-to-problems with size, {who}: exponent {grown:.2f}")


def report_large(text: str) -> None:
    """What matters at the largest size: answers during the examination, idleness, limits, throughput."""
    rows: list[list[object]] = []
    stock, ours = hovers_during_scan(STOCK, text), hovers_during_scan(OURS, text)
    rows.append(
        ["hover while the file is examined, p50 / p99, ms", stock[0], ours[0], stock[0].p99 / ours[0].p99]
    )
    rows.append(["slowest of them, ms", stock[1], ours[1], stock[1] / ours[1]])
    rows.append(["idle processor, %", idle(STOCK, text), idle(OURS, text), ""])
    table([f"at {len(text) / 1e6:.0f} MB", "stock", "replycodes", "times better"], rows)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "mail.log"
        path.write_text(text)
        table([f"limits at {len(text) / 1e6:.0f} MB", "ms"], [[*item] for item in limits(text, path).items()])
        path.unlink()
        count = os.cpu_count() or 1
        for number in range(8):
            (folder / f"mail.log.{number}").write_text(text[: len(text) // 8])
        one, all_ = scan(folder, 1), scan(folder, count)
        table(
            ["scan, 8 files", "seconds", "MB/s"],
            [
                ["one core", one, len(text) / one / 1e6],
                [f"{count} cores", all_, len(text) / all_ / 1e6],
                ["times faster", one / all_, ""],
            ],
        )


def report_peers(peers: list[Peer], rounds: int) -> None:
    """Start and hover of other language servers, each on a text of its own kind."""
    rows: list[list[object]] = []
    for peer in [Peer("replycodes", OURS, "mail.log", "log", mail_log(10_000), (0, 0)), *peers]:
        if shutil.which(peer.command[0]) is None:
            rows.append([peer.name, "not installed", "", ""])
            continue
        uri = f"file:///tmp/{peer.file}"
        with Editor(peer.command) as editor:
            editor.initialize()
            editor.write(did_open(uri, peer.text, peer.language))
            first = timed(lambda: editor.request("textDocument/hover", at(uri, *peer.place)))
            hover = [
                timed(lambda: editor.request("textDocument/hover", at(uri, *peer.place)))
                for _ in range(rounds)
            ]
            rows.append([peer.name, cold_start(peer.command, 3), first * 1e3, Times.of(hover)])
    table(
        ["server (10 KB of its own kind of text)", "start, ms", "first hover, ms", "hover p50 / p99, ms"],
        rows,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="nothing above 1 MB, few rounds")
    options = parser.parse_args()
    rounds = 20 if options.quick else 100
    sizes = dict(list(SIZES.items())[:2]) if options.quick else SIZES
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}"
    )
    stock, ours = cold_start(STOCK, 7), cold_start(OURS, 7)
    table(
        ["start to initialize", "ms"],
        [["stock", stock], ["replycodes", ours], ["replycodes / stock", ours / stock]],
    )
    report_sizes(sizes, rounds)
    report_large(mail_log(max(sizes.values())))
    report_peers(PEERS, rounds)


if __name__ == "__main__":
    main()
