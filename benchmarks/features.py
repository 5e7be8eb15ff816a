"""Measures what the editor asks for while somebody types and scrolls, over the protocol, as the client sees it.

    python benchmarks/features.py [MEGABYTES]

A log of 50 MB and a mock server's YAML of 10,000 lines. Compare figures within one run; they are the machine's.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from editor import Editor, at, did_open
from texts import mail_log

SERVE = [sys.executable, "-I", "-m", "replycodes", "serve"]
LOG, MOCK = "file:///var/log/mail.log", "file:///mock/smtp.yaml"
ROUNDS = 40


def mock(lines: int) -> str:
    record = '  - command: RCPT\n    match: user{}@example.org\n    reply: "550 5.1.1 no"\n    delay: 4\n'
    return (
        "smtp:\n"
        + "".join(record.format(n) for n in range(lines // 4))
        + '  - command: RCPT\n    reply: "mailbox full"\n    code: 5\n'
    )


def reply_in(text: str, after: int) -> tuple[int, int]:
    """The line and column of a reply behind some line."""
    lines = text.split("\n")
    found = ((n, lines[n].find("said: 550 ")) for n in range(after, len(lines)))
    number, column = next((n, column) for n, column in found if column >= 0)
    return number, column + len("said: ")


def report(name: str, action: Callable[[int], Any], limit: str = "") -> Any:
    times = []
    answer = None
    for number in range(ROUNDS):
        began = time.perf_counter()
        answer = action(number)
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    print(f"{name:44} {median(times):8.2f} {times[int(len(times) * 0.95)]:8.2f}   {limit}")
    return answer


def main() -> None:
    size = int(float(sys.argv[1] if len(sys.argv) > 1 else 50) * 1_000_000)
    text, typed = mail_log(size), mock(10_000)
    lines, last = text.count("\n"), typed.count("\n") - 1
    with Editor(SERVE) as editor:
        editor.initialize()
        editor.write(did_open(LOG, text))
        editor.problems(LOG, 1)
        editor.write(did_open(MOCK, typed, "yaml"))
        editor.problems(MOCK, 1)

        def ask(method: str, **params: Any) -> Any:
            return editor.request(method, params)["result"]

        def hundred(number: int) -> Any:
            first = number * 997 % max(1, lines - 100)
            return {"start": {"line": first, "character": 0}, "end": {"line": first + 100, "character": 0}}

        log = {"uri": LOG}
        print(f"{'with the way there and back, ms':44} {'median':>8} {'95 %':>8}   wanted at the server")
        items = report(
            "completion in YAML of 10,000 lines",
            lambda _: ask("textDocument/completion", **at(MOCK, last, 11)),
            "5 ms",
        )["items"]
        report("resolve of an item", lambda n: ask("completionItem/resolve", **items[n % len(items)]), "1 ms")
        report(
            "completion in the log", lambda n: ask("textDocument/completion", **at(LOG, n * 997, 40)), "5 ms"
        )
        line, column = reply_in(text, lines // 2)
        report(
            "completion of a code in the log",
            lambda _: ask("textDocument/completion", **at(LOG, line, column + 2)),
            "5 ms",
        )
        report(
            "completion of an enhanced code in the log",
            lambda _: ask("textDocument/completion", **at(LOG, line, column + 4)),
            "5 ms",
        )
        report(
            "completion by words in YAML",
            lambda _: ask("textDocument/completion", **at(MOCK, last - 1, 24)),
            "5 ms",
        )
        report(
            "semantic tokens of 100 lines",
            lambda n: ask("textDocument/semanticTokens/range", textDocument=log, range=hundred(n)),
            "2 ms",
        )
        report(
            "inlay hints of 100 lines",
            lambda n: ask("textDocument/inlayHint", textDocument=log, range=hundred(n)),
        )
        report("hover in the log", lambda n: ask("textDocument/hover", **at(LOG, n * 997, 150)))
        report("outline of the log", lambda _: ask("textDocument/documentSymbol", textDocument=log))
        report("folds of the log", lambda _: ask("textDocument/foldingRange", textDocument=log))
        report("links of the log", lambda _: ask("textDocument/documentLink", textDocument=log))


if __name__ == "__main__":
    main()
