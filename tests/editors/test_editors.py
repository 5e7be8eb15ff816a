"""Other editors' own language clients against the real server: Neovim's built-in one, Emacs' eglot.

Run by ``make test-editors``, which installs the editors where Debian has them; skipped where they are not.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
SERVER = Path(sys.executable).with_name("replycodes")

pytestmark = [
    pytest.mark.editors,
    pytest.mark.skipif(not SERVER.exists(), reason="replycodes is not installed"),
]


def drive(folder: Path, *command: str) -> dict[str, Any]:
    """What an editor printed, working on copies of the examples."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    for name in ("mail.log", "mock-server.yaml"):
        shutil.copy(EXAMPLES / name, folder)
    environment = {
        **os.environ,
        "REPLYCODES": str(SERVER),
        "FOLDER": str(folder),
        "MAIL_LOG": str(folder / "mail.log"),
        "MOCK_YAML": str(folder / "mock-server.yaml"),
        "HOME": str(folder),
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=90, check=False
    )
    try:
        answer: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
    except ValueError:
        pytest.fail(f"{command[0]} ended with {done.returncode}: {done.stdout[-500:]} {done.stderr[-2000:]}")
    return answer


def test_neovim(tmp_path):
    said = drive(
        tmp_path,
        "nvim",
        "--headless",
        "-u",
        "NONE",
        "-i",
        "NONE",
        "-n",
        "-l" if _knows_l() else "-S",
        str(HERE / "neovim.lua"),
    )
    assert "mailbox unavailable" in said["hover"]["contents"]["value"]
    assert said["silent"]
    assert any("599" in message for message in said["diagnostics"])
    items = said["completion"]["items"]
    assert {"550", "554"} <= {item["label"] for item in items}


def _knows_l() -> bool:
    """Whether this Neovim runs Lua scripts by ``-l`` (0.9 and newer)."""
    if shutil.which("nvim") is None:
        return False
    version = subprocess.run(["nvim", "--version"], capture_output=True, encoding="utf-8", check=False).stdout
    return tuple(map(int, version.split()[1].lstrip("v").split(".")[:2])) >= (0, 9)


def test_emacs(tmp_path):
    said = drive(tmp_path, "emacs", "-q", "--batch", "-l", str(HERE / "emacs.el"))
    assert said["format"] == "plaintext", "eglot without markdown-mode asks for plain text"
    assert "mailbox unavailable" in said["hover"]["contents"]["value"]
    assert "**" not in said["hover"]["contents"]["value"]
    assert said["silent"]
    assert any("599" in message for message in said["diagnostics"])
