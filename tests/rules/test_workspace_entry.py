"""Entries for the workspace file: what they say, where they go, and that they answer the finding they were made for."""

from __future__ import annotations

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.detect.detector import Detector
from replycodes.rules.document import TextDocument
from replycodes.rules.model import Finding
from replycodes.rules.run import Checker
from replycodes.rules.workspace import read_workspace
from replycodes.rules.workspace_entry import WorkspaceEntry, exception, insertion, own_code
from replycodes.text import split_lines

ENTRY = WorkspaceEntry("", "replies", '{"protocol": smtp, "code": "598", "text": "x"}')

MOCKS = {
    "unknown-reply-code": ('smtp:\n  rcpt_to: {code: 599, text: "mailbox is full"}\n', "yaml"),
    "unknown-enhanced-code": ('smtp:\n  rcpt_to: {code: 550, text: "5.1.77 no such user"}\n', "yaml"),
    "unknown-response-code": ('imap_server.send(b"a1 NO [MAILBOXGONE] it was deleted")\n', "python"),
}


def inserted(text, entry):
    place = insertion(entry, text)
    assert place is not None
    lines = split_lines(text or "")
    lines[place.line] = lines[place.line][: place.column] + place.text + lines[place.line][place.column :]
    return "".join(lines)


def judged(text, language, workspace_text=""):
    workspace = read_workspace(workspace_text, ".replycodes.yaml", load_catalog())
    assert workspace.problems == ()
    catalog = workspace.extend(load_catalog())
    document = TextDocument(f"mock.{language}", language, split_lines(text), Detector(catalog), catalog)
    checker = Checker(document)
    found = checker.check_all(range(len(document.lines)))
    return document, [(line, one) for line, one in found if workspace.accepts("mock/a[1].csv", one)]


@pytest.mark.parametrize("rule", MOCKS)
def test_a_code_that_is_added_is_known(rule):
    text, language = MOCKS[rule]
    document, found = judged(text, language)
    line, finding = next((line, one) for line, one in found if one.rule == rule)
    (occurrence,) = (o for o in document.occurrences(line) if o.start == finding.start)
    entry = own_code(finding, occurrence, document.context(line, occurrence).text)
    assert rule not in {one.rule for _, one in judged(text, language, inserted(None, entry))[1]}


def test_an_exception_answers_its_rule_code_and_file():
    text, language = MOCKS["unknown-reply-code"]
    (finding,) = (one for _, one in judged(text, language)[1])
    assert judged(text, language, inserted(None, exception(finding, "mock/a[1].csv")))[1] == []
    assert judged(text, language, inserted(None, exception(finding, "mock/b.csv")))[1] != []


def test_hostile_text_of_a_reply_stays_text():
    finding = Finding("unknown-reply-code", 0, 3, "599", "")
    document, _ = judged(MOCKS["unknown-reply-code"][0], "yaml")
    (occurrence,) = document.occurrences(1)
    entry = own_code(finding, occurrence, 'a"}\x1b]0;x\x07, {code: "550"}, !!python/object: \U0001f600 # no')
    workspace = read_workspace(inserted(None, entry), ".replycodes.yaml", load_catalog())
    assert [reply.code for reply in workspace.replies] == ["599"]
    assert workspace.problems == ()


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", "replies:\n  - {ENTRY}\n"),
        ("rules: {class-mismatch: off}", "rules: {class-mismatch: off}\nreplies:\n  - {ENTRY}\n"),
        ("rules: {class-mismatch: off}\n", "rules: {class-mismatch: off}\nreplies:\n  - {ENTRY}\n"),
        (
            'replies:\n    - {protocol: smtp, code: "599", text: x}\n',
            'replies:\n    - {ENTRY}\n    - {protocol: smtp, code: "599", text: x}\n',
        ),
        (
            'replies:\n- protocol: smtp\n  code: "599"\n  text: x\nfiles: []\n',
            'replies:\n- {ENTRY}\n- protocol: smtp\n  code: "599"\n  text: x\nfiles: []\n',
        ),
    ],
)
def test_an_entry_goes_where_its_section_is(text, result):
    assert inserted(text, ENTRY) == result.replace("{ENTRY}", ENTRY.item)


@pytest.mark.parametrize(
    "text", ["replies: []\n", "replies: [{code: x}]\n", "{}", "- a\n", "a: [\n", "replies:\n", "x" * 200_000]
)
def test_no_entry_where_there_is_no_safe_place(text):
    assert insertion(ENTRY, text) is None
