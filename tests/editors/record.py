"""Stands before the server and writes down what an editor announces: run the editors' tests with it in the server's place.

    RECORD=/tmp/announced REPLYCODES=$PWD/tests/editors/record.py REPLYCODES_SERVER=$(command -v replycodes) \\
        pytest -m editors tests/editors

It must be called ``replycodes`` where an editor looks it up by its name (a link will do). Each session becomes one file
in the folder ``RECORD``, named after the client and its version.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path


def main() -> None:
    """Write the first message down, then hand everything through."""
    head = body = b""
    while not head.endswith(b"\r\n\r\n"):
        head += os.read(0, 1)
    length = int(re.findall(rb"(?i)content-length: *(\d+)", head)[0])
    while len(body) < length:
        body += os.read(0, length - len(body))
    announced = json.loads(body)["params"]
    client = announced.get("clientInfo") or {"name": "unnamed"}
    name = "-".join(re.findall(r"[A-Za-z0-9.]+", f"{client['name']} {client.get('version', '')}")).lower()
    folder = Path(os.environ["RECORD"])
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(announced["capabilities"], indent=1, sort_keys=True)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    server = subprocess.Popen([os.environ["REPLYCODES_SERVER"], *sys.argv[1:]], stdin=subprocess.PIPE)
    assert server.stdin is not None
    data = head + body
    while data:
        server.stdin.write(data)
        server.stdin.flush()
        data = os.read(0, 1 << 16)
    server.stdin.close()
    sys.exit(server.wait())


if __name__ == "__main__":
    main()
