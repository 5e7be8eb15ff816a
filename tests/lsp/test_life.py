"""The life of the process: the order of a session, exit codes, a client that vanishes. All of these fail with
pygls 2.1 unless the test says otherwise."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import SERVE, Client, at

INVALID_REQUEST, NOT_INITIALIZED, INVALID_PARAMS, INTERNAL, CANCELLED = -32600, -32002, -32602, -32603, -32800


@pytest.mark.parametrize(
    "method", ["textDocument/hover", "shutdown", "no/such/method", "workspace/executeCommand"]
)
def test_requests_before_initialize(fresh: Client, method: str) -> None:
    assert fresh.request(method, at("untitled:a", 0, 0))["error"]["code"] == NOT_INITIALIZED
    fresh.initialize()
    assert fresh.alive()


def test_notifications_before_initialize_are_dropped(fresh: Client) -> None:
    fresh.open("untitled:early", "550 5.1.1 User unknown\n")
    fresh.initialize()
    assert fresh.hover("untitled:early", 0, 1) is None


def test_a_second_initialize_changes_nothing(fresh: Client) -> None:
    fresh.initialize()
    fresh.open("untitled:kept", "550 5.1.1 User unknown\n")
    again = fresh.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    assert again["error"]["code"] == INVALID_REQUEST
    assert "550" in fresh.hover_text("untitled:kept", 0, 1)


@pytest.mark.parametrize("params", [None, [], {}, {"capabilities": None}, {"capabilities": 5}])
def test_initialize_needs_params(fresh: Client, params: Any) -> None:
    assert fresh.request("initialize", params)["error"]["code"] == INVALID_PARAMS
    fresh.initialize()
    assert fresh.alive()


@pytest.mark.parametrize(
    "params",
    [
        {"trace": "very loud"},
        {"rootUri": "file://[::1"},
        {"rootUri": "no uri at all"},
        {"rootUri": 5},
        {"rootPath": "/tmp", "rootUri": None},
        {"workspaceFolders": [5, {"uri": "file:///a", "name": "a"}]},
        {"workspaceFolders": [{"uri": "%zz", "name": ""}]},
        {"processId": "me"},
        {"processId": -1},
        {"processId": 10**30},
        {"clientInfo": {"name": 5}},
        {"initializationOptions": [1, 2]},
        {"locale": 5},
        {
            "capabilities": {
                "textDocument": {"completion": {"completionItem": {"tagSupport": {"valueSet": [9]}}}}
            }
        },
        {"capabilities": {"general": {"positionEncodings": ["utf-64", 5]}}},
        {"capabilities": {"general": {"positionEncodings": []}}},
        {
            "capabilities": {
                "somethingNew": {"a": [1]},
                "textDocument": {"hover": {"contentFormat": ["html"]}},
            }
        },
        {"somethingNew": True},
        {"capabilities": {"textDocument": {"semanticTokens": {"requests": {"full": {"delta": "yes"}}}}}},
        {
            "capabilities": {
                "textDocument": {"semanticTokens": {}, "codeAction": {"codeActionLiteralSupport": {}}}
            }
        },
    ],
)
def test_a_client_may_know_what_the_server_does_not(fresh: Client, params: dict[str, Any]) -> None:
    result = fresh.initialize(**params)
    assert result["capabilities"]["hoverProvider"]
    assert fresh.alive()


def test_initialized_without_params(fresh: Client) -> None:
    params = {"processId": None, "rootUri": None, "capabilities": {"workspace": {"configuration": True}}}
    fresh.request("initialize", params)
    fresh.notify("initialized")
    assert fresh.wait(lambda message: message.get("method") == "workspace/configuration")
    assert fresh.errors == ""


@pytest.mark.parametrize(
    "answer",
    [
        {"error": {"code": -32601, "message": "no"}},
        {"error": "no"},
        {"result": None},
        {"result": 5},
        {"result": {"a": 1}},
        {"result": "text"},
        {"result": [[]]},
        None,  # never
    ],
)
def test_a_client_may_refuse_what_it_is_asked(fresh: Client, answer: dict[str, Any] | None) -> None:
    fresh.initialize(
        {"workspace": {"configuration": True, "didChangeWatchedFiles": {"dynamicRegistration": True}}}
    )
    for method in ("workspace/configuration", "client/registerCapability"):
        asked = fresh.wait(lambda message, method=method: message.get("method") == method)  # type: ignore[misc]
        if answer is not None:
            fresh.send({"jsonrpc": "2.0", "id": asked["id"], **answer})
    assert fresh.alive()
    assert fresh.shutdown() == 0
    assert "Traceback" not in fresh.errors


def test_requests_after_shutdown(fresh: Client) -> None:
    fresh.initialize()
    fresh.open("untitled:a", "550 5.1.1 User unknown\n")
    assert fresh.request("shutdown")["result"] is None
    assert fresh.request("textDocument/hover", at("untitled:a", 0, 1))["error"]["code"] == INVALID_REQUEST
    assert fresh.request("shutdown")["error"]["code"] == INVALID_REQUEST
    fresh.notify("exit")
    assert fresh.exit_code() == 0


@pytest.mark.parametrize("params", [None, {}, [], 5])
def test_shutdown_takes_any_params(fresh: Client, params: Any) -> None:
    fresh.initialize()
    assert fresh.request("shutdown", params)["result"] is None
    fresh.notify("exit", params)
    assert fresh.exit_code() == 0


def test_exit_without_shutdown(fresh: Client) -> None:
    fresh.initialize()
    fresh.notify("exit")
    assert fresh.exit_code() == 1


def test_exit_before_initialize(fresh: Client) -> None:
    fresh.notify("exit")
    assert fresh.exit_code() == 1


@pytest.mark.parametrize(("shutdown", "code"), [(True, 0), (False, 1)])
def test_the_end_of_input_ends_the_server(fresh: Client, shutdown: bool, code: int) -> None:
    fresh.initialize()
    if shutdown:
        fresh.request("shutdown")
    fresh.end_input()
    assert fresh.exit_code() == code
    assert fresh.errors == ""


def test_what_was_asked_before_the_end_of_input_is_answered(fresh: Client) -> None:
    fresh.initialize()
    asked = fresh.ask("textDocument/hover", at("untitled:a", 0, 0))
    fresh.end_input()
    assert fresh.answer(asked)["result"] is None


def test_input_that_ends_inside_a_message(fresh: Client) -> None:
    fresh.initialize()
    fresh.raw(b'Content-Length: 500\r\n\r\n{"jsonrpc"')
    fresh.end_input()
    assert fresh.exit_code() == 1


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
@pytest.mark.parametrize("pause", [0.05, 0.1, 0.2, 0.4])
def test_an_interrupt_while_it_loads_is_no_traceback(pause: float) -> None:
    def heed_interrupts() -> None:  # a test run in the background of a shell hands on that it does not
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(
        SERVE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    ) as process:
        time.sleep(pause)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        errors = process.stderr.read().decode()
        assert process.wait(20) in (130, -signal.SIGINT)  # the latter while Python itself starts
        assert "replycodes" not in errors


def test_the_server_ends_with_its_parent() -> None:
    parent = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with Client() as client:
        client.initialize(processId=parent.pid)
        assert client.alive()
        parent.kill()
        parent.wait()
        assert client.exit_code() == 1


def test_a_parent_that_is_gone_already() -> None:
    parent = subprocess.Popen([sys.executable, "-c", ""])
    parent.wait()
    with Client() as client:
        client.initialize(processId=parent.pid)
        assert client.exit_code() == 1


def test_a_broken_output_ends_the_server(fresh: Client) -> None:
    reading, writing = os.pipe()
    with subprocess.Popen(SERVE, stdin=subprocess.PIPE, stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        os.close(reading)
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b'Content-Length: 44\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"shutdown"}')
        process.stdin.flush()
        assert process.wait(20) == 1
        assert b"Traceback" not in process.stderr.read()


def test_what_is_printed_does_not_garble_the_protocol(tmp_path: Path) -> None:
    with Client([*SERVE[:2], "-c", PRINTING]) as client:
        client.initialize()
        assert client.request("textDocument/declaration", at("untitled:a", 0, 0))["result"] is None
        assert client.shutdown() == 0
        assert "printed" in client.errors


PRINTING = """
import os, sys
from replycodes.lsp.serve import serve
from replycodes.lsp.server import ReplycodesServer
server = ReplycodesServer()
@server.feature("textDocument/declaration")
def definition(params):
    print("printed", flush=True)
    os.write(1, b"printed")
