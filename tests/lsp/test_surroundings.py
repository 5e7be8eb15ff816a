"""Surroundings that mean harm: folders with modules named like ours, files that are no files, the network."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.lsp.client import SERVE, Client

REPLY = "550 5.1.1 User unknown\n"
NAMES = [
    "yaml",
    "pygls",
    "lsprotocol",
    "cattrs",
    "attrs",
    "json",
    "asyncio",
    "replycodes",
    "click",
    "sitecustomize",
]


@pytest.mark.parametrize("command", [SERVE, [str(Path(sys.executable).parent / "replycodes"), "serve"]])
def test_a_projects_modules_are_not_imported(tmp_path: Path, command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip("the command replycodes is not installed")
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text("open('imported', 'w').write(__name__)\nraise SystemExit(3)\n")
    with Client(command, cwd=tmp_path) as client:
        client.initialize(rootUri=tmp_path.as_uri())
        client.open((tmp_path / "mock.yaml").as_uri(), "smtp: {code: 550, text: no}\n", "yaml")
        assert client.alive()
        assert client.shutdown() == 0
    assert not (tmp_path / "imported").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_and_devices_are_never_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mail.log")
    os.mkfifo(tmp_path / ".replycodes.yaml")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / ".replycodes.yaml").symlink_to("/dev/zero")
    with Client() as client:
        client.initialize(
            rootUri=tmp_path.as_uri(), workspaceFolders=[{"uri": tmp_path.as_uri(), "name": "here"}]
        )
        assert client.hover((tmp_path / "mail.log").as_uri(), 0, 1) is None
        for folder in (tmp_path, tmp_path / "below"):
            uri = (folder / "other.log").as_uri()
            client.open(uri, REPLY)
            assert "550" in client.hover_text(uri, 0, 1)
        assert client.shutdown() == 0


def test_files_that_vanish_do_not_matter(tmp_path: Path) -> None:
    with Client() as client:
        client.initialize(rootUri=tmp_path.as_uri())
        log = tmp_path / "gone" / "mail.log"
        client.open(log.as_uri(), REPLY)
        assert "550" in client.hover_text(log.as_uri(), 0, 1)
        tmp_path.rename(tmp_path.with_name("moved"))
        client.change(log.as_uri(), 2, {"text": REPLY})
        assert "550" in client.hover_text(log.as_uri(), 0, 1)


LISTENING = """
import sys
def watch(event, args):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        sys.stderr.write(f"network: {event} {args!r}\\n")
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.fork"):
        sys.stderr.write(f"process: {event}\\n")
sys.addaudithook(watch)
from replycodes.lsp.serve import serve
sys.exit(serve())
"""


def test_a_session_uses_no_network_and_starts_nothing() -> None:
    with Client([*SERVE[:2], "-c", LISTENING]) as client:
        client.initialize()
        client.open(
            "file:///mock/smtp.yaml", "smtp:\n  data: {code: 599, text: 'http://example.org/'}\n", "yaml"
        )
        client.diagnostics("file:///mock/smtp.yaml", 1)
        assert client.alive()
        assert client.shutdown() == 0
        assert "network" not in client.errors
        assert "process" not in client.errors
