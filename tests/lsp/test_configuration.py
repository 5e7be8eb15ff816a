"""Settings and workspace files over real stdio: asked for, sent, changed while documents are open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import Client, edit

MOCK = 'smtp:\n  mail: {code: 250, text: Ok}\n  data: {code: 354, text: Go on}\n  rcpt_to: {code: 599, text: "mailbox is full"}\n'
ASKS = {"workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}}}


def answer_configuration(client: Client, value: Any) -> None:
    request = client.wait(lambda m: m.get("method") == "workspace/configuration")
    client.send({"jsonrpc": "2.0", "id": request["id"], "result": [value]})


def rules_of(problems: list[dict[str, Any]]) -> list[str]:
    return [problem["code"] for problem in problems if "code" in problem]


def test_settings_are_asked_for_and_change_live(fresh: Client) -> None:
    uri = "file:///mock/smtp.yaml"
    fresh.initialize(ASKS)
    answer_configuration(fresh, {"rules": {"unknown-reply-code": "error"}})
    fresh.open(uri, MOCK, "yaml")
    assert [p["severity"] for p in fresh.diagnostics(uri)] == [1]
    fresh.notify("workspace/didChangeConfiguration", {"settings": None})
    answer_configuration(fresh, {"rules": {"unknown-reply-code": "off"}})
    assert fresh.diagnostics(uri) == []


def test_settings_of_a_client_that_only_sends_them(fresh: Client) -> None:
    uri = "file:///mock/smtp.yaml"
    fresh.initialize(initializationOptions={"rules": {"unknown-reply-code": "off"}})
    fresh.open(uri, MOCK, "yaml")
    assert fresh.diagnostics(uri) == []
    fresh.notify(
        "workspace/didChangeConfiguration",
        {"settings": {"replycodes": {"rules": {"unknown-reply-code": "hint"}}}},
    )
    assert [p["severity"] for p in fresh.diagnostics(uri)] == [4]


@pytest.mark.parametrize("later", [False, True])
def test_nonsense_in_settings_keeps_the_defaults_and_is_said(fresh: Client, later: bool) -> None:
    uri = "file:///mock/smtp.yaml"
    nonsense = {"rules": [1], "maxProblems": "many", "files": {"*": 3}, "inlayHints": {"enable": "maybe"}}
    fresh.initialize(initializationOptions=None if later else nonsense)
    for _ in range(2 if later else 0):
        fresh.notify("workspace/didChangeConfiguration", {"settings": {"replycodes": nonsense}})
    fresh.open(uri, MOCK, "yaml")
    assert rules_of(fresh.diagnostics(uri)) == ["unknown-reply-code"]
    assert fresh.shutdown() == 0
    assert fresh.errors.count("replycodes.maxProblems: 'many' is not ") == 1
    assert "replycodes.inlayHints.enable: 'maybe' is not " in fresh.errors
    assert "ValueError" not in fresh.errors


def test_settings_nested_without_end_are_none(fresh: Client) -> None:
    deep = json.loads('{"rules":' * 600 + "{}" + "}" * 600)
    fresh.initialize(initializationOptions=deep)
    fresh.notify("workspace/didChangeConfiguration", {"settings": {"replycodes": deep}})
    assert fresh.alive()
    assert fresh.shutdown() == 0
    assert "Recursion" not in fresh.errors


def test_of_many_faults_in_settings_some_are_said(fresh: Client) -> None:
    fresh.initialize(initializationOptions={"rules": {f"no-rule-{number}": "off" for number in range(5000)}})
    assert fresh.alive()
    assert fresh.shutdown() == 0
    assert "4980 more settings are not understood" in fresh.errors
    assert len(fresh.errors.splitlines()) == 21


@pytest.mark.timeout(60)
@pytest.mark.parametrize("sent", [True, False])
def test_patterns_that_no_name_makes_slow(fresh: Client, tmp_path: Path, sent: bool) -> None:
    uri = (tmp_path / ("a" * 200)).as_uri()
    pattern = "*a" * 40 + "b"
    if not sent:
        (tmp_path / ".replycodes.yaml").write_text(f'files: [{{path: "{pattern}", protocol: ftp}}]\n')
    fresh.initialize(initializationOptions={"files": {pattern: "ftp"}} if sent else None)
    fresh.open(uri, "550 5.1.1 User unknown\n", "log")
    assert "550" in fresh.hover_text(uri, 0, 1)


def test_the_number_of_problems_is_limited_and_the_limit_is_said(fresh: Client) -> None:
    uri = "file:///mock/smtp.yaml"
    fresh.initialize(initializationOptions={"maxProblems": 3})
    fresh.open(
        uri, MOCK + "".join(f'  c{n}: {{code: 59{n}, text: "mailbox is full"}}\n' for n in range(9)), "yaml"
    )
    problems = fresh.diagnostics(uri)
    assert len(problems) == 4
    assert "gravest 3" in problems[-1]["message"]


def test_a_workspace_file_holds_and_is_read_again(fresh: Client, tmp_path: Path) -> None:
    file = tmp_path / ".replycodes.yaml"
    file.write_text("rules: {unknown-reply-code: off}\n", encoding="utf-8")
    uri = (tmp_path / "smtp.yaml").as_uri()
    fresh.initialize()
    fresh.open(uri, MOCK, "yaml")
    assert fresh.diagnostics(uri) == []
    file.write_text("rules: {}\n", encoding="utf-8")
    fresh.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 2}]})
    assert rules_of(fresh.diagnostics(uri)) == ["unknown-reply-code"]


def test_an_open_workspace_file_counts_before_it_is_saved(fresh: Client, tmp_path: Path) -> None:
    file, uri = (tmp_path / ".replycodes.yaml").as_uri(), (tmp_path / "smtp.yaml").as_uri()
    (tmp_path / ".replycodes.yaml").write_text("rules: {}\n", encoding="utf-8")
    fresh.initialize()
    fresh.open(uri, MOCK, "yaml")
    assert rules_of(fresh.diagnostics(uri)) == ["unknown-reply-code"]
    own = 'replies:\n  - {protocol: smtp, code: "599", text: "Computer says no"}\n'
    fresh.open(file, own, "yaml")
    assert fresh.diagnostics(uri) == []
    assert "Computer says no" in fresh.hover_text(uri, 3, MOCK.splitlines()[3].index("599") + 1)


def test_faults_of_a_workspace_file_stand_in_it(fresh: Client, tmp_path: Path) -> None:
    uri = (tmp_path / ".replycodes.yaml").as_uri()
    fresh.initialize()
    fresh.open(uri, "rulez: {}\n", "yaml")
    (problem,) = fresh.diagnostics(uri)
    assert "unknown key 'rulez'" in problem["message"]
    assert problem["range"] == {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 5}}
    fresh.change(uri, 2, edit(0, 0, 0, 5, "rules"))
    assert fresh.diagnostics(uri, 2) == []


def test_quick_fix_and_suppression(fresh: Client) -> None:
    uri = "file:///mock/smtp.yaml"
    fresh.initialize()
    fresh.open(uri, MOCK, "yaml")
    (problem,) = fresh.diagnostics(uri)
    where = {"textDocument": {"uri": uri}, "range": problem["range"], "context": {"diagnostics": [problem]}}
    actions = fresh.request("textDocument/codeAction", where)["result"]
    assert "Replace 599 by 552" in actions[0]["title"]
    assert actions[0]["edit"]["changes"][uri][0]["newText"] == "552"
    ignore = next(action for action in actions if action["title"].startswith("Ignore"))
    (change,) = ignore["edit"]["changes"][uri]
    assert change["newText"] == "  # replycodes: ignore[unknown-reply-code]"
    fresh.change(uri, 2, {"range": change["range"], "text": change["newText"]})
    assert fresh.diagnostics(uri, 2) == []