sys.exit(serve(server=server))
"""

FAILING = """
import sys
from replycodes.lsp.serve import serve
from replycodes.lsp.server import ReplycodesServer
server = ReplycodesServer()
@server.feature("textDocument/declaration")
def definition(params):
    raise RuntimeError("u@example.net")
@server.feature("textDocument/implementation")
def references(params):
    return {1, 2}
@server.feature("workspace/didRenameFiles")
def watched(params):
    raise RuntimeError("u@example.net")
sys.exit(serve(server=server))
"""


def test_a_failing_handler_is_answered_and_logged_once() -> None:
    with Client([*SERVE[:2], "-c", FAILING]) as client:
        client.initialize()
        for _ in range(3):
            answer = client.request("textDocument/declaration", at("untitled:a", 0, 0))
            assert answer["error"]["code"] == INTERNAL
            client.notify("workspace/didRenameFiles", {"files": []})
        references = {**at("untitled:a", 0, 0), "context": {"includeDeclaration": True}}
        assert client.request("textDocument/implementation", references)["error"]["code"] == INTERNAL
        assert client.alive()
        assert not [m for m in client.received() if m.get("method", "").startswith("window/")]
        assert client.shutdown() == 0
        assert client.errors.count("RuntimeError") == 2
        assert "example.net" not in client.errors


WAITING = """
import asyncio, sys
from replycodes.lsp import progress
from replycodes.lsp.serve import serve
from replycodes.lsp.server import ReplycodesServer
progress._SILENT = progress._PERIOD = 0
server = ReplycodesServer()
@server.feature("textDocument/declaration")
async def definition(params):
    await asyncio.sleep(600)
