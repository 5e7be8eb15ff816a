"""Quick fixes over real stdio: in the document, and in the workspace file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.lsp.client import Client

MOCK = 'smtp:\n  data: {code: 354, text: Go on}\n  rcpt_to: {code: 599, text: "mailbox is full"}\n'
JSON = '{"smtp": {"greeting": "220 mx.example.org ESMTP", "rcpt": "550 4.1.1 no such user"}}\n'
CREATES = {"workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}}}


def actions(client: Client, uri: str, line: int, column: int) -> dict[str, Any]:
    place = {"line": line, "character": column}
    params = {
        "textDocument": {"uri": uri},
        "range": {"start": place, "end": place},
        "context": {"diagnostics": []},
    }
    return {action["title"]: action for action in client.request("textDocument/codeAction", params)["result"]}


def workspace(client: Client, folder: Path, capabilities: Any) -> None:
    client.initialize(
        capabilities,
        rootUri=folder.as_uri(),
        workspaceFolders=[{"uri": folder.as_uri(), "name": "mock"}],
    )


def test_nearest_codes_by_meaning_are_offered(fresh: Client) -> None:
    fresh.initialize()
    fresh.open("file:///mock/smtp.yaml", MOCK, "yaml")
    titles = " ".join(actions(fresh, "file:///mock/smtp.yaml", 2, 19))
    assert "Replace 599 by 552" in titles
    assert "Replace 599 by 452" in titles
    assert "Ignore unknown-reply-code in this line" in titles


def test_a_code_is_added_to_a_new_workspace_file_in_the_editors_folder(fresh: Client, tmp_path: Path) -> None:
    workspace(fresh, tmp_path, CREATES)
    uri = (tmp_path / "mocks" / "smtp.yaml").as_uri()
    fresh.open(uri, MOCK, "yaml")
    assert fresh.diagnostics(uri)
    edit = actions(fresh, uri, 2, 19)["Add 599 to .replycodes.yaml"]["edit"]
    created, written = edit["documentChanges"]
    file = tmp_path / ".replycodes.yaml"
    assert created["kind"] == "create"
    assert created["uri"] == written["textDocument"]["uri"] == file.as_uri()
    file.write_text(written["edits"][0]["newText"], encoding="utf-8")
    fresh.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 1}]})
    assert [problem["code"] for problem in fresh.diagnostics(uri)] == []


def test_an_exception_is_offered_where_no_comment_can_stand(fresh: Client, tmp_path: Path) -> None:
    (tmp_path / ".replycodes.yaml").write_text("rules: {obsolete-code: off}\n", encoding="utf-8")
    workspace(fresh, tmp_path, {})
    uri = (tmp_path / "mocks" / "replies.json").as_uri()
    fresh.open(uri, JSON, "json")
    title = "Ignore class-mismatch for 550 in this file, in .replycodes.yaml"
    changes = actions(fresh, uri, 0, JSON.index("550"))[title]["edit"]["changes"]
    (edit,) = changes[(tmp_path / ".replycodes.yaml").as_uri()]
    assert edit["range"]["start"] == {"line": 1, "character": 0}
    assert '"/mocks/replies.json"' in edit["newText"]


def test_a_client_that_cannot_create_files_is_offered_none(fresh: Client, tmp_path: Path) -> None:
    workspace(fresh, tmp_path, {})
    uri = (tmp_path / "smtp.yaml").as_uri()
    fresh.open(uri, MOCK, "yaml")
    assert not [title for title in actions(fresh, uri, 2, 19) if ".replycodes.yaml" in title]


def test_one_code_in_several_places_is_replaced_in_all(fresh: Client) -> None:
    uri = "file:///mock/smtp.yaml"
    fresh.initialize()
    fresh.open(uri, MOCK + '  mail: {code: 599, text: "mailbox is full"}\n', "yaml")
    (everywhere,) = (
        a for title, a in actions(fresh, uri, 2, 19).items() if title.endswith("in all 2 places of this file")
    )
    assert len(everywhere["edit"]["changes"][uri]) == 2
