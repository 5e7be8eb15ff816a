"""Runs an editor with the configuration that docs/editors.md shows, and hands back what its driver wrote."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SERVER = Path(os.environ.get("REPLYCODES") or Path(sys.executable).with_name("replycodes"))

PATIENCE = 90


def snippet(language: str, containing: str) -> str:
    """The one configuration in docs/editors.md that is in a language and holds a text."""
    page = (ROOT / "docs" / "editors.md").read_text("utf-8")
    (found,) = (b for b in re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL) if containing in b)
    return str(found)


def need(*commands: str) -> str:
    """The first of the commands that is installed; where none is, the test is skipped by name."""
    found = next(filter(None, map(shutil.which, commands)), None)
    if found is None:
        pytest.skip(f"{commands[0]} is not installed")
    return found


def drive(folder: Path, *command: str, configuration: str, **environment: str) -> dict[str, Any]:
    """What an editor's driver wrote, in a terminal of its own, working on copies of the examples."""
    for name in ("mail.log", "mock-server.yaml"):
        shutil.copy(ROOT / "examples" / name, folder)
    (folder / "configuration").write_text(configuration, "utf-8")
    said = folder / "said.json"
    variables = {
        **os.environ,
        "PATH": f"{SERVER.parent}{os.pathsep}{os.environ['PATH']}",
        "FOLDER": str(folder),
        "MAIL_LOG": str(folder / "mail.log"),
        "MOCK_YAML": str(folder / "mock-server.yaml"),
        "CONFIGURATION": str(folder / "configuration"),
        "RESULT": str(said),
        "HOME": str(folder),
        "TERM": "xterm",
        **environment,
    }
    code, screen = _in_terminal(command, folder, variables)
    try:
        answer: dict[str, Any] = json.loads(said.read_text("utf-8"))
    except (OSError, ValueError):
        wrote = said.read_text("utf-8") if said.exists() else ""
        pytest.fail(f"{command[0]} ended with {code}: {wrote} {screen[-2000:]}")
    return answer


def _in_terminal(command: tuple[str, ...], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """The exit code and what was on the screen. Without a terminal Vim ends when it looks for a key."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
    screen: list[bytes] = []
    reader = threading.Thread(target=_drain, args=(ours, screen), daemon=True)
    reader.start()
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            timeout=PATIENCE,
            check=False,
        )
        code = done.returncode
    except subprocess.TimeoutExpired:
        code = -1
    finally:
        os.close(theirs)
        reader.join(5)
        os.close(ours)
    return code, b"".join(screen).decode(errors="replace")


def _drain(descriptor: int, into: list[bytes]) -> None:
    with suppress(OSError):
        while data := os.read(descriptor, 1 << 16):
            into.append(data)


def understood(said: dict[str, Any], *, completion: bool = True) -> None:
    """What every editor must show: a hover on the code and none on a process id, the problem, the completions."""
    assert "mailbox unavailable" in said["hover"]
    assert said["silent"]
    assert any("599" in message for message in said["diagnostics"])
    if completion:
        assert {"550", "554"} <= set(said["completion"])