sys.exit(serve(server=server))
"""


def test_a_request_at_work_is_cancelled() -> None:
    with Client([*SERVE[:2], "-c", WAITING]) as client:
        client.initialize()
        asked = client.ask("textDocument/declaration", at("untitled:a", 0, 0))
        assert client.alive()
        client.notify("$/cancelRequest", {"id": asked})
        assert client.answer(asked)["error"]["code"] == CANCELLED
        assert client.shutdown() == 0


@pytest.mark.parametrize("accepted", [True, False])
def test_long_examinations_show_progress(accepted: bool) -> None:
    with Client([*SERVE[:2], "-c", WAITING]) as client:
        client.initialize({"window": {"workDoneProgress": True}})
        client.open("untitled:long", "said: 550 5.1.1 User unknown\n" * 40_000)
        create = client.wait(lambda message: message.get("method") == "window/workDoneProgress/create")
        answer = {"result": None} if accepted else {"error": {"code": -1, "message": "no"}}
        client.send({"jsonrpc": "2.0", "id": create["id"], **answer})
        client.diagnostics("untitled:long", 1)
        told = [m["params"]["value"]["kind"] for m in client.received() if m.get("method") == "$/progress"]
        assert told[:1] + told[-1:] == (["begin", "end"] if accepted else [])
        assert client.errors == ""


def test_idle_costs_nothing(fresh: Client) -> None:
    """Passes with pygls too. A tenth of a second of processor time would be a busy loop."""
    fresh.initialize(processId=os.getpid())
    assert fresh.alive()
    before = _processor_time(fresh.process.pid)
    time.sleep(1)
    assert _processor_time(fresh.process.pid) - before < 0.1


def _processor_time(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        pytest.skip("needs /proc")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
