"""Tries the main job as an editor would: starts the real server over stdio, opens the files beside this one, and
prints the hovers, completions and diagnostics that it answers. No editor needed; the terminal is the editor."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from rich.console import Console
from rich.markdown import Markdown
from rich.panel import Panel
from rich.text import Text

HERE = Path(__file__).parent
CONTEXT = 34  # columns shown on either side of the code in a long line

# file, the line that contains this text, what in it the mouse rests on
HOVERS = [
    ("mail.log", "to=<u@example.net>", "550 5.1.1"),
    ("mail.log", "to=<u@example.net>", "5.1.1 <u"),
    ("mail.log", "to=<u@example.net>", "4242"),
    ("mail.log", "to=<full@example.org>", "4.2.2 <full"),
    ("mail.log", "gmail-smtp-in", "5.7.26 Your"),
    ("ftp.log", "425", "425"),
    ("imap.trace", "A001 NO", "NO"),
    ("imap.trace", "A001 NO", "AUTHENTICATIONFAILED"),
    ("mock-server.yaml", "code: 599", "599"),
]


class Editor:
    """The little of an editor that the tour needs: open files, ask, collect diagnostics."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.client = LanguageClient("replycodes-try", "1")
        self.lines: dict[str, list[str]] = {}
        self.diagnostics: dict[str, list[types.Diagnostic]] = {}
        self.published = asyncio.Event()
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(
            lambda params: self._on_diagnostics(params)
        )

    def _on_diagnostics(self, params: types.PublishDiagnosticsParams) -> None:
        self.diagnostics[params.uri] = list(params.diagnostics)
        self.published.set()

    async def start(self) -> None:
        await self.client.start_io(sys.executable, "-m", "replycodes", "serve")
        await self.client.initialize_async(
            types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=HERE.as_uri())
        )
        self.client.initialized(types.InitializedParams())

    def open(self, name: str) -> None:
        text = (HERE / name).read_text(encoding="utf-8")
        self.lines[name] = text.split("\n")
        language = "yaml" if name.endswith(".yaml") else "log"
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem((HERE / name).as_uri(), language, 1, text))
        )

    def place(self, name: str, line_with: str, text: str) -> tuple[types.Position, Text]:
        """Where ``text`` stands, and its line cut to fit a terminal with the code marked."""
        lines = self.lines[name]
        whole = (i for i, line in enumerate(lines) if line.strip() == line_with)
        number = next(whole, None) or next(i for i, line in enumerate(lines) if line_with in line)
        line = self.lines[name][number]
        column = line.index(text)
        word = text.split()[0]
        start, end = max(0, column - CONTEXT), min(len(line), column + len(word) + CONTEXT)
        shown = Text(f"{name}:{number + 1}  ", style="dim")
        shown.append(("…" if start else "") + line[start:column], style="default")
        shown.append(word, style="bold reverse")
        shown.append(line[column + len(word) : end] + ("…" if end < len(line) else ""), style="default")
        return types.Position(number, column + 1), shown

    async def hover(self, name: str, line_with: str, text: str) -> None:
        position, shown = self.place(name, line_with, text)
        document = types.TextDocumentIdentifier((HERE / name).as_uri())
        answer = await self.client.text_document_hover_async(types.HoverParams(document, position))
        self.console.print(shown)
        if answer is None:
            self.console.print(Text("  no hover: this number is no reply code\n", style="dim italic"))
            return
        assert isinstance(answer.contents, types.MarkupContent)
        self.console.print(Panel(Markdown(answer.contents.value), border_style="dim"))

    async def complete(self, name: str, line_with: str, text: str) -> None:
        position, shown = self.place(name, line_with, text)
        position = types.Position(position.line, position.character + len(text) - 1)
        document = types.TextDocumentIdentifier((HERE / name).as_uri())
        answer = await self.client.text_document_completion_async(types.CompletionParams(document, position))
        items = answer.items if isinstance(answer, types.CompletionList) else answer or []
        self.console.print(shown)
        for item in items[:6]:
            self.console.print(
                Text(f"  {item.label}  ", style="bold").append(item.detail or "", style="not bold")
            )
        if len(items) > 6:
            self.console.print(Text(f"  … and {len(items) - 6} more", style="dim"))

    async def problems(self, name: str) -> None:
        uri = (HERE / name).as_uri()
        while uri not in self.diagnostics:
            self.published.clear()
            await asyncio.wait_for(self.published.wait(), 20)
        for problem in self.diagnostics[uri]:
            at = f"{name}:{problem.range.start.line + 1}:{problem.range.start.character + 1}"
            severity = problem.severity.name.lower() if problem.severity else "problem"
            self.console.print(
                Text(f"{at}  ", style="dim")
                .append(f"{severity}  ", style="bold yellow")
                .append(problem.message, style="default")
                .append(f"  [{problem.code}]", style="dim")
            )

    async def stop(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()


async def tour() -> None:
    """Open the example files and print what the server says about them."""
    console = Console(width=min(Console().width, 100), highlight=False)
    editor = Editor(console)
    await editor.start()
    for name in dict.fromkeys(name for name, _, _ in HOVERS):
        editor.open(name)
    console.rule("Hover: what an editor shows under the mouse")
    for hover in HOVERS:
        await editor.hover(*hover)
    console.rule("Completion: after a key that wants a code")
    await editor.complete("mock-server.yaml", "code: 5", "code: 5")
    console.print()
    console.rule("Diagnostics: what is wrong in the mock server")
    await editor.problems("mock-server.yaml")
    await editor.stop()


if __name__ == "__main__":
    asyncio.run(tour())
