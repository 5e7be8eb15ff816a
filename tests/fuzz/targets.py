"""What is fuzzed: one function for each kind of input that strangers control. A target raises when the product is
wrong, and takes only what a strategy makes, so that a failing input can be kept as a case."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

from replycodes.catalog.files import load_catalog
from replycodes.catalog.nodes import parse
from replycodes.detect.detector import Detector
from replycodes.explain.compose import explain
from replycodes.explain.markdown import markdown
from replycodes.features.analysis import Analysis
from replycodes.lsp.messages import InvalidParamsError, converter, structure
from replycodes.lsp.stream import UNREADABLE, MessageStream
from replycodes.text import Document, Encoding, split_lines

CATALOG = load_catalog()
DETECTOR = Detector(CATALOG)
CONVERTER = converter()

PIECES = st.sampled_from(
    [
        *(
            "550",
            "5.1.1",
            "250-",
            "250 ",
            "354",
            "NO",
            "OK",
            "[AUTHENTICATIONFAILED]",
            "550-5.7.26",
            "5.",
            "999",
            "12.0.1",
        ),
        *(
            "said: ",
            "status=",
            "dsn=",
            "code: ",
            '"',
            "'",
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            "<",
            ">",
            "\\n",
            "\\r\\n",
            "#",
        ),
        *(
            "\n",
            "\r\n",
            "\r",
            "\x0c",
            "\u2028",
            "\x85",
            "\x00",
            "\ud800",
            "😀",
            "é",
            "\t",
            " ",
            "   ",
            "-",
            ",",
            ":",
            ";",
        ),
        *(
            "RCPT TO:<a@example.org>",
            "S: ",
            "C: ",
            "* ",
            "a1 ",
            "HTTP/1.1 404",
            "postfix/smtp[1]: ",
            "10:11:12 ",
            "x" * 50,
        ),
        *("replycodes: ignore", "<script>", "[a](command:x)", "`", "![", "&lt;", "\x1b[31m", "\u202e"),
    ]
)
TEXT = st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join)
UNIT = st.lists(PIECES | st.integers(100, 599).map(str), min_size=1, max_size=6).map("".join)
REPETITIVE = st.lists(
    st.tuples(UNIT, st.integers(1, 90)).map(lambda part: part[0] * part[1]), min_size=1, max_size=4
).map("".join)
"""What is answered from memory: runs of lines, tables of numbers, crowded lines."""
NAMES = st.sampled_from(
    ["mail.log", "a.py", "mock.yaml", "a.json", "bounce.eml", "session.txt", "", "x" * 300]
)
POINT = st.tuples(st.integers(-1, 30), st.integers(-1, 80))
EDITS = st.lists(st.tuples(POINT, POINT, TEXT), max_size=6)


def document_edits(text: str, encoding: Encoding, edits: list[Any]) -> None:
    """An edited document is the text that its edits make, line for line."""
    document = Document(text, encoding)
    for (line, column), (end_line, end_column), new in edits:
        start, end = sorted([document.point(line, column), document.point(end_line, end_column)])
        offset = [sum(map(len, document.lines[: point.line])) + point.column for point in (start, end)]
        expected = document.text[: offset[0]] + new + document.text[offset[1] :]
        document.replace(start, end, new)
        assert document.text == expected
        assert document.lines == split_lines(expected)


def edited_analysis(name: str, text: str, edits: list[Any]) -> None:
    """After any edits the analysis says what a fresh one says."""
    document = Document(text)
    analysis = Analysis(document, DETECTOR, CATALOG, name)
    _finish(analysis)
    for (line, column), (end_line, end_column), new in edits:
        analysis.spliced(
            document.replace(document.point(line, column), document.point(end_line, end_column), new)
        )
    place = document.point(0, 3)  # before the background comes to it
    assert analysis.at(place) == Analysis(Document(document.text), DETECTOR, CATALOG, name).at(place)
    _finish(analysis)
    fresh = Analysis(Document(document.text), DETECTOR, CATALOG, name)
    _finish(fresh)
    for index in range(len(document.lines)):
        assert analysis.occurrences(index) == fresh.occurrences(index), index
    assert list(analysis.findings()) == list(fresh.findings())


def _finish(analysis: Analysis) -> None:
    analysis.wants_codes = True
    while analysis.advance(7):
        pass
    assert analysis.complete


def detector(name: str, text: str) -> None:
    """Occurrences lie in their line, in order, and stand for what is written there; all can be explained."""
    lines = split_lines(text)
    profile = DETECTOR.profile(name, "", lines)
    found = DETECTOR.scan(lines, profile, 0, len(lines))
    assert [line for line, _ in found] == sorted({line for line, _ in found})
    for index, occurrences in found:
        assert list(occurrences) == sorted(occurrences, key=lambda one: one.start)
        assert DETECTOR.line(lines, index, profile) == occurrences
        for one in occurrences:
            assert 0 <= one.start < one.end <= len(lines[index])
            assert not one.dotted or lines[index][one.start : one.end].upper() == one.code.upper()
            markdown(explain(one, CATALOG, DETECTOR.context(lines, index, one, profile)))


def repetitive_text(name: str, text: str) -> None:
    """Text that is answered from memory is answered like each of its lines by itself."""
    lines = split_lines(text)
    profile = DETECTOR.profile(name, "", lines)
    found = dict(DETECTOR.scan(lines, profile))
    for index in range(len(lines)):
        assert DETECTOR.line(lines, index, profile) == found.get(index, ()), index


def yaml_loader(text: str) -> None:
    """Any text is read or refused with places; none makes the loader fail."""
    _, problems = parse(text, "fuzz.yaml")
    assert all(problem.line >= 1 for problem in problems)


def message_stream(chunks: list[bytes]) -> None:
    """Whatever comes before it, a good message is read once the noise has an end."""
    stream = MessageStream()
    for chunk in chunks:
        for message in stream.feed(chunk):
            assert message is UNREADABLE or json.dumps(message) is not None
    good = {"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {"text": "\r\n\r\n"}}
    body = json.dumps(good).encode()
    frame = b"Content-Length: %d\r\n\r\n" % len(body) + body
    # A cut frame may swallow the first of them; never all.
    assert good in [message for _ in range(3) for message in stream.feed(frame)]


def parameters(method: str, params: Any) -> None:
    """Any JSON is structured or refused in words."""
    try:
        structure(CONVERTER, method, params)
    except InvalidParamsError as refusal:
        said = str(refusal)
    else:
        said = ""
    assert len(said) < 300


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["textDocument", "position", "line", "character", "uri", "capabilities", "text", "range", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
METHODS = st.sampled_from(
    [
        *("initialize", "textDocument/hover", "textDocument/didOpen", "textDocument/didChange"),
        *(
            "textDocument/completion",
            "textDocument/codeAction",
            "workspace/executeCommand",
            "$/setTrace",
            "no/such",
        ),
    ]
)
CHUNK = st.sampled_from(
    [
        b"Content-Length: 20\r\n\r\n",
        b"content-length:5\n\n",
        b"\r\n\r\n",
        b"{}",
        b'{"a":"',
        b"Content-Length: 99999999\r\n\r\n",
    ]
) | st.binary(max_size=20)


class Target(NamedTuple):
    """A function and what to call it with."""

    function: Callable[..., None]
    inputs: tuple[st.SearchStrategy[Any], ...]


TARGETS = {
    "document-edits": Target(document_edits, (TEXT, st.sampled_from(list(Encoding)), EDITS)),
    "edited-analysis": Target(edited_analysis, (NAMES, TEXT, EDITS)),
    "detector": Target(detector, (NAMES, TEXT)),
    "repetitive-text": Target(repetitive_text, (NAMES, REPETITIVE)),
    "yaml-loader": Target(
        yaml_loader,
        (
            TEXT
            | st.lists(
                st.sampled_from(["a: ", "- ", "&b ", "*b ", "<<: ", "!!python/x ", "{", "\n", "  ", "'"])
            ).map("".join),
        ),
    ),
    "message-stream": Target(message_stream, (st.lists(CHUNK, max_size=8),)),
    "parameters": Target(parameters, (METHODS, JSON)),
}
