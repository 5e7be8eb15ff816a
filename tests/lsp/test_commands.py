"""The commands of docs/server-commands.md, run as an editor runs them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from replycodes.lsp.commands import COMMANDS
from tests.lsp.client import SERVE, Client

LOG = """\
postfix/smtp[42]: 1A: to=<a@example.net>, dsn=5.1.1, status=bounced (host mx.example.net said: 550 5.1.1 <a@example.net>: unknown)
postfix/smtp[42]: 2B: to=<b@example.net>, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 3C)
postfix/smtp[42]: 4D: to=<c@example.net>, dsn=5.1.1, status=bounced (host mx.example.net said: 550 5.1.1 <c@example.net>: unknown)
"""
URI = "file:///var/log/mail.log"


@pytest.fixture(scope="module")
def editor(server: Client) -> Iterator[Client]:
    server.open(URI, LOG, "log")
    yield server
    server.notify("textDocument/didClose", {"textDocument": {"uri": URI}})


def run(client: Client, name: str, **argument: Any) -> Any:
    answer = client.request(
        "workspace/executeCommand", {"command": f"replycodes.{name}", "arguments": [argument]}
    )
    assert "error" not in answer, answer
    return answer["result"]


def place(text: str) -> dict[str, int]:
    before = LOG[: LOG.index(text)]
    return {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}


def test_each_command_is_announced(fresh: Client) -> None:
    announced = fresh.initialize()["capabilities"]["executeCommandProvider"]["commands"]
    assert set(announced) >= {f"replycodes.{name}" for name in COMMANDS}


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        ("550 5.1.1 no such user", "SMTP 5", "permanent failure"),
        ("550", "550", "mailbox unavailable"),
        ("NO", "IMAP NO", "NO"),
        ("AUTHENTICATIONFAILED", "IMAP AUTHENTICATIONFAILED", "password"),
    ],
)
def test_explains_what_somebody_typed(editor: Client, text: str, title: str, said: str) -> None:
    page = run(editor, "explain", text=text)
    assert title in page["title"]
    assert said in page["markdown"]
    assert all(reference["url"].startswith("https://") for reference in page["references"])


def test_explains_in_the_protocol_that_is_named(editor: Client) -> None:
    assert run(editor, "explain", text="425", protocol="ftp")["title"] == "FTP 425"


def test_explains_a_place_and_a_selection(editor: Client) -> None:
    at = place("5.1.1 <a@")
    assert "no such mailbox" in run(editor, "explain", uri=URI, position=at)["markdown"]
    everything = {"start": {"line": 0, "character": 0}, "end": {"line": 3, "character": 0}}
    page = run(editor, "explain", uri=URI, range=everything)
    assert "permanent failure" in page["markdown"]
    assert "success" in page["markdown"]


@pytest.mark.parametrize("line", [2**31, 10**30])
def test_explains_nothing_beyond_the_end(editor: Client, line: int) -> None:
    assert run(editor, "explain", uri=URI, position={"line": line, "character": line}) is None


def test_says_nothing_where_there_is_no_code(editor: Client) -> None:
    assert run(editor, "explain", text="hello") is None
    assert run(editor, "explain", uri=URI, position=place("42]")) is None
    assert run(editor, "explain", uri="file:///not/open", position={"line": 0, "character": 0}) is None


def test_searches_by_words_and_lists_all_for_nothing(editor: Client) -> None:
    found = run(editor, "search", query="mailbox full")["entries"]
    assert {"452", "4.2.2", "5.2.2"} & {entry["code"] for entry in found}
    assert all(entry["text"] or entry["summary"] for entry in found)
    assert len(run(editor, "search", query="", limit=5)["entries"]) == 5


def test_finds_the_codes_of_a_terminals_line(editor: Client) -> None:
    line = "😀 <** 550 5.1.1 User unknown"  # columns count UTF-16 units
    found = run(editor, "scan", text=line)["occurrences"]
    units = line.encode("utf-16-le")
    texts = [units[2 * one["start"] : 2 * one["end"]].decode("utf-16-le") for one in found]
    assert texts == ["550", "5.1.1"] == [one["code"] for one in found]
    assert run(editor, "scan", text="ls -l 550 files")["occurrences"] == []


def test_summarizes_a_document_by_outcome(editor: Client) -> None:
    page = run(editor, "summarize", uri=URI)
    assert page["title"] == "Summary of mail.log"
    assert "| SMTP 550 5.1.1 | 2 |" in page["markdown"]
    assert page["markdown"].index("Permanent") < page["markdown"].index("Successes")


def test_summarizes_a_file_that_is_not_open(editor: Client, tmp_path: Path) -> None:
    path = tmp_path / "mail.log"
    path.write_text(LOG * 400)
    page = run(editor, "summarize", path=str(path))
    assert "| SMTP 550 5.1.1 | 800 |" in page["markdown"]
    assert "1\u202f200 replies on 1\u202f200 lines" in page["markdown"]


def test_lists_the_lines_of_a_file_that_hold_failures(editor: Client, tmp_path: Path) -> None:
    path = tmp_path / "mail.log"
    path.write_text(LOG * 400)
    found = run(editor, "scan", path=str(path))
    assert (found["failing"], found["withCodes"], found["read"]) == (800, 1200, 1200)
    assert [one["line"] for one in found["lines"][:3]] == [0, 2, 3]
    assert {one["text"] for one in found["lines"]} == {LOG.splitlines()[0], LOG.splitlines()[2]}
    assert LOG[found["lines"][0]["column"] :].startswith("5.1.1, status")


def test_keeps_a_bounded_number_of_lines_and_counts_all(editor: Client, tmp_path: Path) -> None:
    path = tmp_path / "mail.log"
    path.write_text(LOG * 6_000)
    found = run(editor, "scan", path=str(path))
    assert (len(found["lines"]), found["failing"]) == (10_000, 12_000)


def test_reading_a_file_shows_progress_and_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "mail.log"
    path.write_text(LOG * 20_000)
    command = {"command": "replycodes.scan", "arguments": [{"path": str(path), "progress": "p"}]}
    at_once = (
        "from replycodes.lsp import progress, serve; progress._SILENT = progress._PERIOD = 0; serve.serve()"
    )
    with Client([*SERVE[:2], "-c", at_once]) as client:
        client.initialize()
        asked = client.ask("workspace/executeCommand", command)
        for kind in ("begin", "report"):
            client.notification("$/progress", lambda params, kind=kind: params["value"]["kind"] == kind)
        client.notify("$/cancelRequest", {"id": asked})
        assert client.answer(asked)["error"]["code"] == -32800
        client.notification("$/progress", lambda params: params["value"]["kind"] == "end")
        assert client.errors == ""


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(editor: Client, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mail.log")
    command = {"command": "replycodes.scan", "arguments": [{"path": str(tmp_path / "mail.log")}]}
    assert "is no file" in editor.request("workspace/executeCommand", command)["error"]["message"]


def test_says_what_a_file_was_taken_for_and_takes_it_for_another(editor: Client) -> None:
    assert run(editor, "profile", uri=URI)["label"] == "SMTP log"
    chosen = run(editor, "profile", uri=URI, protocol="ftp")
    assert (chosen["label"], chosen["chosen"]) == ("FTP log", True)
    again = run(editor, "profile", uri=URI, protocol=None)
    assert (again["label"], again["chosen"]) == ("SMTP log", False)


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("explain", {}),
        ("explain", {"uri": URI}),
        ("explain", {"uri": URI, "position": {"line": -1, "character": 0}}),
        ("scan", {"text": 550}),
        ("summarize", {"path": "/nowhere/mail.log"}),
        ("summarize", {"path": "/dev/zero"}),
        ("summarize", {"path": "/nowhere\0"}),
        ("summarize", {"path": "/nowhere/\ud800"}),
        ("scan", {"path": "/dev/zero"}),
        ("scan", {"path": "/nowhere/mail.log"}),
        ("scan", {"path": str(Path(__file__).parent)}),
    ],
)
def test_refuses_in_words_what_it_cannot_use(editor: Client, name: str, argument: dict[str, Any]) -> None:
    answer = editor.request(
        "workspace/executeCommand", {"command": f"replycodes.{name}", "arguments": [argument]}
    )
    assert answer["error"]["code"] == -32602
    assert f"replycodes.{name}:" in answer["error"]["message"]
