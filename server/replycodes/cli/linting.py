"""Rules over files: reads, detects, checks, one result per file, on one core or several."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from replycodes.cli.inputs import Input, Say
from replycodes.cli.pieces import decode
from replycodes.cli.workspaces import Surroundings, surroundings
from replycodes.detect.languages import language_of
from replycodes.disk.texts import encoding_of, is_binary
from replycodes.rules.document import TextDocument
from replycodes.rules.model import SEVERITIES, Edit, Finding, Severity, edited
from replycodes.rules.run import Checker
from replycodes.text.lines import split_lines

LARGEST = 256 << 20  # bytes; larger logs are for scan and report
_FAULTS_SAID = 5
_CHUNK = 8  # files a worker takes at once


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding with its place and severity."""

    path: str
    line: int  # 1-based
    severity: Severity
    finding: Finding
    text: str  # the line


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules are asked for; empty ``select`` means all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, rule: str) -> bool:
        return (not self.select or rule in self.select) and rule not in self.ignore


@dataclass(frozen=True, slots=True)
class Linted:
    """What one file gave."""

    problems: tuple[Problem, ...]
    remarks: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()  # of the workspace file: what it says may not hold


def lint_inputs(inputs: Sequence[Input], selection: Selection, jobs: int, say: Say) -> Iterator[Problem]:
    """The problems of all inputs in their order."""
    if jobs == 1 or len(inputs) <= _CHUNK:
        results: Iterable[Linted] = (lint_input(source, selection) for source in inputs)
        yield from _heard(results, say)
        return
    from concurrent.futures import ProcessPoolExecutor  # few inputs do without

    with ProcessPoolExecutor(jobs) as pool:
        yield from _heard(
            pool.map(lint_input, inputs, [selection] * len(inputs), chunksize=_CHUNK),
            say,
        )


def _heard(results: Iterable[Linted], say: Say) -> Iterator[Problem]:
    for result in results:
        for remark in result.remarks:
            say(remark, failed="unreadable" in remark)
        for fault in result.faults:
            say(fault, failed=True)
        yield from result.problems


def lint_input(source: Input, selection: Selection) -> Linted:
    """The problems of one file. Runs in a worker too: arguments and result are plain."""
    remarks: list[str] = []
    text = read_text(source, remarks)
    if text is None:
        return Linted((), tuple(remarks))
    around = surroundings(source.path)
    problems = tuple(lint_text(source.name, text, selection, around))
    return Linted(problems, tuple(remarks), _faults(around))


def _faults(around: Surroundings) -> tuple[str, ...]:
    """What is wrong with the workspace file, the first few in full."""
    faults = around.workspace.problems
    said = [str(fault) for fault in faults[:_FAULTS_SAID]]
    if len(faults) > _FAULTS_SAID:
        said.append(
            f"{faults[0].path}: {len(faults) - _FAULTS_SAID} more faults; an editor with replycodes shows them all"
        )
    return tuple(said)


def read_text(source: Input, remarks: list[str]) -> str | None:
    """The text of a file, or None and a remark."""
    if source.size > LARGEST:
        remarks.append(f"{source.name}: larger than {LARGEST >> 20} MB, not linted; scan reads it")
        return None
    try:
        data = source.path.read_bytes() if source.path else _standard_input()
    except OSError as error:
        remarks.append(f"{source.name}: unreadable: {(error.strerror or str(error)).lower()}")
        return None
    if is_binary(data[:8192]):
        remarks.append(f"{source.name}: binary file, skipped")
        return None
    encoding = encoding_of(data[:8192])
    if encoding == "utf-8":
        return decode(data, source.name, remarks.append)
    return data.decode(encoding, "replace")


def _standard_input() -> bytes:
    import sys

    return sys.stdin.buffer.read()


def lint_text(name: str, text: str, selection: Selection, around: Surroundings) -> Iterator[Problem]:
    """The problems of one text, from the top."""
    path = around.relative(name)
    said = around.workspace.file_rule(path)
    if said.exclude:
        return
    lines = split_lines(text)
    document = TextDocument(name, language_of(name), lines, around.detector, around.catalog, said)
    checker = Checker(document, around.workspace.severities)
    wrong = checker.check_found(document.found.items())
    found = checker.answered((line, finding) for line, findings in wrong for finding in findings)
    found.sort(key=lambda pair: (pair[0], pair[1].start))
    for line, finding in found:
        if selection.wants(finding.rule) and around.workspace.accepts(path, finding):
            severity = checker.severities[finding.rule]
            yield Problem(name, line + 1, severity, checker.proven(line, finding), lines[line].rstrip("\r\n"))


def at_least(severity: Severity, floor: Severity) -> bool:
    """Whether a severity is as grave as ``floor``."""
    return SEVERITIES.index(severity) >= SEVERITIES.index(floor)


def repaired(text: str, problems: Iterable[Problem], rules: Collection[str] = ()) -> tuple[str, int]:
    """The text with the safe fixes applied (for ``rules`` also their first fix), and how many there were.
    Edits that overlap an earlier one are left for the next run."""
    lines = split_lines(text)
    edits: list[Edit] = []
    count = 0
    for problem in problems:
        fixes = [fix for fix in problem.finding.fixes if fix.safe]
        if not fixes and problem.finding.rule in rules:
            fixes = list(problem.finding.fixes[:1])
        for fix in fixes[:1]:
            own = [replace(edit, line=problem.line - 1 + edit.line) for edit in fix.edits]
            if not any(_overlap(one, other) for one in own for other in edits):
                edits += own
                count += 1
    by_line: dict[int, list[Edit]] = {}
    for edit in edits:
        by_line.setdefault(edit.line, []).append(edit)
    for number, own in by_line.items():
        lines[number] = edited(lines[number], own)
    return "".join(lines), count


def _overlap(one: Edit, other: Edit) -> bool:
    return one.line == other.line and one.start < other.end and other.start < one.end


def write_back(path: Path, text: str) -> None:
    """Replace a file's text, keeping its line ends as they are in the text."""
    path.write_bytes(text.encode("utf-8"))
