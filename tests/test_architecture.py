"""Imports run downwards only, and the core touches neither files nor threads nor sockets."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "server" / "replycodes"

MAY_IMPORT = {
    "catalog": {"catalog"},
    "text": {"text"},
    "detect": {"detect", "catalog", "text"},
    "explain": {"explain", "detect", "catalog", "text"},
    "rules": {"rules", "explain", "detect", "catalog", "text"},
    "summary": {"summary", "explain", "detect", "catalog", "text"},
    "features": {"features", "summary", "rules", "explain", "detect", "catalog", "text"},
    "disk": {"disk", "text"},
    "lsp": {"lsp", "disk", "features", "summary", "rules", "explain", "detect", "catalog", "text"},
    "cli": {"cli", "disk", "site", "lsp", "summary", "rules", "explain", "detect", "catalog", "text"},
    "site": {"site", "explain", "detect", "catalog", "text"},
}
OUTSIDE = {  # package -> the rooms that may import it
    "pygls": {"lsp"},
    "lsprotocol": {"lsp", "features"},
    "yaml": {"catalog"},
    "click": {"cli"},
    "rich": {"cli", "explain"},
}
EDGES = {
    "os",
    "pathlib",
    "io",
    "threading",
    "multiprocessing",
    "subprocess",
    "socket",
    "concurrent",
    "tempfile",
    "shutil",
}
EDGE_ROOMS = {"disk", "lsp", "cli", "site"}
EDGE_MODULES = {"catalog/files.py"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_run_downwards(path):
    relative = path.relative_to(PACKAGE)
    room = relative.parts[0] if len(relative.parts) > 1 else "cli"
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "replycodes" and len(parts) > 1 and (PACKAGE / parts[1]).is_dir():
            assert parts[1] in MAY_IMPORT[room], f"{relative} must not import {name}"
        if parts[0] in OUTSIDE:
            assert room in OUTSIDE[parts[0]], f"{relative} must not import {name}"
        if parts[0] in EDGES and room not in EDGE_ROOMS:
            assert relative.as_posix() in EDGE_MODULES, f"{relative} must stay free of {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path} has no docstring"


def test_a_server_says_hello_before_it_loads_what_explains() -> None:
    """Imports of the first answer cost every start of an editor: database, detection and rules wait for a document."""
    code = "import sys, replycodes.lsp.server; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    rooms = {name.split(".")[1] for name in done.stdout.split() if name.startswith("replycodes.")}
    assert rooms == {"disk", "lsp", "text"}


def test_a_scan_loads_the_codes_and_what_finds_them(tmp_path: Path) -> None:
    """Every scan of a short file waits for its imports: no database, no rules, no explanations, no processes."""
    log = tmp_path / "mail.log"
    log.write_text("dsn=5.1.1, status=bounced (host mx.example.org said: 550 5.1.1 User unknown)\n", "utf-8")
    code = (
        "import sys; from replycodes.cli.group import cli; "
        f"cli(['scan', {str(log)!r}], standalone_mode=False); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.count("\n") == 3
    loaded = set(done.stderr.split())
    assert {name.split(".")[1] for name in loaded if name.startswith("replycodes.")} == {
        "catalog", "cli", "detect", "disk", "text",
    }  # fmt: skip
    assert loaded.isdisjoint(
        [
            "replycodes.catalog.model",
            "replycodes.detect.why",
            "replycodes.detect.reply",
            "yaml",
            "rich",
            "multiprocessing",
        ]
    )
