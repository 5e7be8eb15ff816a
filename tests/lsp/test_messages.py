"""Messages that are malformed, out of order or do not fit: each is answered as the protocols say, none ends the
session. All of these fail with pygls 2.1 unless the test says otherwise."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from tests.lsp.client import Client, at, edit, frame

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL = (
    -32700,
    -32600,
    -32601,
    -32602,
    -32603,
)
NOT_INITIALIZED, CANCELLED = -32002, -32800


def code(answer: dict[str, Any]) -> int:
    return int(answer["error"]["code"])


# Frames


@pytest.fixture(autouse=True)
def _answered(server: Client) -> None:
    """A server that has answered all that came before."""
    assert server.request("textDocument/hover", at("untitled:none", 0, 0))["result"] is None


def hover_frame(msg_id: Any) -> bytes:
    return json.dumps(
        {"jsonrpc": "2.0", "id": msg_id, "method": "textDocument/hover", "params": at("untitled:none", 0, 0)}
    ).encode()


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length: %d\r\n\r\n",
        b"content-length: %d\r\n\r\n",
        b"CONTENT-LENGTH:%d\r\n\r\n",
        b"Content-Length:   %d  \r\n\r\n",
        b"Content-Length: %d\n\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
        b"Content-Length: %d\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n",
        b"X-Unknown: yes\r\nContent-Length: %d\r\nX-More: yes\r\n\r\n",
        b"Content-Length: 00%d\r\n\r\n",
        b"Content-Length: " + b"0" * 40 + b"%d\r\n\r\n",
        b"Content-Length: +%d\r\n\r\n",
        b"\r\n\r\nContent-Length: %d\r\n\r\n",
        b"noise before it\nContent-Length: %d\r\n\r\n",
        b"X-Content-Length: 3\r\nContent-Length: %d\r\n\r\n",
        b"X-Note: content-length: 3\r\nContent-Length: %d\r\n\r\n",
    ],
)
def test_headers_as_clients_write_them(server: Client, header: bytes) -> None:
    body = hover_frame("head")
    server.raw(header % len(body) + body)
    assert server.answer("head")["result"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        b"Content-Length: 5\r\n\r\n",
        b"Content-Length: 1\r\n\r\n",
        b"Content-Length: 99999\r\n\r\n",
        b"Content-Length: 1000000000000000000\r\n\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: many\r\n\r\n",
        b"Content-Length: \r\n\r\n",
        b"Content-Length: 0\r\n\r\n",
        b"Content-Length: 1e3\r\n\r\n",
        b"Content-Length: +\r\n\r\n",
        b"Content-Length: ++9\r\n\r\n",
    ],
)
def test_a_wrong_length_costs_one_message(server: Client, wrong: bytes) -> None:
    server.raw(wrong + hover_frame("lost") + frame(hover_frame("next")))
    assert server.answer("next")["result"] is None


@pytest.mark.parametrize("wrong", [5, 300, 99_999])
def test_a_wrong_length_before_frames_that_come_in_pieces(server: Client, wrong: int) -> None:
    sent = [
        b"Content-Length: %d\r\n\r\n" % wrong + hover_frame("lost"),
        frame(hover_frame("1")),
        frame(hover_frame("2")),
    ]
    for data in sent:
        for start in range(0, len(data), 7):
            server.raw(data[start : start + 7])
            time.sleep(0.001)  # so that they are read in pieces, mostly
    assert server.answer("2")["result"] is None


def test_a_length_off_by_one(server: Client) -> None:
    body = hover_frame("off")
    for wrong in (len(body) - 1, len(body) + 1):
        server.raw(b"Content-Length: %d\r\n\r\n" % wrong + body + frame(hover_frame(wrong)))
        assert server.answer(wrong)["result"] is None


def test_a_frame_in_pieces(server: Client) -> None:
    for byte in frame(hover_frame("pieces")):
        server.raw(bytes([byte]))
    assert server.answer("pieces")["result"] is None


def test_many_frames_at_once(server: Client) -> None:
    server.raw(b"".join(frame(hover_frame(f"at-once-{number}")) for number in range(50)))
    assert all(server.answer(f"at-once-{number}")["result"] is None for number in range(50))


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"}",
        b"nonsense",
        b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", }',
        b'{"jsonrpc": "2.0", "id": 1, "method": "\xff\xfe"}',
        b"\x00\x00\x00",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"id": ' + b"9" * 5000 + b"}",
        b'{"jsonrpc": "2.0", "id": NaN, "method": "textDocument/hover"}',
        b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": -Infinity}',
        b"nul",
    ],
)
def test_what_is_no_json_is_a_parse_error(server: Client, body: bytes) -> None:
    server.forget()
    server.raw(frame(body))
    answer = server.answer(None)
    assert code(answer) == PARSE_ERROR
    assert answer["id"] is None  # and not left out
    assert server.hover("untitled:none", 0, 0) is None


@pytest.mark.parametrize(
    "message",
    [
        [],
        [{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}],
        1,
        "text",
        None,
        True,
        {},
        {"jsonrpc": "2.0"},
        {"jsonrpc": "2.0", "method": 5},
        {"jsonrpc": "2.0", "method": None},
        {"jsonrpc": "2.0", "id": None, "method": "textDocument/hover"},
        {"jsonrpc": "2.0", "id": {}, "method": "textDocument/hover"},
        {"jsonrpc": "2.0", "id": [1], "method": "textDocument/hover"},
        {"jsonrpc": "2.0", "id": True, "method": "textDocument/hover"},
    ],
)
def test_what_is_no_message_is_an_invalid_request(server: Client, message: Any) -> None:
    server.forget()
    server.send(message)
    assert code(server.answer(None)) == INVALID_REQUEST


@pytest.mark.parametrize("version", ["1.0", None, 2.0, "2"])
def test_another_json_rpc_is_an_invalid_request(server: Client, version: Any) -> None:
    server.send(
        {"jsonrpc": version, "id": "v", "method": "textDocument/hover", "params": at("untitled:a", 0, 0)}
    )
    assert code(server.answer("v")) == INVALID_REQUEST


@pytest.mark.parametrize("msg_id", [0, 1, -1, 2**53, "text", "", "😀", 1.5])
def test_ids_come_back_as_they_are(server: Client, msg_id: Any) -> None:
    server.ask("textDocument/hover", at("untitled:none", 0, 0), msg_id)
    assert server.answer(msg_id)["id"] == msg_id


def test_an_id_beyond_all_numbers_is_not_given_back(server: Client) -> None:
    server.forget()
    server.raw(frame(b'{"jsonrpc": "2.0", "id": 1e999, "method": "textDocument/hover", "params": {}}'))
    assert code(server.answer(None)) == INVALID_REQUEST


def test_whole_numbers_may_be_written_as_fractions(server: Client) -> None:
    server.open("untitled:fraction", "550 5.1.1 User unknown\n")
    assert server.request("textDocument/hover", at("untitled:fraction", 0.0, 1.0))["result"]
    assert code(server.request("textDocument/hover", at("untitled:fraction", 0.5, 1.0))) == INVALID_PARAMS
    server.close("untitled:fraction")


def test_an_object_with_a_jsonrpc_key_inside_the_params(server: Client) -> None:
    params = {**at("untitled:none", 0, 0), "extra": {"jsonrpc": "2.0", "id": 1, "method": "exit"}}
    assert server.request("textDocument/hover", params)["result"] is None


# Parameters

GOOD = at("untitled:none", 0, 0)
ODD_PARAMS: list[Any] = [
    None,
    [],
    5,
    "text",
    {},
    {"textDocument": None, "position": GOOD["position"]},
    {"textDocument": "untitled:none", "position": GOOD["position"]},
    {"textDocument": {}, "position": GOOD["position"]},
    {"textDocument": {"uri": None}, "position": GOOD["position"]},
    {"textDocument": {"uri": 5}, "position": GOOD["position"]},
    {"textDocument": {"uri": "untitled:none"}},
    {"textDocument": {"uri": "untitled:none"}, "position": None},
    {"textDocument": {"uri": "untitled:none"}, "position": [0, 0]},
    {"textDocument": {"uri": "untitled:none"}, "position": {"line": 0}},
    at("untitled:none", -1, 0),
    at("untitled:none", 0, -1),
    at("untitled:none", 2**31, 0),
    at("untitled:none", 10**30, 0),
    at("untitled:none", "0", 0),
    at("untitled:none", 0.5, 0),
    at("untitled:none", None, 0),
    at("untitled:none", True, 0),
]


@pytest.mark.parametrize("params", ODD_PARAMS)
@pytest.mark.parametrize("method", ["textDocument/hover", "textDocument/completion"])
def test_params_that_do_not_fit_are_said(server: Client, method: str, params: Any) -> None:
    assert code(server.request(method, params)) == INVALID_PARAMS


def test_missing_params_are_said(server: Client) -> None:
    server.send({"jsonrpc": "2.0", "id": "missing", "method": "textDocument/hover"})
    assert code(server.answer("missing")) == INVALID_PARAMS


NOTIFICATIONS: list[tuple[str, Any]] = [
    (method, params)
    for method in ("textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "$/setTrace")
    for params in (
        None,
        [],
        {},
        5,
        {"textDocument": None},
        {"textDocument": {"uri": None}},
        {"value": "loud"},
    )
]


@pytest.mark.parametrize(("method", "params"), NOTIFICATIONS)
def test_odd_notifications_are_ignored(server: Client, method: str, params: Any) -> None:
    server.notify(method, params)
    assert server.hover("untitled:none", 0, 0) is None
    assert not [message for message in server.received() if message.get("method") == "window/showMessage"]


@pytest.mark.parametrize(
    "changes",
    [
        None,
        {},
        [None],
        [{}],
        [{"text": None}],
        [{"text": 5}],
        [edit(-1, 0, 0, 0, "x")],
        [{"range": None, "text": 5}],
    ],
)
def test_odd_changes_leave_the_document_as_it_was(server: Client, changes: Any) -> None:
    server.open("untitled:odd", "550 5.1.1 User unknown\n")
    server.notify(
        "textDocument/didChange",
        {"textDocument": {"uri": "untitled:odd", "version": 2}, "contentChanges": changes},
    )
    assert "550" in server.hover_text("untitled:odd", 0, 1)
    server.close("untitled:odd")


@pytest.mark.parametrize(
    "item",
    [
        {"languageId": None, "version": 1},
        {"languageId": "", "version": 1},
        {"version": 1},
        {"languageId": "log", "version": None},
        {"languageId": "log"},
        {"languageId": "log", "version": "1"},
        {"languageId": "no such language", "version": -5},
    ],
)
def test_small_clients_may_leave_out_what_nothing_needs(server: Client, item: dict[str, Any]) -> None:
    text = {"uri": "untitled:small", "text": "550 5.1.1 User unknown\n"}
    server.notify("textDocument/didOpen", {"textDocument": {**text, **item}})
    assert "550" in server.hover_text("untitled:small", 0, 1)
    server.close("untitled:small")


# Methods


@pytest.mark.parametrize(
    "method", ["no/such/method", "", "textDocument/", "$/nothing", "😀", "exit/", "__init__"]
)
def test_an_unknown_method_is_said(server: Client, method: str) -> None:
    assert code(server.request(method, {})) == METHOD_NOT_FOUND
    server.notify(method, {})


def test_an_unknown_command_is_said(server: Client) -> None:
    assert code(server.request("workspace/executeCommand", {"command": "no.such"})) == INVALID_PARAMS


@pytest.mark.parametrize("msg_id", [77, "no-such", None, {}, [], 1.5])
def test_answers_that_nobody_asked_for_are_ignored(server: Client, msg_id: Any) -> None:
    server.send({"jsonrpc": "2.0", "id": msg_id, "result": {"a": 1}})
    server.send({"jsonrpc": "2.0", "id": msg_id, "error": {"code": 1, "message": "no"}})
    server.send({"jsonrpc": "2.0", "id": msg_id, "error": "no"})
    assert server.hover("untitled:none", 0, 0) is None


# Cancellation


def test_a_request_that_waits_is_cancelled(server: Client) -> None:
    messages = [hover_frame(f"many-{number}") for number in range(200)]
    cancel = json.dumps(
        {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "many-199"}}
    ).encode()
    server.raw(b"".join(map(frame, [*messages, cancel])))
    answer = server.answer("many-199")
    assert answer.get("result", None) is None
    assert "error" not in answer or code(answer) == CANCELLED


@pytest.mark.parametrize("params", [{"id": 5}, {"id": "none"}, {"id": None}, {}, None, [], {"id": {}}])
def test_a_late_or_odd_cancellation_is_silent(fresh: Client, params: Any) -> None:
    fresh.initialize()
    fresh.notify("$/cancelRequest", params)
    assert fresh.hover("untitled:none", 0, 0) is None
    assert fresh.shutdown() == 0
    assert fresh.errors == ""


@pytest.mark.parametrize("token", ["none such", 7, {}, [], None, True])
def test_a_button_of_no_progress_bar_is_silent(fresh: Client, token: Any) -> None:
    fresh.initialize()
    fresh.notify("window/workDoneProgress/cancel", {"token": token})
    asked = {**at("untitled:a", 0, 0), "context": {"includeDeclaration": True}, "workDoneToken": token}
    assert fresh.request("textDocument/references", asked).get("result") is None
    assert fresh.shutdown() == 0
    assert 'File "' not in fresh.errors


def test_true_is_not_the_number_one(server: Client) -> None:
    waiting = [hover_frame(number) for number in (*range(100, 150), 1)]
    cancel = json.dumps({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": True}}).encode()
    server.raw(b"".join(map(frame, [*waiting, cancel])))
    assert server.answer(1)["result"] is None
    server.forget()


def test_a_thousand_pipelined_hovers(server: Client) -> None:
    server.open("untitled:pipeline", "550 5.1.1 User unknown\n" * 10)
    server.raw(
        b"".join(
            frame(
                {
                    "jsonrpc": "2.0",
                    "id": number,
                    "method": "textDocument/hover",
                    "params": at("untitled:pipeline", number % 10, 1),
                }
            )
            for number in range(1000)
        )
    )
    assert all("550" in server.answer(number)["result"]["contents"]["value"] for number in range(1000))
    server.close("untitled:pipeline")
