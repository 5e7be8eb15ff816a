"""Marked text: fixture files in which the expectation stands below the text that it is about.

A fixture file holds cases. A case is a header, the text of one file, and marks::

    === mail.log: the relay refused the recipient
    status=bounced (host mx.example said: 550 5.1.1 User unknown)
                                          ^^^ 550 reply smtp
                                              ^^^^^ 5.1.1 enhanced smtp

The header names the file and says what the case shows. A mark is a line of carets below the marked text, followed
by a claim, which begins by repeating the marked text, so that a caret one column off is noticed when the file is
read. Columns count code points; a tab is one column. A text line may have several marks, each on a line of its
own. What the rest of the claim says is the runner's business: this module knows text and columns only.

Lines before the first header are a comment. Blank lines at the end of a case do not belong to its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

HEADER = re.compile(r"=== (?P<file_name>[^\s:]+): (?P<title>\S.*)")
MARK = re.compile(r"(?P<indent>[ \t]*)(?P<carets>\^+) (?P<claim>\S.*)")


class FixtureError(Exception):
    """A fixture file that cannot be read as marked text."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A claim about a piece of a line; the claim begins with the marked text."""

    line: int  # 0-based, in the case's text
    start: int  # column of the first character, 0-based, in code points
    end: int  # exclusive
    claim: str

    def __str__(self) -> str:
        return " " * self.start + "^" * (self.end - self.start) + " " + self.claim


@dataclass(frozen=True, slots=True)
class Case:
    """The text of one file and what is claimed about it."""

    path: Path  # the fixture file
    line: int  # 1-based line of the header in the fixture file
    file_name: str
    title: str
    lines: tuple[str, ...]
    marks: tuple[Mark, ...]

    @property
    def id(self) -> str:
        """Unique among the fixture files of one folder."""
        return f"{self.path.stem}: {self.title}"

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def marked(self, mark: Mark) -> str:
        return self.lines[mark.line][mark.start : mark.end]

    def rest(self, mark: Mark) -> str:
        """The claim without the repeated text."""
        return mark.claim.removeprefix(self.marked(mark)).strip()


def read_cases(path: Path) -> list[Case]:
    """All cases of a fixture file."""
    return parse_cases(path.read_text(encoding="utf-8"), path)


def parse_cases(content: str, path: Path) -> list[Case]:
    cases: list[Case] = []
    for number, file_name, title, body in _sections(content):
        if any(case.title == title for case in cases):
            raise FixtureError(f"{path}:{number}: a second case has the title {title!r}; make it unique")
        lines, marks = _split(body, path, number)
        cases.append(Case(path, number, file_name, title, lines, marks))
    return cases


def _sections(content: str) -> Iterable[tuple[int, str, str, list[str]]]:
    """(line of the header, file name, title, lines below the header)."""
    rows = content.split("\n")
    headers = [(i, m) for i, row in enumerate(rows) if (m := HEADER.fullmatch(row))]
    ends = [i for i, _ in headers[1:]] + [len(rows)]
    for (i, m), end in zip(headers, ends, strict=False):  # no headers, no cases
        yield i + 1, m["file_name"], m["title"], rows[i + 1 : end]


def _split(body: list[str], path: Path, header: int) -> tuple[tuple[str, ...], tuple[Mark, ...]]:
    lines: list[str] = []
    marks: list[Mark] = []
    for number, row in enumerate(body, header + 1):
        m = MARK.fullmatch(row)
        if m is None:
            lines.append(row)
            continue
        if not lines:
            raise FixtureError(f"{path}:{number}: a mark without a line above it")
        mark = Mark(len(lines) - 1, m.start("carets"), m.end("carets"), m["claim"])
        marked = lines[-1][mark.start : mark.end]
        if len(marked) < mark.end - mark.start or not _repeats(mark.claim, marked):
            raise FixtureError(
                f"{path}:{number}: the carets stand below {marked!r}, but the claim is {mark.claim!r}; "
                "a claim begins with the marked text"
            )
        marks.append(mark)
    while lines and not lines[-1].strip():
        lines.pop()
    return tuple(lines), tuple(marks)


def _repeats(claim: str, marked: str) -> bool:
    return claim == marked or claim.startswith(marked + " ")


def difference(case: Case, found: Iterable[Mark]) -> str:
    """What separates the marks from what was found, for people; empty when nothing does."""
    expected, actual = set(case.marks), set(found)
    if expected == actual:
        return ""
    out = [f"{case.path}:{case.line}: {case.file_name}: {case.title}"]
    for number, line in enumerate(case.lines):
        missing = sorted(m for m in expected - actual if m.line == number)
        extra = sorted(m for m in actual - expected if m.line == number)
        if missing or extra:
            out.append(f"{number + 1:>4} | {_shown(line)}")
            out += [f"     | {mark}   <- marked, not found" for mark in missing]
            out += [f"     | {mark}   <- found, not marked" for mark in extra]
    return "\n".join(out)


def _shown(line: str) -> str:
    """One column for each code point, whatever it is."""
    return "".join(c if c.isprintable() else "·" for c in line)


def render_case(case: Case, marks: Iterable[Mark]) -> str:
    """The case with other marks, as it stands in a fixture file."""
    by_line: dict[int, list[Mark]] = {}
    for mark in sorted(marks):
        by_line.setdefault(mark.line, []).append(mark)
    rows = [f"=== {case.file_name}: {case.title}"]
    for number, line in enumerate(case.lines):
        rows.append(line)
        rows += [str(mark) for mark in by_line.get(number, ())]
    return "\n".join(rows)


def update_marks(path: Path, find: Callable[[Case], Iterable[Mark]]) -> None:
    """Rewrite the marks of a fixture file to what ``find`` answers; the difference is what gets reviewed."""
    content = path.read_text(encoding="utf-8")
    cases = parse_cases(content, path)
    comment = content.split("\n")[: cases[0].line - 1] if cases else content.split("\n")
    blocks = "\n\n".join(render_case(case, find(case)) for case in cases)
    path.write_text("\n".join([*comment, blocks]).rstrip("\n") + "\n", encoding="utf-8")
