"""Documents as clients keep them: any edits, any encoding, any URI, any size. Most of these fail with pygls 2.1."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replycodes.text import Encoding
from tests.lsp.client import Client, at, edit
from tests.text.test_document import truth_lines, truth_offset

REPLY = "550 5.1.1 User unknown"
_numbers = itertools.count()


@pytest.fixture(scope="module", params=list(Encoding), ids=lambda encoding: encoding.value)
def speaking(request: pytest.FixtureRequest) -> Iterator[tuple[Client, Encoding]]:
    """A server that counts columns in each of the units."""
    with Client() as client:
        client.initialize({"general": {"positionEncodings": [request.param.value]}})
        yield client, request.param
        assert client.shutdown() == 0


def spot(text: str, encoding: Encoding, offset: int) -> tuple[int, int]:
    """The editor's position of an offset."""
    for number, line in enumerate(truth_lines(text)):
        if offset < len(line) or number + 1 == len(truth_lines(text)):
            return number, encoding.width(line[:offset])
        offset -= len(line)
    raise AssertionError


TEXT = st.lists(
    st.sampled_from(
        [REPLY, "250 2.0.0 Ok", "é", "😀", "\u2028", "\x0c", "\x85", "\n", "\r\n", "\r", " ", "x", "\x00"]
    ),
    max_size=12,
).map("".join)
EDIT = st.tuples(st.integers(0, 12), st.integers(0, 40), st.integers(0, 12), st.integers(0, 40), TEXT)


@given(text=TEXT, edits=st.lists(EDIT, max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_edited_documents_answer_as_fresh_ones(
    speaking: tuple[Client, Encoding], text: str, edits: list[tuple[int, int, int, int, str]]
) -> None:
    client, encoding = speaking
    edited, fresh = f"untitled:edited-{next(_numbers)}", f"untitled:fresh-{next(_numbers)}"
    client.open(edited, text)
    for version, (line, column, end_line, end_column, new) in enumerate(edits, 2):
        places = [(line, column), (end_line, end_column)]
        offsets = sorted(truth_offset(text, encoding, *place) for place in places)
        client.change(edited, version, edit(line, column, end_line, end_column, new))
        text = text[: offsets[0]] + new + text[offsets[1] :]
    client.open(fresh, text)
    asked = [
        [client.ask("textDocument/hover", at(uri, number, column)) for uri in (edited, fresh)]
        for number, line in enumerate(truth_lines(text)[:12])
        for column in range(0, encoding.width(line) + 2, 3)
    ]
    for one, other in asked:
        assert client.answer(one)["result"] == client.answer(other)["result"]
    assert client.diagnostics(edited, len(edits) + 1) == client.diagnostics(fresh, 1)
    for uri in (edited, fresh):
        client.close(uri)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(server: Client, end: str) -> None:
    server.open("untitled:ends", f"a\x0cb\u2028c\x85d{end}{REPLY}{end}")
    assert "550" in server.hover_text("untitled:ends", 1, 1)
    server.change("untitled:ends", 2, edit(2, 0, 2, 0, REPLY))
    assert "550" in server.hover_text("untitled:ends", 2, 1)
    server.change("untitled:ends", 3, edit(0, 0, 1, 0, ""))
    assert "550" in server.hover_text("untitled:ends", 0, 1)
    server.close("untitled:ends")


def test_an_empty_document(server: Client) -> None:
    server.open("untitled:empty", "")
    assert server.diagnostics("untitled:empty", 1) == []
    assert server.hover("untitled:empty", 0, 0) is None
    server.change("untitled:empty", 2, edit(0, 0, 0, 0, REPLY))
    assert "550" in server.hover_text("untitled:empty", 0, 1)
    server.change("untitled:empty", 3, {"text": ""})
    assert server.hover("untitled:empty", 0, 1) is None
    server.close("untitled:empty")


@pytest.mark.parametrize(("line", "character"), [(5, 0), (2**31 - 1, 2**31 - 1), (0, 2**31 - 1), (1, 5)])
def test_huge_positions(server: Client, line: int, character: int) -> None:
    server.open("untitled:huge", "nothing here\n")
    assert server.hover("untitled:huge", line, character) is None
    server.change("untitled:huge", 2, edit(line, character, line, character, "\n" + REPLY))
    assert "error" not in server.request("textDocument/completion", at("untitled:huge", line, character))
    server.close("untitled:huge")


@pytest.mark.parametrize("end", [2**31, 2**32 - 1, 2**53, 10**30])
def test_places_beyond_the_largest_number_are_the_end(server: Client, end: int) -> None:
    server.open("untitled:beyond", "nothing\nhere")
    server.change("untitled:beyond", 2, edit(0, 0, end, end, REPLY))
    assert "550" in server.hover_text("untitled:beyond", 0, 1)
    server.change("untitled:beyond", 3, edit(0, 0, 0, end, "nothing"))
    assert server.hover("untitled:beyond", 0, 1) is None
    server.close("untitled:beyond")


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"range": None, "text": "551 x\n"}, "551 x\n"),
        ({**edit(0, 0, 0, 3, "551"), "rangeLength": -1}, "551 5.1.1 User unknown\n"),
        ({**edit(0, 0, 0, 3, "551"), "rangeLength": "3"}, "551 5.1.1 User unknown\n"),
        ({**edit(0, 0, 0, 3, "551"), "rangeLength": None}, "551 5.1.1 User unknown\n"),
        ({**edit(0, 0, 0, 3, "551"), "unknown": [1]}, "551 5.1.1 User unknown\n"),
        (edit(0.0, 0.0, 0.0, 3.0, "551"), "551 5.1.1 User unknown\n"),  # type: ignore[arg-type]
        (edit(0, 0, 1e30, 0, "551 x\n"), "551 x\n"),  # type: ignore[arg-type]
    ],
)
def test_edits_of_odd_form_are_not_lost(server: Client, change: dict[str, Any], text: str) -> None:
    server.open("untitled:form", "550 5.1.1 User unknown\n")
    server.change("untitled:form", 2, change)
    server.open("untitled:fresh", text)
    tokens = [
        server.request("textDocument/semanticTokens/full", {"textDocument": {"uri": uri}})["result"]["data"]
        for uri in ("untitled:form", "untitled:fresh")
    ]
    assert tokens[0] == tokens[1]
    assert "551" in server.hover_text("untitled:form", 0, 1)
    server.close("untitled:form")
    server.close("untitled:fresh")


