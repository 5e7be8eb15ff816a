"""One example of each editor feature over real stdio."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from replycodes.catalog.files import data_folder
from replycodes.lsp.documents import local_path
from tests.lsp.client import Client, at, edit

LOG = "file:///var/log/mail.log"
TEXT = (
    "Feb 21 09:21:55 mx1 postfix/smtp[1]: A1: dsn=5.1.1, status=bounced (said: 550 5.1.1 User unknown)\n"
    "Feb 21 09:21:56 mx1 postfix/smtp[1]: A2: dsn=4.2.2, status=deferred (said: 452 4.2.2 Mailbox full)\n"
    "Feb 21 09:21:57 mx1 postfix/smtp[1]: A3: dsn=5.1.1, status=bounced (said: 550 5.1.1 User unknown)\n"
)
COLUMN = TEXT.index("550")
WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 3, "character": 0}}
CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["plaintext"]}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    }
}


@pytest.fixture(scope="module")
def editor() -> Iterator[Client]:
    with Client() as client:
        client.initialize(CAPABILITIES, initializationOptions={"inlayHints": {"enable": "logs"}})
        client.open(LOG, TEXT)
        yield client
        assert client.shutdown() == 0


def ask(client: Client, method: str, **params: Any) -> Any:
    answer = client.request(method, {"textDocument": {"uri": LOG}, **params})
    assert "error" not in answer, answer
    return answer["result"]


def test_everything_is_announced(fresh: Client) -> None:
    offered = fresh.initialize()["capabilities"]
    for feature in ("hover", "definition", "references", "documentHighlight", "documentSymbol", "foldingRange",
                    "inlayHint", "workspaceSymbol", "codeAction"):  # fmt: skip
        assert offered[f"{feature}Provider"]
    assert offered["completionProvider"]["resolveProvider"] is True
    assert offered["documentLinkProvider"] is not None
    tokens = offered["semanticTokensProvider"]
    assert tokens["full"] == {"delta": True}
    assert tokens["range"] is True
    assert tokens["legend"]["tokenTypes"] == ["replyCode"]


def test_a_completion_item_is_resolved(editor: Client) -> None:
    uri = "file:///mock/smtp-resolve.yaml"
    editor.open(uri, "smtp:\n  mail: {code: 250}\n  rcpt: {code: 55}\n", "yaml")
    items = editor.request("textDocument/completion", at(uri, 2, 17))["result"]["items"]
    item = next(item for item in items if item["label"] == "550")
    assert "documentation" not in item
    resolved = editor.request("completionItem/resolve", item)["result"]
    assert resolved["documentation"]["kind"] == "plaintext"
    assert "550" in resolved["documentation"]["value"]
    assert resolved["textEdit"] == item["textEdit"]


def test_inlay_hints(editor: Client) -> None:
    (first, *_) = ask(editor, "textDocument/inlayHint", range=WHOLE)
    assert first["label"] == "bad destination mailbox address"


def test_semantic_tokens(editor: Client) -> None:
    full = ask(editor, "textDocument/semanticTokens/full")
    assert len(full["data"]) == 9 * 5
    uri = "untitled:tokens"
    editor.open(uri, TEXT)
    identifier = {"uri": uri}
    before = editor.request("textDocument/semanticTokens/full", {"textDocument": identifier})["result"]
    editor.change(uri, 2, edit(0, 0, 1, 0, ""))
    delta = editor.request(
        "textDocument/semanticTokens/full/delta",
        {"textDocument": identifier, "previousResultId": before["resultId"]},
    )["result"]
    data = before["data"]
    for change in delta["edits"]:
        data[change["start"] : change["start"] + change["deleteCount"]] = change.get("data", [])
    seen = editor.request("textDocument/semanticTokens/range", {"textDocument": identifier, "range": WHOLE})[
        "result"
    ]
    assert data == seen["data"]


def test_document_symbols(editor: Client) -> None:
    names = [symbol["name"] for symbol in ask(editor, "textDocument/documentSymbol")]
    assert names == ["Permanent failures: 2", "Temporary failures: 1"]


def test_highlights_and_references(editor: Client) -> None:
    other = "untitled:other"
    editor.open(other, "550 5.1.1 User unknown\n")
    place = {"line": 0, "character": COLUMN + 1}
    assert len(ask(editor, "textDocument/documentHighlight", position=place)) == 2
    found = ask(editor, "textDocument/references", position=place, context={"includeDeclaration": True})
    assert [one["uri"] for one in found if one["uri"] != "untitled:tokens"] == [LOG, LOG, other]
    editor.close(other)


def test_links_and_folds(editor: Client) -> None:
    uri = "untitled:folds"
    editor.open(uri, "220 mx.example.org ESMTP\nEHLO a\n250-mx.example.org\n250 HELP\n# RFC 5321\n", "")
    document = {"textDocument": {"uri": uri}}
    folds = editor.request("textDocument/foldingRange", document)["result"]
    assert {"startLine": 2, "endLine": 3, "kind": "region"} in folds
    (link,) = editor.request("textDocument/documentLink", document)["result"]
    assert link["target"] == "https://www.rfc-editor.org/rfc/rfc5321"


def test_workspace_symbols_search_the_database(editor: Client) -> None:
    found = editor.request("workspace/symbol", {"query": "mailbox full"})["result"]
    place = found[0]["location"]
    path = local_path(place["uri"])
    assert path is not None
    line = path.read_text(encoding="utf-8").split("\n")[place["range"]["start"]["line"]]
    assert found[0]["name"].startswith("5.2.2")
    assert line == '  - code: "2.2"'
    assert any(symbol["name"].startswith("552") for symbol in found)
    assert editor.request("workspace/symbol", {"query": ""})["result"] == []


def test_an_own_code_is_defined_in_the_workspace_file(fresh: Client, tmp_path: Path) -> None:
    own = tmp_path / ".replycodes.yaml"
    own.write_text('replies:\n  - code: "597"\n    protocol: smtp\n    text: "Out of pancakes"\n')
    uri = (tmp_path / "smtp-mock.yaml").as_uri()
    fresh.initialize()
    fresh.open(uri, "smtp:\n  mail: {code: 250}\n  rcpt: {code: 597}\n", "yaml")
    place = fresh.request("textDocument/definition", at(uri, 2, 16))["result"]
    assert place["uri"] == own.as_uri()
    assert place["range"]["start"] == {"line": 1, "character": 10}
    place = fresh.request("textDocument/definition", at(uri, 1, 16))["result"]
    assert place["uri"].endswith("/data/smtp.yaml")


def test_the_database_has_no_problems_of_its_own(fresh: Client) -> None:
    fresh.initialize()
    folder = data_folder()
    assert folder is not None
    uri = (folder / "smtp.yaml").as_uri()
    fresh.open(uri, (folder / "smtp.yaml").read_text(encoding="utf-8"), "yaml")
    assert fresh.diagnostics(uri) == []
    fresh.open("untitled:copy", (folder / "smtp.yaml").read_text(encoding="utf-8"), "yaml")
    assert fresh.diagnostics("untitled:copy")


def test_what_is_not_open_is_answered_with_nothing(editor: Client) -> None:
    place = at("file:///nowhere.log", 0, 0)
    for method, more in (
        ("textDocument/documentHighlight", {}),
        ("textDocument/references", {"context": {"includeDeclaration": False}}),
        ("textDocument/documentSymbol", {}),
        ("textDocument/semanticTokens/full", {}),
        ("textDocument/inlayHint", {"range": WHOLE}),
    ):
        assert editor.request(method, {**place, **more})["result"] is None


LARGE = "file:///var/log/large.log"


@pytest.fixture
def large(editor: Client) -> Iterator[Client]:
    """A log whose codes are not found unasked: of its problems nothing speaks but one code."""
    editor.open(LARGE, TEXT * 3000 + "Feb 21 09:21:58 mx1 postfix/smtp[1]: A4: (said: 599 strange)\n")
    yield editor
    editor.notify("textDocument/didClose", {"textDocument": {"uri": LARGE}})


def test_the_outline_of_a_large_log_waits_for_its_codes(large: Client) -> None:
    groups = large.request("textDocument/documentSymbol", {"textDocument": {"uri": LARGE}})["result"]
    assert [group["name"] for group in groups[:2]] == [
        "Permanent failures: 6,001",
        "Temporary failures: 3,000",
    ]


def test_references_in_a_large_log_wait_for_its_codes(large: Client) -> None:
    params = {**at(LARGE, 1, TEXT.split("\n")[1].index("452")), "context": {"includeDeclaration": False}}
    found = large.request("textDocument/references", params)["result"]
    assert len([place for place in found if place["uri"] == LARGE]) == 3000


def test_a_large_log_that_is_closed_keeps_no_outline_waiting(large: Client) -> None:
    msg_id = large.ask("textDocument/documentSymbol", {"textDocument": {"uri": LARGE}})
    large.notify("textDocument/didClose", {"textDocument": {"uri": LARGE}})
    assert large.answer(msg_id)["result"] is None
