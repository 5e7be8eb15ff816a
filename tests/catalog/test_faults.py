"""A fault in data/: said with file and line wherever the database is used, and the rest works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from replycodes.catalog.files import data_folder
from tests.lsp.client import Client

BROKEN = {
    "smtp.yaml": b'protocol: smtp\nreplies:\n  - {code: "598", text: x, summary: s, status: standard, sources: y}\n',
    "ftp.yaml": b'protocol: ftp\nreplies:\n  - {code: "598", sumary: "s"}\n',
    "nntp.yaml": b"protocol: nntp # \xff\n",
    "vendors/yahoo.yaml": b"name: [\n",
    "formats/mailgun.yaml": b"name: [\n",
}
SAID = (
    "data/smtp.yaml:3: 598: sources: a list is expected",
    "data/ftp.yaml:3: 598: unknown field 'sumary'; did you mean 'summary'?",
    "data/nntp.yaml:1: not UTF-8",
    "data/vendors/yahoo.yaml:2: not valid YAML",
    "data/formats/mailgun.yaml:2: not valid YAML",
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A copy of the package and a database with faults beside it."""
    root = tmp_path_factory.mktemp("checkout")
    data = data_folder()
    assert data is not None
    shutil.copytree(data, root / "data")
    package = Path(sys.modules["replycodes"].__file__ or "").parent
    shutil.copytree(
        package,
        root / "server" / "replycodes",
        ignore=shutil.ignore_patterns("_compiled", "__pycache__", "data"),
    )
    for name, content in BROKEN.items():
        (root / "data" / name).write_bytes(content)
    return root


def command(checkout: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    return [sys.executable, "-m", "replycodes", *arguments], {
        **os.environ,
        "PYTHONPATH": str(checkout / "server"),
    }


@pytest.mark.parametrize("arguments", [("explain", "NO"), ("export",), ("search", "mailbox full")])
def test_a_command_says_each_fault_once_on_standard_error(checkout, arguments):
    words, environment = command(checkout, *arguments)
    done = subprocess.run(words, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout
    for fault in SAID:
        assert done.stderr.count(f"replycodes: {fault}") == 1, done.stderr


def test_a_command_that_reads_no_database_says_nothing(checkout):
    words, environment = command(checkout, "--version")
    assert subprocess.run(words, env=environment, capture_output=True, check=True).stderr == b""


def test_the_server_logs_each_fault_once_and_explains_the_rest(checkout):
    words, environment = command(checkout, "serve")
    with Client(words, env=environment) as client:
        client.initialize()
        client.open("untitled:a", "550 5.1.1 User unknown\n")
        assert "no such mailbox" in client.hover_text("untitled:a", 0, 6)
        client.shutdown()
        for fault in SAID:
            assert client.errors.count(fault) == 1, client.errors
