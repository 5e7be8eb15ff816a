"""The command line's own words, as a terminal of 80 columns shows them."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from replycodes.cli.group import cli

COMMANDS = ("explain", "export", "lint", "report", "scan", "search", "serve", "site")


def said(*arguments: str) -> str:
    result = CliRunner().invoke(cli, list(arguments), terminal_width=80)
    assert result.exit_code == 0
    return result.output


def test_every_command_is_listed_with_a_whole_sentence() -> None:
    lines = said("--help").partition("Commands:\n")[2].splitlines()
    assert tuple(line.split()[0] for line in lines) == COMMANDS
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    assert said(command, "--help").startswith(f"Usage: cli {command} ")
