"""``replycodes lint``: what is wrong with the codes in files, for people, programs and CI."""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Iterable, Iterator

import click

from replycodes.cli.inputs import Input, cores, find_inputs
from replycodes.cli.output import Remarks

_FORMATS = ["text", "json", "sarif", "github", "rdjsonl"]


class _RuleNames(click.ParamType[tuple[str, ...]]):
    """Rule ids separated by commas; a misspelt one is refused with the nearest."""

    name = "RULE,..."

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        from difflib import get_close_matches

        from replycodes.rules.registry import rules

        names = tuple(name.strip() for name in str(value).split(",") if name.strip())
        for name in names:
            if name not in rules():
                close = get_close_matches(name, rules(), 1)
                hint = f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(rules())}"
                self.fail(f"there is no rule {name!r}{hint}", param, ctx)
        return names


@click.command("lint", short_help="Report invented, contradictory and misplaced codes.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(["hint", "information", "warning", "error"]),
    default="warning",
    show_default=True,
    help="Exit with 1 when there is a problem at least as grave.",
)
@click.option("--select", type=_RuleNames(), default="", help="Only these rules, separated by commas.")
@click.option("--ignore", type=_RuleNames(), default="", help="Not these rules, separated by commas.")
@click.option("--fix", is_flag=True, help="Apply the fixes that cannot change what the author meant.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--stdin-name", default="-", metavar="NAME", help="What file standard input is, for '-'.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Processes; by default one per core.")
def command(
    paths: tuple[str, ...],
    form: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    diff: bool,
    stdin_name: str,
    jobs: int | None,
) -> None:
    """Report invented codes, contradictions and misplaced codes in PATHs.

    Exit status: 0 nothing at or above --fail-on, 1 problems, 2 wrong usage or unreadable input.
    """
    from replycodes.cli.linting import Problem, Selection, at_least, lint_inputs

    gc.enable()  # files may be many
    remarks = Remarks()
    inputs = [
        source._replace(name=stdin_name) if source.path is None else source
        for source in find_inputs(paths, remarks, honour_gitignore=True)
    ]
    selection = Selection(select, ignore)
    if fix or diff:
        from replycodes.cli.fixing import fix_inputs

        fix_inputs(inputs, selection, write=not diff, show=diff, say=remarks)
        if diff:
            sys.exit(2 if remarks.failed else 0)
    grave = False

    def noted(problems: Iterable[Problem]) -> Iterator[Problem]:
        nonlocal grave
        for problem in problems:
            grave |= at_least(problem.severity, fail_on)  # type: ignore[arg-type]
            yield problem

    problems = lint_inputs(inputs, selection, jobs or _jobs(inputs), remarks)
    importlib.import_module(f"replycodes.cli.lint_output.{form}").write(noted(problems), click.echo)
    sys.exit(2 if remarks.failed else 1 if grave else 0)


def _jobs(inputs: list[Input]) -> int:
    """As many processes as pay off: each costs a quarter of a second to start."""
    worth = sum(source.size for source in inputs) // (2 << 20)
    return max(1, min(cores(), worth))
