"""A session of each known editor: everything works, and nothing is sent that it did not announce."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import Client, at, edit

RECORDED = Path(__file__).parent / "capabilities"
EDITORS: dict[str, Any] = {
    path.stem: json.loads(path.read_text()) for path in sorted(RECORDED.glob("*.json"))
}
EDITORS["none"] = {}

MOCK = 'smtp:\n  mail: {code: 250, text: Ok}\n  rcpt: {reply: "55"}\n  data: {code: 599, text: "mailbox is full"}\n'
LOG = "".join(
    f"Feb 21 09:21:{n % 60:02} mx1 postfix/smtp[1]: A{n}: dsn=5.1.1, status=bounced (said: 550 5.1.1 User unknown)\n"
    for n in range(6000)
)


def said(capabilities: Any, *path: str) -> Any:
    for step in path:
        capabilities = (capabilities or {}).get(step)
    return capabilities


@pytest.mark.parametrize("name", EDITORS)
def test_a_session(fresh: Client, name: str) -> None:
    can = EDITORS[name]
    offered = fresh.initialize(can)["capabilities"]
    encodings = said(can, "general", "positionEncodings") or ["utf-16"]
    assert offered["positionEncoding"] in encodings
    if said(can, "workspace", "configuration"):
        answer(fresh, "workspace/configuration", [{"inlayHints": {"enable": "on"}}])
    mock, log = "file:///mock/smtp.yaml", "file:///var/log/mail.log"
    fresh.open(mock, MOCK, "" if name.startswith("neovim") else "yaml")
    fresh.open(log, LOG, "plaintext")

    hover = fresh.hover(log, 0, LOG.index("550") + 1)
    formats = said(can, "textDocument", "hover", "contentFormat") or ["markdown"]
    assert hover["contents"]["kind"] == formats[0]
    assert ("**" in hover["contents"]["value"]) == (formats[0] == "markdown")

    items = fresh.request("textDocument/completion", at(mock, 2, 18))["result"]["items"]
    assert "550" in {item["label"] for item in items}
    item = said(can, "textDocument", "completion", "completionItem")
    assert any(i.get("insertTextFormat") == 2 for i in items) == bool(said(item, "snippetSupport"))
    assert any("commitCharacters" in i for i in items) == bool(said(item, "commitCharactersSupport"))
    assert any("preselect" in i for i in items) == bool(said(item, "preselectSupport"))
    resolved = fresh.request("completionItem/resolve", items[0])["result"]
    assert resolved["documentation"]["kind"] == (said(item, "documentationFormat") or formats)[0]

    trees = said(can, "textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport")
    (symbol, *_) = fresh.request("textDocument/documentSymbol", {"textDocument": {"uri": mock}})["result"]
    assert ("children" in symbol) == bool(trees)

    problems = problems_of(fresh, mock, can)
    assert [(p["code"], p["range"]["start"]["line"]) for p in problems] == [("unknown-reply-code", 3)]
    fresh.change(mock, 2, edit(3, 15, 3, 18, "554"))
    assert problems_of(fresh, mock, can, 2) == []
    examined(fresh, log, can)
    announced_only(fresh, can)
    assert fresh.shutdown() == 0


def answer(client: Client, method: str, result: Any) -> None:
    request = client.wait(lambda m: m.get("method") == method)
    client.send({"jsonrpc": "2.0", "id": request["id"], "result": result})


def problems_of(client: Client, uri: str, can: Any, version: int = 1) -> Any:
    """As the editor gets them: asked for where it asks, else sent."""
    if said(can, "textDocument", "diagnostic") is None:
        return client.diagnostics(uri, version)
    report = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["result"]
    assert report["kind"] == "full"
    again = client.request(
        "textDocument/diagnostic",
        {"textDocument": {"uri": uri}, "previousResultId": report["resultId"]},
    )["result"]
    assert again == {"kind": "unchanged", "resultId": report["resultId"]}
    return report["items"]


def examined(client: Client, uri: str, can: Any) -> None:
    """Wait until the log is examined to its end."""
    if said(can, "textDocument", "diagnostic") is None:
        client.diagnostics(uri)
        return
    while (
        "resultId" not in client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["result"]
    ):
        pass


def announced_only(client: Client, can: Any) -> None:
    """What came without being asked for, or as a request to the editor, must have been announced."""
    needed = {
        "client/registerCapability": said(can, "workspace", "didChangeWatchedFiles", "dynamicRegistration")
        or said(can, "workspace", "didChangeConfiguration", "dynamicRegistration"),
        "workspace/configuration": said(can, "workspace", "configuration"),
        "window/workDoneProgress/create": said(can, "window", "workDoneProgress"),
        "$/progress": said(can, "window", "workDoneProgress"),
        "workspace/semanticTokens/refresh": said(can, "workspace", "semanticTokens", "refreshSupport"),
        "workspace/inlayHint/refresh": said(can, "workspace", "inlayHint", "refreshSupport"),
        "workspace/foldingRange/refresh": said(can, "workspace", "foldingRange", "refreshSupport"),
        "workspace/diagnostic/refresh": said(can, "workspace", "diagnostics", "refreshSupport"),
        "textDocument/publishDiagnostics": said(can, "textDocument", "diagnostic") is None,
    }
    for message in client.received():
        if "method" in message:
            assert needed.get(message["method"]), message


def test_problems_of_all_open_documents(fresh: Client) -> None:
    fresh.initialize({"textDocument": {"diagnostic": {}}})
    for number in range(3):
        fresh.open(f"file:///mock/smtp-{number}.yaml", MOCK, "yaml")
    items = fresh.request("workspace/diagnostic", {"previousResultIds": []})["result"]["items"]
    assert [len(item["items"]) for item in items] == [1, 1, 1]
    known = [{"uri": item["uri"], "value": item["resultId"]} for item in items]
    fresh.change("file:///mock/smtp-1.yaml", 2, edit(3, 15, 3, 18, "554"))
    items = fresh.request("workspace/diagnostic", {"previousResultIds": known})["result"]["items"]
    assert [item["kind"] for item in items] == ["unchanged", "full", "unchanged"]


@pytest.mark.parametrize("versions", [(1, 1), (1, 0), (None, None)])
@pytest.mark.parametrize("reopened", [True, False])
def test_another_text_has_other_problems_whatever_its_version(
    fresh: Client, versions: tuple[Any, Any], reopened: bool
) -> None:
    pulls = {"textDocument": {"diagnostic": {}}}
    fresh.initialize(pulls)
    uri = "file:///mock/smtp.yaml"
    fresh.open(uri, MOCK, "yaml", versions[0])
    known = fresh.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["result"]["resultId"]
    if reopened:
        fresh.close(uri)
        fresh.open(uri, MOCK.replace("599", "554"), "yaml", versions[1])
    else:
        fresh.change(uri, versions[1], edit(3, 15, 3, 18, "554"))
    params = {"textDocument": {"uri": uri}, "previousResultId": known}
    assert fresh.request("textDocument/diagnostic", params)["result"]["items"] == []


def test_kinds_of_the_first_protocol_for_who_names_no_others(fresh: Client) -> None:
    fresh.initialize()
    uri = "file:///mock/smtp.yaml"
    fresh.open(uri, MOCK, "yaml")
    items = fresh.request("textDocument/completion", at(uri, 2, 18))["result"]["items"]
    symbols = fresh.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})["result"]
    found = fresh.request("workspace/symbol", {"query": "mailbox full"})["result"]
    assert items
    assert symbols
    assert found
    assert all(thing["kind"] <= 18 for thing in (*items, *symbols, *found))
    assert all("range" in symbol["location"] for symbol in found)


def test_changed_settings_ask_for_everything_again(fresh: Client) -> None:
    refreshing = {"refreshSupport": True}
    fresh.initialize(
        {
            "workspace": {"semanticTokens": refreshing, "inlayHint": refreshing, "diagnostics": refreshing},
            "textDocument": {"diagnostic": {}},
        }
    )
    uri = "file:///mock/smtp.yaml"
    fresh.open(uri, MOCK, "yaml")
    problems_of(fresh, uri, {"textDocument": {"diagnostic": {}}})
    hints = {
        "textDocument": {"uri": uri},
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 4, "character": 0}},
    }
    assert fresh.request("textDocument/inlayHint", hints)["result"] is None
    fresh.notify(
        "workspace/didChangeConfiguration",
        {
            "settings": {
                "replycodes": {"inlayHints": {"enable": "on"}, "rules": {"unknown-reply-code": "off"}}
            }
        },
    )
    for method in ("semanticTokens", "inlayHint", "diagnostic"):
        answer(fresh, f"workspace/{method}/refresh", None)
    assert fresh.request("textDocument/inlayHint", hints)["result"]
    assert problems_of(fresh, uri, {"textDocument": {"diagnostic": {}}}) == []
