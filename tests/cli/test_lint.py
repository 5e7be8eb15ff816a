"""replycodes lint: what it prints in each format, its exit codes, its fixes."""

import json
import os
import subprocess

import pytest
from click.testing import CliRunner

from replycodes.cli.group import cli

MOCK = """class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if relay:
            return "550 4.7.1 Relaying denied"
        if full:
            return "599 5.2.2 Mailbox full"
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        return "354 2.0.0 go ahead"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "smtp_mock.py").write_text(MOCK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lint(*arguments, exit_code=None):
    done = CliRunner().invoke(cli, ["lint", *arguments])
    if exit_code is not None:
        assert done.exit_code == exit_code, done.output
    return done.stdout


def found(*arguments):
    return {
        (row["line"], row["rule"])
        for row in map(json.loads, lint("--format", "json", *arguments).splitlines())
    }


EXPECTED = {(4, "class-mismatch"), (6, "unknown-reply-code"), (10, "enhanced-code-not-allowed")}


def test_json_is_one_object_per_problem(folder):
    assert found(".") == EXPECTED


def test_text_shows_line_caret_rule_and_count(folder):
    text = lint(".", exit_code=1)
    assert 'return "599 5.2.2 Mailbox full"' in text
    assert "^^^" in text
    assert "[unknown-reply-code]" in text
    assert "3 warnings in 1 file" in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["."], 1),
        ([".", "--fail-on", "error"], 0),
        ([".", "--select", "reply-too-long"], 0),
        (["missing.py"], 2),
        ([".", "--select", "class-mismach"], 2),
        ([], 2),
    ],
)
def test_exit_codes(folder, arguments, code):
    lint(*arguments, exit_code=code)


def test_select_and_ignore(folder):
    assert found(".", "--select", "class-mismatch") == {(4, "class-mismatch")}
    assert found(".", "--ignore", "class-mismatch") == EXPECTED - {(4, "class-mismatch")}


def test_fix_repairs_what_is_safe_and_diff_changes_nothing(folder):
    diff = lint(".", "--diff")
    assert '+        return "354 go ahead"' in diff
    assert (folder / "smtp_mock.py").read_text(encoding="utf-8") == MOCK
    lint(".", "--fix", exit_code=1)
    assert (folder / "smtp_mock.py").read_text(encoding="utf-8") == MOCK.replace("354 2.0.0 go", "354 go")


def test_what_git_ignores_is_left_out_unless_it_is_named(folder):
    subprocess.run(["git", "init", "-q", "."], check=True)
    (folder / ".gitignore").write_text("smtp_*.py\n", encoding="utf-8")
    assert found(".") == set()
    assert found("smtp_mock.py") == EXPECTED


@pytest.mark.skipif(os.name == "nt", reason="no such path is possible")
@pytest.mark.timeout(60)
def test_folders_nested_without_end_are_said(folder):
    (folder / ".git").mkdir()
    for _ in range(1500):
        os.mkdir("a")
        os.chdir("a")
    os.chdir(folder)
    done = CliRunner().invoke(cli, ["lint", "."])
    subprocess.run(["rm", "-rf", "a"], check=True)  # what Python's own removal cannot do
    assert done.exit_code == 2
    assert "folders nested too deep" in done.output


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files")
@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", ["pipe", "device", "link", "folder"])
def test_a_gitignore_that_is_no_file_holds_nothing_up(folder, kind):
    (folder / ".git").mkdir()
    path = folder / ".gitignore"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        (folder / "patterns").write_text("*.py\n", encoding="utf-8")
        path.symlink_to("/dev/zero" if kind == "device" else "patterns")
    assert found(".") == EXPECTED


def test_the_workspace_file_is_heeded(folder):
    (folder / ".replycodes.yaml").write_text(
        'rules: {class-mismatch: off}\nreplies:\n  - {protocol: smtp, code: "599", text: "Full"}\n',
        encoding="utf-8",
    )
    assert found("smtp_mock.py") == {(10, "enhanced-code-not-allowed")}


def test_sarif_is_a_run_with_rules_and_results(folder):
    log = json.loads(lint(".", "--format", "sarif"))
    run = log["runs"][0]
    assert {result["ruleId"] for result in run["results"]} == {rule for _, rule in EXPECTED}
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_github_and_reviewdog(folder):
    assert "::warning file=smtp_mock.py,line=6,col=21,endColumn=24,title=unknown-reply-code::599" in lint(
        "smtp_mock.py", "--format", "github"
    )
    row = json.loads(lint("smtp_mock.py", "--format", "rdjsonl").splitlines()[0])
    assert row["location"]["range"]["start"] == {"line": 4, "column": 21}
