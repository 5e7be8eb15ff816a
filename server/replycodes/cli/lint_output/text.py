"""For people: the source line, a caret below the code, the message, the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Console
from rich.text import Text

from replycodes.cli.linting import Problem

_STYLES = {"error": "bold red", "warning": "bold yellow", "information": "bold blue", "hint": "bold cyan"}
_AROUND = 60  # columns shown on either side of the code


def write(problems: Iterable[Problem], echo: Callable[[str], None]) -> None:
    """Print problems with their lines, on a terminal in colour, and how many there were."""
    console = Console(highlight=False, emoji=False, markup=False, soft_wrap=True)
    counts: dict[str, int] = {}
    files: set[str] = set()
    for problem in problems:
        counts[problem.severity] = counts.get(problem.severity, 0) + 1
        files.add(problem.path)
        for row in _rows(problem):
            console.print(row)
    if counts:
        said = ", ".join(
            f"{count} {severity}{_plural(severity, count)}" for severity, count in counts.items()
        )
        console.print(Text(f"{said} in {len(files)} file{'s' if len(files) > 1 else ''}", style="bold"))


def _plural(severity: str, count: int) -> str:
    return "s" if count > 1 and severity != "information" else ""


def _rows(problem: Problem) -> Iterable[Text]:
    finding = problem.finding
    first = Text(f"{problem.path}:{problem.line}:{finding.start + 1}: ", style="dim")
    first.append(problem.severity, style=_STYLES[problem.severity])
    first.append(f" {finding.message} ", style="not dim")
    first.append(f"[{finding.rule}]", style="cyan")
    yield first
    begin = max(0, finding.start - _AROUND)
    shown = "".join(c if c.isprintable() else " " for c in problem.text[begin : finding.end + _AROUND])
    yield Text(f"    {'…' if begin else ''}{shown}", style="default")
    indent = finding.start - begin + (1 if begin else 0)
    yield Text(
        "    " + " " * indent + "^" * max(1, finding.end - finding.start), style=_STYLES[problem.severity]
    )
    for fix in finding.fixes[:3]:
        yield Text(f"    fix: {fix.title}", style="dim")
