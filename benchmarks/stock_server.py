"""The baseline: what one writes with pygls in an afternoon. A regular expression for both kinds of codes runs over every
line of the whole document at each change."""

from __future__ import annotations

import re

from lsprotocol import types
from pygls.lsp.server import LanguageServer

CODE = re.compile(
    r"(?<![\w.])(?:([245][0-5]\d)(?=[ -])(?:[ -]([245]\.\d{1,3}\.\d{1,3}))?|([245]\.\d{1,3}\.\d{1,3})(?![\w.]))"
)
KNOWN = {
    "250": "Ok",
    "450": "Mailbox busy",
    "452": "No storage",
    "550": "Mailbox unavailable",
    "554": "Failed",
}

server = LanguageServer("stock", "1")


def check(ls: LanguageServer, uri: str, version: int) -> None:
    document = ls.workspace.get_text_document(uri)
    problems = []
    for number, line in enumerate(document.lines):
        for match in CODE.finditer(line):
            if match[1] and match[1] not in KNOWN:
                place = types.Range(
                    types.Position(number, match.start()), types.Position(number, match.end())
                )
                problems.append(types.Diagnostic(place, f"unknown reply code {match[1]}"))
    ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, problems, version))


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def did_open(ls: LanguageServer, params: types.DidOpenTextDocumentParams) -> None:
    check(ls, params.text_document.uri, params.text_document.version)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def did_change(ls: LanguageServer, params: types.DidChangeTextDocumentParams) -> None:
    check(ls, params.text_document.uri, params.text_document.version)


@server.feature(types.TEXT_DOCUMENT_HOVER)
def hover(ls: LanguageServer, params: types.HoverParams) -> types.Hover | None:
    document = ls.workspace.get_text_document(params.text_document.uri)
    line = document.lines[params.position.line]
    for match in CODE.finditer(line):
        if match.start() <= params.position.character <= match.end():
            code = match[1] or match[3]
            return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, KNOWN.get(code, code)))
    return None


@server.feature(types.TEXT_DOCUMENT_COMPLETION)
def completion(ls: LanguageServer, params: types.CompletionParams) -> list[types.CompletionItem]:
    return [types.CompletionItem(code, detail=text) for code, text in KNOWN.items()]


if __name__ == "__main__":
    server.start_io()
