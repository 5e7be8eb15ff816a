"""A workspace file is data from a stranger: whatever lies there, lint says one clear thing, runs nothing and goes on."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from replycodes.cli.group import cli
from replycodes.cli.workspaces import _of_file, _of_folder
from replycodes.rules.workspace import NAME

MOCK = 'smtp:\n  rcpt_to: {code: 599, text: "mailbox is full"}\n'
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join(['*' + before] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)


def written(text: str | bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(text.encode() if isinstance(text, str) else text)  # type: ignore[func-returns-value]


def link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


FORMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a YAML bomb": (written(BOMB), "aliases are not allowed"),
    "a Python tag": (
        written("rules: !!python/object/apply:os.system ['touch ran']\n"),
        "tags are not allowed",
    ),
    "a Python name": (written("rules: !!python/name:os.system\n"), "tags are not allowed"),
    "50 MB": (written(b"a: b\n" * 10_000_000), "larger than 100 kB"),
    "50 MB in one line": (written(b"a" * 50_000_000), "larger than 100 kB"),
    "binary": (written(bytes(range(256)) * 40), "not UTF-8"),
    "zeros": (written(b"\0" * 5000), "not valid YAML"),
    "deep nesting": (written("[" * 90_000), "nested too deep"),
    "deep keys": (written("".join(" " * n + "a:\n" for n in range(400))), "nested too deep"),
    "broken": (written("rules:\n  class-mismatch: [\n"), "not valid YAML"),
    "a merge of itself": (written("a: &a\n  <<: *a\n"), "not"),
    "a directory": (Path.mkdir, "not"),
    "a FIFO": (lambda path: os.mkfifo(path), "not a regular file"),
    "a link to itself": (link(NAME), "not readable"),
    "a dead link": (link("nowhere"), "not readable"),
    "a link to a device": (link("/dev/zero"), "not a regular file"),
    "a link to a terminal": (link("/dev/tty"), "not"),
    "an unreadable file": (link("/proc/self/mem"), "not readable"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mock.yaml").write_text(MOCK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    _of_folder.cache_clear()
    _of_file.cache_clear()
    return tmp_path


def lint() -> Result:
    return CliRunner().invoke(cli, ["lint", "--format", "json", "mock.yaml"])


@pytest.mark.skipif(sys.platform == "win32", reason="makes links, pipes and devices")
@pytest.mark.timeout(20)
@pytest.mark.parametrize("form", FORMS)
def test_one_clear_message_names_the_file(folder: Path, form: str) -> None:
    make, says = FORMS[form]
    make(folder / NAME)
    if form == "an unreadable file" and not Path("/proc/self/mem").exists():
        pytest.skip("there is no /proc here")
    done = lint()
    assert done.exit_code == 2, done.output
    assert NAME in done.stderr
    assert says in done.stderr
    assert len(done.stderr) < 1200, "one message, not a flood"
    assert '"rule": "unknown-reply-code"' in done.stdout, "linting goes on"
    assert not (folder / "ran").exists()


@pytest.mark.timeout(30)
def test_a_file_that_changes_while_it_is_read(folder: Path) -> None:
    texts = [b"rules: {class-mismatch: off}\n" * 1, b"x" * 200_000, b"\xff\xfe\0", b"", b"[" * 9000]
    stop = threading.Event()

    def rewrite() -> None:
        while not stop.is_set():
            for text in texts:
                (folder / NAME).write_bytes(text)

    writer = threading.Thread(target=rewrite)
    writer.start()
    try:
        for _ in range(30):
            _of_folder.cache_clear()
            _of_file.cache_clear()
            done = lint()
            assert done.exit_code in (1, 2)
            assert done.exception is None or isinstance(done.exception, SystemExit)
            assert '"rule": "unknown-reply-code"' in done.stdout
    finally:
        stop.set()
        writer.join()
