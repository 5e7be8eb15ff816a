"""``replycodes search``: hits for people and for programs."""

from __future__ import annotations

import json

from click.testing import CliRunner

from replycodes.cli.commands.search import command


def run(*arguments):
    return CliRunner().invoke(command, list(arguments))


def test_hits_are_shown_best_first_with_their_summary():
    result = run("mailbox", "full")
    assert result.exit_code == 0
    first, _, rest = result.output.partition("\n\n")
    assert first.startswith("5.2.2, 4.2.2 Mailbox full (SMTP)\n  ")
    assert "452 " in rest
    assert "552 " in rest


def test_what_is_no_standard_is_marked():
    assert "nonstandard)" in run("541").output
    assert "one vendor's meaning)" in run("5.7.606").output


def test_programs_get_json():
    hits = json.loads(run("--format", "json", "--limit", "2", "--protocol", "smtp", "greylisting").output)
    assert len(hits) == 2
    assert hits[0].keys() == {"kind", "protocol", "code", "codes", "text", "summary", "vendor", "score"}
    assert {hit["protocol"] for hit in hits} == {"smtp"}


def test_nothing_found_says_what_to_try():
    result = run("577")
    assert result.exit_code == 0
    assert "replycodes explain" in result.output
    assert run("\x1b[31mzzqqzz").output.count("\x1b") == 0


def test_an_empty_answer_is_an_empty_list_for_programs():
    assert json.loads(run("--format", "json", "zzqqzz").output) == []