def test_a_reversed_range_is_the_same_range(server: Client) -> None:
    server.open("untitled:reversed", f"xx\n{REPLY}")
    server.change("untitled:reversed", 2, edit(1, 0, 0, 0, ""))
    assert "550" in server.hover_text("untitled:reversed", 0, 1)
    server.close("untitled:reversed")


@pytest.mark.parametrize("version", [1, 0, -7, 2**31 - 1, 2**40, -(2**40), 1.5, "7", None])
def test_versions_that_do_not_rise_or_are_none(server: Client, version: int) -> None:
    server.open("untitled:version", "\n", version=5)
    server.change("untitled:version", version, edit(0, 0, 0, 0, REPLY))
    assert "550" in server.hover_text("untitled:version", 0, 1)
    server.close("untitled:version")


def test_opening_twice_takes_the_new_text(server: Client) -> None:
    server.open("untitled:twice", "nothing")
    server.open("untitled:twice", REPLY)
    assert "550" in server.hover_text("untitled:twice", 0, 1)
    server.close("untitled:twice")
    assert server.hover("untitled:twice", 0, 1) is None
    server.close("untitled:twice")


def test_documents_that_are_not_open(server: Client, tmp_path: Path) -> None:
    log = tmp_path / "mail.log"
    log.write_bytes(b"550 5.1.1 caf\xe9\n")
    for uri in (log.as_uri(), "file:///dev/zero", "file:///dev/stdin", "file:///no/such/file"):
        assert server.hover(uri, 0, 1) is None
        assert server.request("textDocument/completion", at(uri, 0, 1))["result"] is None
        server.change(uri, 2, edit(0, 0, 0, 0, REPLY))
        server.close(uri)
        assert server.hover(uri, 0, 1) is None


URIS = [
    "untitled:Untitled-1",
    "vscode-notebook-cell:/books/a.ipynb#W0sZmlsZQ%3D%3D",
    "output:extension-output-mail-%231-log",
    "file:///c%3A/Users/me/mail.log",
    "file:///C:/Users/me/mail.log",
    "file://server/share/mail.log",
    "file:///tmp/a%20b%25c%23d%3Fe.log",
    "file:///tmp/%E2%82%AC.log",
    "file:///tmp/€ 😀.log",
    "file:///tmp/%ff%fe.log",
    "file:///tmp/%zz.log",
    "file://[::1",
    "git:/a/mail.log?%7B%22ref%22%3A%22HEAD%22%7D",
    "vscode-remote://ssh-remote%2Bhost/var/log/mail.log",
    "mail.log",
    "",
    " ",
    ":",
    "file:",
    "a" * 20_000,
    "\ud800",
]


