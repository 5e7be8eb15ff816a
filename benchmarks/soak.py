"""Simulated editing of several large logs for a long time: memory must stay flat, every answer right, stderr empty."""

from __future__ import annotations

import argparse
import random
import sys
import time
from statistics import median

from editor import Editor, at, did_open, typed
from run import OURS, replies
from texts import mail_log

DOCUMENTS = 4
REPORT = 30.0  # seconds between two lines of the report
SAMPLE = 2.0  # seconds between two looks at memory
GROWTH = 1.1


def edit(editor: Editor, rng: random.Random, uri: str, version: int, places: list[tuple[int, int]]) -> None:
    """One burst of work: hover, complete, type, delete what was typed, sometimes a new line and back."""
    line, column = rng.choice(places)
    answer = editor.request("textDocument/hover", at(uri, line, column))["result"]
    assert answer, f"no hover at {uri}:{line}:{column}"
    editor.request("textDocument/completion", at(uri, line, column))
    text = rng.choice(["x", "550 5.1.1 no", "\n", "é😀", "250-"])
    editor.notify("textDocument/didChange", typed(uri, version, line, 0, text))
    if rng.random() < 0.2:
        editor.problems(uri, version)
    end = {
        "line": line + text.count("\n"),
        "character": 0 if "\n" in text else len(text.encode("utf-16-le")) // 2,
    }
    change = {"range": {"start": {"line": line, "character": 0}, "end": end}, "text": ""}
    editor.notify(
        "textDocument/didChange",
        {"textDocument": {"uri": uri, "version": version + 1}, "contentChanges": [change]},
    )
    editor.forget()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--megabytes", type=float, default=20, help="size of each of the logs")
    options = parser.parse_args()
    seconds, rng = options.minutes * 60, random.Random(1)
    texts = [mail_log(int(options.megabytes * 1e6), seed) for seed in range(DOCUMENTS)]
    places = [replies(text) for text in texts]
    uris = [f"file:///var/log/mail.log.{number}" for number in range(DOCUMENTS)]
    memory: list[float] = []
    with Editor(OURS) as editor:
        editor.initialize()
        for uri, text in zip(uris, texts, strict=True):
            editor.write(did_open(uri, text))
            editor.problems(uri, 1)
        began = reported = sampled = time.monotonic()
        bursts, version = 0, 2
        while (spent := time.monotonic() - began) < seconds:
            which = rng.randrange(DOCUMENTS)
            edit(editor, rng, uris[which], version, places[which])
            bursts, version = bursts + 1, version + 2
            if bursts % 500 == 0:  # close and open again
                editor.notify("textDocument/didClose", {"textDocument": {"uri": uris[which]}})
                editor.write(did_open(uris[which], texts[which]))
                editor.problems(uris[which], 1)
            if time.monotonic() - sampled > SAMPLE:
                sampled = time.monotonic()
                memory.append(editor.memory()[0])
            if time.monotonic() - reported > REPORT:
                reported = time.monotonic()
                print(f"{spent:.0f} s: {bursts} bursts, {memory[-1]:.0f} MB", flush=True)
        assert editor.request("shutdown", None)["result"] is None
        editor.notify("exit", None)
        code = editor.process.wait(20)
    quarter = len(memory) // 4  # the first one fills caches
    second, last = median(memory[quarter : 2 * quarter]), median(memory[-quarter:])
    grown = last / second
    print(f"{bursts} bursts; memory {second:.0f} -> {last:.0f} MB ({grown:.2f} times); exit code {code}")
    sys.exit(0 if grown < GROWTH and code == 0 else 1)


if __name__ == "__main__":
    main()
