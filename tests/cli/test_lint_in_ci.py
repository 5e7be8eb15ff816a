"""``replycodes lint`` where nobody watches: SARIF, pre-commit, pipes, several processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from replycodes.cli.group import cli
from tests.cli.sarif_schema import SCHEMA
from tests.marks import read_cases

ROOT = Path(__file__).parents[2]
HOOKS = ROOT / ".pre-commit-hooks.yaml"
MOCK = 'smtp:\n  rcpt_to: {code: 599, text: "mailbox is full"}\n  data: "354 2.0.0 go ahead"\n'


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every text of the rules' fixtures as a file, names that URIs must escape among them."""
    folder = tmp_path_factory.mktemp("texts")
    for path in sorted((ROOT / "tests" / "fixtures" / "rules").glob("*.txt")):
        for number, case in enumerate(read_cases(path)):
            name = f"{path.stem} #{number} 100% é {case.file_name}"
            (folder / name).write_text(case.text + "\n", encoding="utf-8")
    return folder


def lint(*arguments: str, stdin: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["lint", *arguments], input=stdin)
    return done.exit_code, done.stdout


@pytest.mark.parametrize("path", [".", "absolute"])
def test_sarif_keeps_to_its_schema(texts: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(texts)
    log = json.loads(lint("--format", "sarif", str(texts) if path == "absolute" else path)[1])
    assert len(log["runs"][0]["results"]) > 100
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    if whole := os.environ.get("SARIF_SCHEMA"):
        jsonschema.validate(log, json.loads(Path(whole).read_text(encoding="utf-8")))


def test_sarif_without_a_problem_is_a_log_too(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("nothing\n")
    log = json.loads(lint("--format", "sarif", str(tmp_path))[1])
    jsonschema.validate(log, SCHEMA)
    assert log["runs"][0]["results"] == []


@pytest.mark.parametrize("form", ["json", "text", "sarif", "github", "rdjsonl"])
def test_several_processes_say_what_one_says(texts: Path, form: str) -> None:
    assert lint("--format", form, "--jobs", "3", str(texts)) == lint(
        "--format", form, "--jobs", "1", str(texts)
    )


def test_standard_input_is_read_like_a_file(tmp_path: Path) -> None:
    code, said = lint("--format", "json", "--stdin-name", "mock.yaml", "-", stdin=MOCK)
    (tmp_path / "mock.yaml").write_text(MOCK, encoding="utf-8")
    from_file = lint("--format", "json", str(tmp_path / "mock.yaml"))
    assert (code, [json.loads(row) | {"path": ""} for row in said.splitlines()]) == (
        from_file[0],
        [json.loads(row) | {"path": ""} for row in from_file[1].splitlines()],
    )
    assert {json.loads(row)["path"] for row in said.splitlines()} == {"mock.yaml"}


def hooks() -> list[dict[str, object]]:
    found: list[dict[str, object]] = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    return found


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: str(hook["id"]))
def test_the_hook_stops_a_commit_and_lets_a_clean_one_pass(tmp_path: Path, hook: dict[str, object]) -> None:
    """Run by pre-commit itself, with the program of this environment instead of one that pre-commit would install."""
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    git(tmp_path, "init", "-q", ".")
    config = {"repos": [{"repo": "local", "hooks": [hook | {"language": "system"}]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    mock = tmp_path / "mock.yaml"
    mock.write_text(MOCK, encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\x00599")
    git(tmp_path, "add", ".")
    failed = run_hooks(tmp_path)
    assert failed.returncode == 1
    assert "599 is an invented SMTP reply code" in failed.stdout
    assert ("354 2.0.0" in mock.read_text(encoding="utf-8")) == (hook["id"] == "replycodes")
    mock.write_text('smtp:\n  rcpt_to: {code: 552, text: "mailbox is full"}\n', encoding="utf-8")
    git(tmp_path, "add", ".")
    assert run_hooks(tmp_path).returncode == 0


def run_hooks(folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files"],
        cwd=folder,
        env={**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(folder.parent / "pre-commit")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
    )
