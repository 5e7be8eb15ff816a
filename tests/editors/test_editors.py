"""Other editors' own language clients against the real server, with the configuration that docs/editors.md shows.

Run by ``make test-editors``, which installs the editors that Debian and PyPI have; skipped where they are not.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from tests.editors.editor import HERE, SERVER, drive, need, snippet, understood

pytestmark = [
    pytest.mark.editors,
    pytest.mark.skipif(not SERVER.exists(), reason="replycodes is not installed"),
]

NEOVIM = [os.environ.get("NEOVIM", ""), "nvim"]
"""A current Neovim, and the one that the system has."""


def neovim_version(command: str) -> tuple[int, int]:
    said = subprocess.run([command, "--version"], capture_output=True, encoding="utf-8", check=False).stdout
    found = re.search(r"v(\d+)\.(\d+)", said)
    assert found, said
    return int(found[1]), int(found[2])


@pytest.mark.parametrize("form", ["0.11", "0.8", "0.7"])
def test_neovim(tmp_path, form):
    oldest = tuple(map(int, form.split(".")))
    command = need("nvim") if form == "0.7" else need(*filter(None, NEOVIM))
    if neovim_version(command) < oldest:
        pytest.skip(f"Neovim {form} or newer is not installed")
    configuration = {
        "0.11": lambda: snippet("lua", "vim.lsp.enable") + snippet("lua", "vim.filetype.add"),
        "0.8": lambda: snippet("lua", "vim.lsp.start("),
        "0.7": lambda: snippet("lua", "start_client"),
    }[form]()
    options = ("--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", str(HERE / "neovim.lua"))
    said = drive(tmp_path, command, *options, configuration=configuration, FORM=form)
    understood(said)
    if form == "0.11":
        assert said["filetype"] == "log"


@pytest.mark.parametrize(("driver", "package"), [("eglot", "eglot"), ("lsp_mode", "lsp-mode")])
def test_emacs(tmp_path, driver, package):
    emacs = need("emacs")
    there = [emacs, "-q", "--batch", "--eval", f'(kill-emacs (if (locate-library "{package}") 0 1))']
    if subprocess.run(there, capture_output=True, check=False).returncode:
        pytest.skip(f"Emacs has no {package} here")
    said = drive(
        tmp_path,
        emacs,
        "-q",
        "--batch",
        "-l",
        str(HERE / f"{driver}.el"),
        configuration=snippet("elisp", f"with-eval-after-load '{package}"),
    )
    understood(said)
    if said["format"] == "plaintext":
        assert "**" not in said["hover"], "a client without markdown-mode asks for plain text"


VIM = ("-u", "NONE", "-i", "NONE", "-n", "-N", "-S")


def test_ale(tmp_path):
    vim = need("vim")
    look = "packadd ale | runtime plugin/ale.vim | execute exists(':ALEHover') ? 'qall!' : 'cquit!'"
    there = subprocess.run(
        [vim, "-u", "NONE", "-es", "-N", "-c", look], stdin=subprocess.DEVNULL, check=False
    )
    if there.returncode:
        pytest.skip("Vim has no ALE here")
    configuration = snippet("vim", "setfiletype") + snippet("vim", "ale_linters")
    understood(drive(tmp_path, vim, *VIM, str(HERE / "ale.vim"), configuration=configuration))


@pytest.mark.skipif("VIM_LSP" not in os.environ, reason="VIM_LSP names no folder with vim-lsp")
def test_vim_lsp(tmp_path):
    configuration = snippet("vim", "setfiletype") + snippet("vim", "lsp#register_server")
    said = drive(tmp_path, need("vim"), *VIM, str(HERE / "vim_lsp.vim"), configuration=configuration)
    understood(said)


def test_settings_files_of_the_others_are_well_formed():
    for editor in ("languageserver", '"clients"', '"servers"'):
        assert json.loads(snippet("json", editor))
    tomllib = pytest.importorskip("tomllib")
    assert tomllib.loads(snippet("toml", "language-server"))


def test_kate(tmp_path):
    for command in ("kate", "Xvfb", "xdotool", "dbus-run-session"):
        need(command)
    recorder = tmp_path / "bin" / "replycodes"
    recorder.parent.mkdir()
    recorder.write_text(f"#!{sys.executable}\n" + (HERE / "kate.py").read_text("utf-8"), "utf-8")
    recorder.chmod(0o755)
    said = drive(
        tmp_path,
        sys.executable,
        str(HERE / "kate.py"),
        configuration=snippet("json", '"servers"'),
        PATH=f"{recorder.parent}{os.pathsep}{os.environ['PATH']}",
        REPLYCODES=str(SERVER),
        DISPLAY=":77",
        QT_QPA_PLATFORM="xcb",
        XDG_CONFIG_HOME=str(tmp_path / "config"),
        XDG_RUNTIME_DIR=str(tmp_path / "run"),
    )
    assert any("599" in message for message in said["diagnostics"])
    assert {"550", "554"} <= set(said["completion"])
