"""The main job over real stdio: hover a log, complete a mock server, be warned of an invented code."""

from __future__ import annotations

import pytest

from tests.lsp.client import Client, at, edit

POSTFIX = (
    "Feb 21 09:21:55 mx1 postfix/smtp[4242]: 4F1A2B: to=<u@example.net>, relay=mx.example.net[203.0.113.5]:25, "
    "delay=1.2, delays=0.1/0/0.5/0.6, dsn=5.1.1, status=bounced (host mx.example.net[203.0.113.5] said: 550 5.1.1 "
    "<u@example.net>: Recipient address rejected (in reply to RCPT TO command))\n"
)
MOCK = 'smtp:\n  mail: {code: 250, text: Ok}\n  data: {code: 354, text: Go on}\n  rcpt_to: {code: 599, text: "mailbox is full"}\n'


def test_hovers_in_a_mail_log(server: Client) -> None:
    uri = "file:///var/log/mail.log"
    server.open(uri, POSTFIX)
    text = server.hover_text(uri, 0, POSTFIX.index("550 5.1.1") + 1)
    for piece in ("550", "ailbox unavailable", "permanent", "RFC 5321"):
        assert piece in text
    assert "5.1.1" in server.hover_text(uri, 0, POSTFIX.index("5.1.1 <") + 2)
    for number in ("4242", "203.0.113.5", ":25", "1.2,"):
        assert server.hover(uri, 0, POSTFIX.index(number) + 1) is None
    assert server.diagnostics(uri) == []


def test_the_hover_marks_the_code(server: Client) -> None:
    uri = "untitled:range"
    server.open(uri, "😀 said: 550 5.1.1 User unknown\n")
    place = server.hover(uri, 0, 10)["range"]
    assert place == {"start": {"line": 0, "character": 9}, "end": {"line": 0, "character": 12}}


def test_completion_after_a_code_key(server: Client) -> None:
    uri = "file:///mock/smtp-server.yaml"
    server.open(uri, MOCK.replace("599", "5"), "yaml")
    items = server.request("textDocument/completion", at(uri, 3, 19))["result"]["items"]
    assert {"550", "554"} <= {item["label"] for item in items}
    assert all(item["label"].startswith("5") and item["detail"] for item in items)
    item = next(item for item in items if item["label"] == "550")
    assert item["textEdit"]["range"]["start"] == {"line": 3, "character": 18}


def test_no_completion_opens_by_itself_in_a_log(server: Client) -> None:
    uri = "file:///var/log/complete.log"
    server.open(uri, POSTFIX + "code: 5")
    typed = {**at(uri, 1, 7), "context": {"triggerKind": 2, "triggerCharacter": "5"}}
    assert server.request("textDocument/completion", typed)["result"] is None


def test_a_warning_for_an_invented_code(server: Client) -> None:
    uri = "file:///mock/smtp-invented.yaml"
    server.open(uri, MOCK, "yaml")
    (problem,) = server.diagnostics(uri, 1)
    assert problem["code"] == "unknown-reply-code"
    assert "599" in problem["message"]
    assert "nonstandard" in problem["message"]
    assert problem["severity"] == 2
    assert problem["range"]["start"] == {"line": 3, "character": 18}
    server.change(uri, 2, edit(3, 18, 3, 21, "554"))
    assert server.diagnostics(uri, 2) == []


def test_closing_clears_the_problems(server: Client) -> None:
    uri = "file:///mock/smtp-closed.yaml"
    server.open(uri, MOCK, "yaml")
    assert server.diagnostics(uri, 1)
    server.close(uri)
    assert server.diagnostics(uri) == []
    assert server.hover(uri, 1, 16) is None


def test_problems_move_with_their_line(server: Client) -> None:
    uri = "file:///mock/smtp-moved.yaml"
    padding = "# nothing here\n" * 500
    server.open(uri, padding + MOCK, "yaml")
    assert [problem["range"]["start"]["line"] for problem in server.diagnostics(uri, 1)] == [503]
    server.change(uri, 2, edit(0, 0, 0, 0, "# a line\n# and another\n"))
    assert [problem["range"]["start"]["line"] for problem in server.diagnostics(uri, 2)] == [505]


@pytest.mark.parametrize(
    ("formats", "kind"),
    [(["plaintext"], "plaintext"), (["markdown", "plaintext"], "markdown"), (None, "markdown")],
)
def test_hovers_come_in_the_clients_format(fresh: Client, formats: list[str] | None, kind: str) -> None:
    hover = {} if formats is None else {"contentFormat": formats}
    fresh.initialize({"textDocument": {"hover": hover}})
    fresh.open("untitled:a", POSTFIX, "")
    contents = fresh.hover("untitled:a", 0, POSTFIX.index("550") + 1)["contents"]
    assert contents["kind"] == kind
    assert ("[RFC 5321" in contents["value"]) == (kind == "markdown")


@pytest.mark.parametrize(
    ("offered", "chosen", "column"),
    [
        (None, "utf-16", 2),
        (["utf-8", "utf-16"], "utf-8", 4),
        (["utf-32"], "utf-32", 1),
        (["latin-1"], "utf-16", 2),
    ],
)
def test_the_position_encoding_is_negotiated(
    fresh: Client, offered: list[str] | None, chosen: str, column: int
) -> None:
    result = fresh.initialize({"general": {"positionEncodings": offered}} if offered else {})
    assert result["capabilities"]["positionEncoding"] == chosen
    fresh.open("untitled:a", "x\n😀550 5.1.1 User unknown\n😀 said: 550 5.1.1 User unknown\n")
    place = fresh.hover("untitled:a", 2, column + 8)["range"]
    assert place["start"] == {"line": 2, "character": column + 7}
