"""Text that means harm, end to end: hovers and messages show it and do not obey it; nothing gets slow by it."""

from __future__ import annotations

import time

import pytest

from tests.lsp.client import Client

HOSTILE = [
    "[click me](command:workbench.action.terminal.new)",
    "![x](http://192.0.2.1/pixel.png)",
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "```\n# heading",
    "`code` **bold** | table | ~~gone~~",
    "<http://example.org/login>",
    "\u202egnp.exe \u2066",
    "\x1b[31mred\x1b[0m \x07",
    "[ref]: http://example.org",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hovers_show_hostile_text_as_text(server: Client, text: str) -> None:
    line = f"550 5.1.1 {text}"
    server.open("untitled:hostile", f"220 mx ESMTP\nRCPT TO:<{text}>\n{line}\n")
    for number, column in ((2, 1), (2, 6)):
        value = server.hover_text("untitled:hostile", number, column)
        for sign in (
            "](command:",
            "](http://192",
            "<img",
            "<script",
            "\u202e",
            "\u2066",
            "\x1b",
            "\x07",
            "\n# heading",
        ):
            assert sign not in value
    server.close("untitled:hostile")


CROWDS = {
    "digits": "5" * 200_000,
    "multi-line starts": "550-" * 100_000,
    "multi-line starts, a line each": "550-a\r\n" * 50_000,
    "dots": "5." * 100_000,
    "brackets": "[" * 200_000,
    "closed brackets": "[A]" * 60_000,
    "quotes": "\"'" * 100_000,
    "blanks": " " * 200_000,
    "codes": "550 " * 50_000,
    "pairs": "550 5.1.1 " * 20_000,
    "enhanced": "5.1.1 " * 30_000,
    "keys": "code: " * 30_000,
    "nested": '{"code":' * 25_000,
    "escapes": "\\n550 " * 30_000,
    "statuses": "* NO [" * 30_000,
    "commands": "RCPT TO:<" * 20_000,
    "suppressions": "# replycodes: ignore[" * 10_000,
    "addresses": "a@" * 100_000,
    "said": "said: " * 30_000,
}


@pytest.mark.parametrize("language", ["log", "yaml", "python"])
@pytest.mark.parametrize("name", CROWDS)
def test_hostile_text_is_answered(server: Client, name: str, language: str) -> None:
    """The limit is no measure of speed: what grows faster than the text takes minutes here."""
    uri = f"file:///hostile/smtp.{language}"
    began = time.monotonic()
    server.open(uri, CROWDS[name], language)
    server.hover(uri, 0, 100)
    server.diagnostics(uri, 1)
    server.request(
        "textDocument/completion", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 5}}
    )
    server.close(uri)
    assert time.monotonic() - began < 30
