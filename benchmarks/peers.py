"""Other language servers to compare with, each with a text of its own kind. `make bench` installs them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

TOOLS = Path(__file__).parent.parent / ".bench"
PYTHON_TEXT = (
    "import os\n\n\n" + "def find(name: str) -> str:\n    return os.path.join(name, name)\n\n\n" * 150
)
YAML_TEXT = "replies:\n" + "  - command: RCPT\n    code: 550\n    text: No such user\n" * 180


class Peer(NamedTuple):
    """A server, what it is asked about, and where."""

    name: str
    command: list[str]
    file: str
    language: str
    text: str
    place: tuple[int, int]


PEERS = [
    Peer(
        "ruff server",
        [str(Path(sys.executable).parent / "ruff"), "server"],
        "a.py",
        "python",
        PYTHON_TEXT,
        (4, 14),
    ),
    Peer(
        "jedi-language-server",
        [str(TOOLS / "bin" / "jedi-language-server")],
        "a.py",
        "python",
        PYTHON_TEXT,
        (4, 22),
    ),
    Peer(
        "yaml-language-server",
        [str(TOOLS / "node_modules" / ".bin" / "yaml-language-server"), "--stdio"],
        "a.yaml",
        "yaml",
        YAML_TEXT,
        (2, 6),
    ),
]