@pytest.mark.parametrize("uri", URIS, ids=range(len(URIS)))
def test_odd_uris(server: Client, uri: str) -> None:
    server.open(uri, REPLY + "\n")
    assert "550" in server.hover_text(uri, 0, 1)
    assert server.diagnostics(uri, 1) == []
    server.close(uri)
    assert server.hover(uri, 0, 1) is None


def test_uris_are_compared_as_they_are(server: Client) -> None:
    server.open("file:///x%2Fa.log", REPLY)
    server.open("file:///x/a.log", "nothing here")
    assert "550" in server.hover_text("file:///x%2Fa.log", 0, 1)
    assert server.hover("file:///x/a.log", 0, 1) is None
    server.close("file:///x%2Fa.log")
    server.close("file:///x/a.log")


@pytest.mark.parametrize(
    "text",
    [
        "\x00" * 1000 + " " + REPLY,
        "\ud800 \udfff \ud83d " + REPLY,
        "\x1b[31m" + REPLY,
        "\u202e\u2066 " + REPLY,
        "\ufeff" + REPLY,
        "e\u0301" * 500 + " " + REPLY,
    ],
)
def test_odd_characters(server: Client, text: str) -> None:
    server.open("untitled:odd", text)
    server.hover("untitled:odd", 0, Encoding.UTF16.width(text) - len(REPLY) + 1)
    assert server.diagnostics("untitled:odd", 1) == []
    server.change("untitled:odd", 2, edit(0, 0, 0, 2**20, REPLY))
    assert "550" in server.hover_text("untitled:odd", 0, 1)
    server.close("untitled:odd")


@pytest.mark.parametrize("char", ["x", "é", "😀", "5", "550 "])
def test_a_huge_line(server: Client, char: str) -> None:
    text = char * (8_000_000 // len(char)) + " said: " + REPLY
    server.open("untitled:line", text)
    column = Encoding.UTF16.width(text) - len(REPLY)
    assert server.hover("untitled:line", 0, 5) is None or char == "550 "
    for version in range(2, 8):
        server.change("untitled:line", version, edit(0, column, 0, column, " "))
    assert "error" not in server.request("textDocument/hover", at("untitled:line", 0, column + 7))
    server.close("untitled:line")


def test_a_million_short_lines(server: Client) -> None:
    server.open("untitled:short", "\n" * 1_000_000 + REPLY)
    assert "550" in server.hover_text("untitled:short", 1_000_000, 1)
    for version in range(2, 30):
        server.change("untitled:short", version, edit(0, 0, 0, 0, "\n"))
    assert "550" in server.hover_text("untitled:short", 1_000_028, 1)
    assert server.diagnostics("untitled:short", 29) == []
    server.close("untitled:short")


def test_many_open_documents(server: Client) -> None:
    for number in range(200):
        server.open(f"untitled:many-{number}", f"{REPLY} {number}\n" * 50)
    assert all("550" in server.hover_text(f"untitled:many-{number}", number % 50, 1) for number in range(200))
    for number in range(200):
        assert server.diagnostics(f"untitled:many-{number}", 1) == []
        server.close(f"untitled:many-{number}")


def test_opening_and_closing_keeps_memory_bounded(server: Client) -> None:
    text = f"Feb 21 09:21:55 mx1 postfix/smtp[1]: said: {REPLY}\n" * 4_000

    def cycles(count: int) -> int:
        for number in range(count):
            server.open("untitled:cycle", text, version=number)
            server.close("untitled:cycle")
        assert server.alive()
        return _memory(server.process.pid)

    before = cycles(50)
    assert cycles(500) < before + 30_000


def _memory(pid: int) -> int:
    """Resident memory in KB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        pytest.skip("needs /proc")
    return int(status.split("VmRSS:")[1].split()[0])


def test_problems_of_a_closed_document_are_not_published_later(server: Client) -> None:
    server.open("untitled:gone", REPLY * 1000)
    server.close("untitled:gone")
    server.alive()
    published = [
        message["params"]["diagnostics"]
        for message in server.received()
        if message.get("method") == "textDocument/publishDiagnostics"
        and message["params"]["uri"] == "untitled:gone"
    ]
    assert published[-1] == []


def test_a_storm_of_edits_is_published_once_it_pauses(server: Client) -> None:
    server.forget()
    server.open("untitled:storm", "\n")
    for version in range(2, 500):
        server.change("untitled:storm", version, edit(0, 0, 0, 0, "x"))
    server.diagnostics("untitled:storm", 499)
    published = [
        message for message in server.received() if message.get("params", {}).get("uri") == "untitled:storm"
    ]
    assert len(published) < 50
    server.close("untitled:storm")
