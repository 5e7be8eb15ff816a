"""Proves an installed replycodes outside any checkout: run it with the Python of an environment that holds nothing
but the built wheel and what it requires. Prints one line per proof; exits with 1 at the first that fails."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINE = (
    "Feb 21 09:21:55 mx1 postfix/smtp[4242]: 4F1A2B: to=<u@example.net>, relay=mx.example.net[203.0.113.5]:25, "
    "delay=1.2, delays=0.1/0/0.5/0.6, dsn=5.1.1, status=bounced (host mx.example.net[203.0.113.5] said: 550 5.1.1 "
    "<u@example.net>: Recipient address rejected (in reply to RCPT TO command))\n"
)


def main() -> None:
    """Run each proof in an empty folder, isolated from the user's own packages."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "mail.log")
        log.write_text(LINE, encoding="utf-8")
        mock = Path(folder, "mock.yaml")
        mock.write_text("smtp:\n  on_rcpt:\n    code: 599\n    message: go away\n", encoding="utf-8")
        proofs = {
            "the package lies outside the checkout": package_is_installed,
            "the database is the compiled one": database_is_compiled,
            "explain says what 550 5.1.1 means": lambda: "mailbox" in run("explain", "550", "5.1.1"),
            "scan finds three codes": lambda: run("scan", str(log)).count("\n") == 3,
            "lint ends with 0 on a log": lambda: run("lint", str(log)) == "",
            "lint names an invented code in a mock": lambda: "599" in run("lint", str(mock), ends=1),
            "search finds 5.2.2 by its symptom": lambda: run("search", "mailbox full").startswith("5.2.2"),
            "report names who must act": lambda: "example.net" in run("report", str(log)),
            "report writes a page": lambda: (
                run("report", str(log), "--html", f"{folder}/report.html") is not None
                and "<html" in Path(folder, "report.html").read_text(encoding="utf-8")
            ),
            "site brings its style, its script and a page for each code": lambda: site(Path(folder, "site")),
            "export is the database": lambda: "550" in json.loads(run("export"))["smtp"]["replies"],
            "serve answers a hover over stdio": lambda: (
                "mailbox unavailable" in asked("hover", log, LINE.index("550 "))
            ),
            "definition leads to an entry of the database": lambda: entry_is_there(log, LINE.index("550 ")),
        }
        for what, holds in proofs.items():
            if not holds():
                sys.exit(f"not so: {what}")
            print(f"ok: {what}")


def run(*arguments: str, ends: int = 0) -> str:
    """Standard output of the installed command, which must end with this exit code."""
    done = subprocess.run(
        [sys.executable, "-I", "-m", "replycodes", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != ends:
        sys.exit(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def site(folder: Path) -> bool:
    """Whether the reference is whole: what its first page asks for lies beside it."""
    run("site", str(folder))
    asked = re.findall(r'(?:href|src)="(assets/[^"]+)"', (folder / "index.html").read_text(encoding="utf-8"))
    present = [(folder / name).stat().st_size > 0 for name in asked]
    return len(present) >= 3 and all(present) and len(list(folder.glob("smtp/*.html"))) > 50


def package_is_installed() -> bool:
    """Whether Python finds the package among the installed ones."""
    import replycodes

    return "site-packages" in replycodes.__file__


def database_is_compiled() -> bool:
    """Whether the catalog comes from the JSON that the build made."""
    from replycodes.catalog import files

    return files._compiled("catalog.json") is not None and "550" in files.load_catalog().replies["smtp"]


def entry_is_there(path: Path, column: int) -> bool:
    """Whether the definition of a code is the line of its entry in an installed file."""
    place = re.search(r'"result": ?(\{"uri".*?\}\}\})', asked("definition", path, column))
    assert place, "no place"
    found = json.loads(place[1])
    lines = Path(unquote(urlsplit(found["uri"]).path)).read_text(encoding="utf-8").split("\n")
    return "site-packages" in found["uri"] and lines[found["range"]["start"]["line"]] == '  - code: "550"'


def asked(feature: str, path: Path, column: int) -> str:
    """What the server answers about a place in the first line of a file."""
    uri = path.as_uri()
    document = {"uri": uri, "languageId": "log", "version": 1, "text": path.read_text(encoding="utf-8")}
    position = {"line": 0, "character": column}
    messages = [
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": document}},
        {
            "id": 2,
            "method": f"textDocument/{feature}",
            "params": {"textDocument": {"uri": uri}, "position": position},
        },
        {"id": 3, "method": "shutdown"},
        {"method": "exit"},
    ]
    bodies = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in messages]
    stream = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)
    command = [sys.executable, "-I", "-m", "replycodes", "serve", "--stdio"]
    done = subprocess.run(command, input=stream, capture_output=True, timeout=60, check=True)
    return done.stdout.decode("utf-8")


if __name__ == "__main__":
    main()
