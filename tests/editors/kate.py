"""Drives Kate, configured as docs/editors.md says, in a display of its own and writes one JSON object.

Kate shows nothing to a script: what counts is what it sent to the server and what it got. So the ``replycodes`` that it
finds on its PATH is this file, which hands everything on and keeps a copy.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

DISPLAY = ":77"
PATIENCE = 25.0

FOLDER = Path(os.environ["FOLDER"])
ASKED, ANSWERED = FOLDER / "asked", FOLDER / "answered"


def record() -> int:
    """Be the server, and keep what is said."""
    command = [os.environ["REPLYCODES"], *sys.argv[1:]]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        there = (0, server.stdin.fileno(), ASKED)
        threading.Thread(target=_copy, args=there, daemon=True).start()
        _copy(server.stdout.fileno(), 1, ANSWERED)
        return server.wait()


def _copy(source: int, target: int, record: Path) -> None:
    with record.open("ab", buffering=0) as copy:
        while data := os.read(source, 1 << 16):
            copy.write(data)
            os.write(target, data)


def said(record: Path) -> list[dict[str, Any]]:
    """The whole messages so far."""
    data = record.read_bytes() if record.exists() else b""
    messages = []
    while head := re.match(rb"Content-Length: (\d+)\r\n\r\n", data):
        end = head.end() + int(head[1])
        if len(data) < end:
            break
        messages.append(json.loads(data[head.end() : end]))
        data = data[end:]
    return messages


def wait(what: str, condition: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE
    while not (found := condition()):
        if time.monotonic() > end:
            sys.exit(f"timeout: {what}")
        time.sleep(0.1)
    return found


def problems() -> list[str]:
    published = [m["params"] for m in said(ANSWERED) if m.get("method") == "textDocument/publishDiagnostics"]
    return [problem["message"] for params in published for problem in params["diagnostics"]]


def completion() -> list[str]:
    """The labels that Kate got when it asked."""
    asked = [m["id"] for m in said(ASKED) if m.get("method") == "textDocument/completion"]
    answers = [m["result"] for m in said(ANSWERED) if m.get("id") in asked]
    return [item["label"] for answer in answers if answer for item in answer["items"]]


def drive() -> None:
    settings = Path(os.environ["XDG_CONFIG_HOME"])
    (settings / "kate" / "lspclient").mkdir(parents=True)
    configuration = Path(os.environ["CONFIGURATION"]).read_text("utf-8")
    (settings / "kate" / "lspclient" / "settings.json").write_text(configuration, "utf-8")
    server = shutil.which("replycodes")  # Kate asks before it starts a server for the first time
    (settings / "katerc").write_text(
        "[Kate Plugins]\nlspclientplugin=true\n\n"
        f"[lspclient]\nAllowedServerCommandLines={server} serve,replycodes serve\n",
        "utf-8",
    )
    Path(os.environ["XDG_RUNTIME_DIR"]).mkdir(mode=0o700)
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with ExitStack() as ending:
        for command in (
            ["Xvfb", DISPLAY, "-screen", "0", "1024x768x24"],
            ["dbus-run-session", "--", "kate", "-n", "--startanon", os.environ["MOCK_YAML"]],
        ):
            process = ending.enter_context(subprocess.Popen(command, **silent))  # type: ignore[call-overload]
            ending.callback(process.terminate)
            time.sleep(1)
        found = wait("problems", problems)
        (window, *_) = wait("window", lambda: _xdotool("search", "--name", "mock-server.yaml").split())
        _xdotool("windowfocus", "--sync", window)
        for keys in ("ctrl+End", "Left", "ctrl+space"):  # behind the last "code: 5"
            _xdotool("key", keys)
            time.sleep(0.3)
        labels = wait("completion", completion)
        Path(os.environ["RESULT"]).write_text(
            json.dumps({"diagnostics": found, "completion": labels}), "utf-8"
        )


def _xdotool(*arguments: str) -> str:
    return subprocess.run(["xdotool", *arguments], capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    sys.exit(record() if Path(sys.argv[0]).name == "replycodes" else drive())
