"""Measures what hostile texts cost, in milliseconds of processor time for a megabyte of each.

python benchmarks/hostile.py [--size 300000] [--file x.log] [NAME ...]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.detect.hostile import NAMES, text

from replycodes.catalog.files import load_catalog, load_formats
from replycodes.catalog.model import Catalog
from replycodes.detect.detector import Detector
from replycodes.detect.profile import Profile
from replycodes.detect.verdicts import Forms
from replycodes.rules.document import TextDocument
from replycodes.rules.run import Checker
from replycodes.summary.collect import Collector
from replycodes.text import split_lines
from replycodes.text.uncut import UncutLines

COLUMNS = ("scan", "editor", "lint", "summary", "pasted", "slowest line", "slowest hover")
_LINES = 20  # asked one by one


class Subject:
    """One text, and all that can be asked about it."""

    def __init__(self, name: str, size: int, file: str, catalog: Catalog) -> None:
        self.text = text(name, size)
        self.file, self.catalog = file, catalog
        self.lines: Sequence[str] = split_lines(self.text)
        self.detector = Detector(catalog, load_formats())  # with empty memories
        self.profile: Profile = self.detector.profile(file, "", self.lines)
        self.found = self.detector.scan(self.lines, self.profile)

    def scan(self) -> None:
        """As the command line does."""
        detector = Detector(self.catalog, load_formats())
        lines = UncutLines(self.text) if UncutLines.possible(self.text) else self.lines
        forms = Forms[str](lambda one, code: code)
        for _ in detector.made(lines, self.profile, 0, len(lines), forms):
            pass

    def editor(self) -> None:
        """As the server does, all at once."""
        detector = Detector(self.catalog, load_formats())
        detector.scan(self.lines, detector.profile(self.file, "", self.lines))

    def lint(self) -> None:
        document = TextDocument(self.file, "", self.lines, self.detector, self.catalog)
        checker = Checker(document)
        wrong = checker.check_found(document.found.items())
        checker.answered((line, one) for line, findings in wrong for one in findings)

    def summary(self) -> None:
        Collector(self.lines, self.profile, self.detector, self.file, 0, None).add(self.found)

    def pasted(self) -> None:
        self.detector.parse(self.text)

    def line(self, index: int) -> None:
        self.detector.why(self.lines, index, self.profile)
        self.detector.near(self.lines, index, len(self.lines[index]) // 2, self.profile)

    def hover(self, number: int) -> None:
        index, occurrences = self.found[number]
        one = occurrences[len(occurrences) // 2]
        self.detector.context(self.lines, index, one, self.profile)


def took(action: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    began = time.process_time()
    action()
    return (time.process_time() - began) * 1e3


def slowest(action: Callable[[int], object], count: int) -> float:
    """Milliseconds of the slowest of some calls, spread over a range."""
    chosen = range(0, count, max(1, count // _LINES))
    return max((took(lambda: action(index)) for index in chosen), default=0.0)


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=300_000, help="code points of each text")
    parser.add_argument("--file", default="x.log", help="the name of the file that a text stands in")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    catalog = load_catalog()
    print("ms of processor time for a megabyte, and ms for the slowest of some single lines and hovers\n")
    print("| text | codes | " + " | ".join(COLUMNS) + " |\n|" + " --- |" * (len(COLUMNS) + 2))
    for name in options.names or NAMES:
        subject = Subject(name, options.size, options.file, catalog)
        megabytes = len(subject.text.encode()) / 1e6
        whole = (subject.scan, subject.editor, subject.lint, subject.summary, subject.pasted)
        cells = [took(action) / megabytes for action in whole]
        cells += [slowest(subject.line, len(subject.lines)), slowest(subject.hover, len(subject.found))]
        count = sum(len(occurrences) for _, occurrences in subject.found)
        print(f"| {name} | {count} | " + " | ".join(f"{cell:.3g}" for cell in cells) + " |", flush=True)


if __name__ == "__main__":
    main()
