"""References in the whole workspace, over real stdio: what is looked at, what is not, progress and cancellation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import Client, at

MOCK = "smtp:\n  mail: {code: 250}\n  rcpt: {code: 550}\n"
REFUSED = (
    "Feb 21 09:21:55 mx1 postfix/smtp[550]: A1: dsn=5.1.1, status=bounced (said: 550 5.1.1 User unknown)\n"
)
WIDE = "Feb 21 09:21:56 mx1 \N{WINKING FACE} postfix/smtp[1]: A2: (said: 550 no)\n"
EVERYWHERE = {"references": "workspace"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    files = {
        ".gitignore": "build/\n*.bak\n",
        "smtp-mock.yaml": MOCK,
        "logs/mail.log": REFUSED + WIDE,
        "build/old.log": REFUSED,
        "mail.log.bak": REFUSED,
        "node_modules/mock/mail.log": REFUSED,
        "private/mail.log": REFUSED,
        ".replycodes.yaml": "files:\n  - path: private/\n    exclude: true\n",
        "notes.txt": "page 550 of 600\n",
        "tests/session.txt": "220 mx.example.org ESMTP\r\nRCPT TO:<a@example.org>\r\n550 5.1.1 no\r\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (tmp_path / "mail.bin").write_bytes(bytes(range(32)) * 40 + REFUSED.encode())
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.log").symlink_to(tmp_path / "nothing")
    return tmp_path


def begin(client: Client, folder: Path, options: Any = EVERYWHERE, **capabilities: Any) -> str:
    uri = folder.as_uri()
    client.initialize(
        capabilities, rootUri=uri, workspaceFolders=[{"uri": uri, "name": "x"}], initializationOptions=options
    )
    mock = (folder / "smtp-mock.yaml").as_uri()
    client.open(mock, MOCK, "yaml")
    return mock


def references(client: Client, uri: str, **more: Any) -> Any:
    return client.request(
        "textDocument/references", {**at(uri, 2, 16), "context": {"includeDeclaration": True}, **more}
    )


def places(folder: Path, found: Any) -> list[tuple[str, int, int]]:
    return [
        (
            one["uri"].removeprefix(folder.as_uri() + "/"),
            one["range"]["start"]["line"],
            one["range"]["start"]["character"],
        )
        for one in found
    ]


WANTED = [
    ("smtp-mock.yaml", 2, 15),
    ("logs/mail.log", 0, REFUSED.index("550 5")),
    ("logs/mail.log", 1, WIDE.index("550") + 1),
    ("tests/session.txt", 2, 0),
]


def test_the_workspace_is_searched_where_the_user_has_set_it(fresh: Client, folder: Path) -> None:
    mock = begin(fresh, folder)
    assert places(folder, references(fresh, mock)["result"]) == WANTED


def test_else_only_what_is_open(fresh: Client, folder: Path) -> None:
    mock = begin(fresh, folder, {})
    assert places(folder, references(fresh, mock)["result"]) == WANTED[:1]
    asked = {
        "command": "replycodes.references",
        "arguments": [{"uri": mock, "position": {"line": 2, "character": 16}}],
    }
    answer = fresh.request("workspace/executeCommand", asked)["result"]
    assert answer["code"] == "550"
    assert places(folder, answer["locations"]) == WANTED
    assert answer["leftOut"] == []


def test_an_enhanced_code(fresh: Client, folder: Path) -> None:
    begin(fresh, folder)
    session = (folder / "tests" / "session.txt").as_uri()
    fresh.open(session, (folder / "tests" / "session.txt").read_bytes().decode(), "")
    params = {**at(session, 2, 5), "context": {"includeDeclaration": False}}
    found = fresh.request("textDocument/references", params)["result"]
    assert places(folder, found) == [
        ("tests/session.txt", 2, 4),
        ("logs/mail.log", 0, REFUSED.index("5.1.1")),
        ("logs/mail.log", 0, REFUSED.rindex("5.1.1")),
    ]


def large(folder: Path) -> None:
    for number in range(3):
        (folder / f"mail-{number}.log").write_text(
            "".join(REFUSED.replace("550 5.1.1", f"552 5.2.{n % 9}") for n in range(20_000))
        )


def test_a_long_search_answers_others_and_can_be_cancelled(fresh: Client, folder: Path) -> None:
    large(folder)
    mock = begin(fresh, folder)
    fresh.send({"jsonrpc": "2.0", "id": "long", "method": "textDocument/references",
                "params": {**at(mock, 2, 16), "context": {"includeDeclaration": False}}})  # fmt: skip
    hover = fresh.request("textDocument/hover", at(mock, 1, 15))
    assert "250" in hover["result"]["contents"]["value"]
    fresh.notify("$/cancelRequest", {"id": "long"})
    answer = fresh.wait(lambda message: message.get("id") == "long")
    assert answer["error"]["code"] == -32800


def test_the_editors_own_progress_bar_is_used(fresh: Client, folder: Path) -> None:
    large(folder)
    mock = begin(fresh, folder)
    found = references(fresh, mock, workDoneToken="mine")["result"]
    assert places(folder, found) == WANTED
    told = [m["params"]["value"] for m in fresh.received() if m.get("method") == "$/progress"]
    if told:  # a quick machine needs no bar
        assert told[0]["kind"] == "begin"
        assert told[0]["cancellable"] is True
        assert "550" in told[0]["title"]
        assert told[-1]["kind"] == "end"
