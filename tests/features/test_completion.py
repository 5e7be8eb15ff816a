"""Every marked text of tests/fixtures/completion is completed as marked.

In these texts ``‸`` is the cursor; it is not part of the text. A mark below it says what is asked there::

    === mock.yaml: a code key
    rcpt: {code: 55‸}
                   ^ ‸ offers 550 552 553
                   ^ ‸ inserts 550 giving "rcpt: {code: 550}"

``nothing``: no list at all. ``offers``: these are in the list; ``first``: it begins with these; ``only``: these and no
others; ``lacks``: none of these is in it; ``strikes``: these and no others are struck out as obsolete (``"..."`` for a label
with blanks).
``inserts LABEL giving "LINE"``: the line (without blanks around it) after that item is accepted; snippets with their
places as they are written. A claim that begins with ``typed:`` is about a list that opens by itself, with the
character before the cursor as its trigger; without it, somebody asked.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from replycodes.features.completion import completion
from replycodes.features.completion_resolve import completion_resolve
from replycodes.features.desk import Desk
from replycodes.lsp.messages import converter
from replycodes.text import Point
from tests.features.asked import analysis_of, detector, position, session
from tests.marks import Case, Mark, read_cases

FIXTURES = Path(__file__).parents[1] / "fixtures" / "completion"
CURSOR = "‸"
CASES = [case for path in sorted(FIXTURES.glob("*.txt")) for case in read_cases(path)]
ASKED = [(case, mark) for case in CASES for mark in case.marks]


def asked(case: Case, mark: Mark, client: Any = None) -> tuple[list[types.CompletionItem], str]:
    """The items at a mark, and the marked line as it is then."""
    lines = [line.replace(CURSOR, "") for line in case.lines]
    column = mark.start - case.lines[mark.line][: mark.start].count(CURSOR)
    analysis = analysis_of("\n".join(lines), case.file_name)
    by_itself = "typed:" in mark.claim
    kind = types.CompletionTriggerKind.TriggerCharacter if by_itself else types.CompletionTriggerKind.Invoked
    answer = completion(
        analysis,
        session(client),
        types.CompletionParams(
            types.TextDocumentIdentifier("untitled:case"),
            position(analysis, mark.line, column),
            types.CompletionContext(kind, lines[mark.line][column - 1 : column] if by_itself else None),
        ),
    )
    given = converter().structure(json.loads(answer), types.CompletionList).items if answer else []
    items = sorted(given, key=lambda item: item.sort_text or "")
    for item in items:
        assert isinstance(item.text_edit, types.TextEdit)
        place = item.text_edit.range
        assert place.start.line == place.end.line == mark.line
        at = analysis.text.units(Point(mark.line, column))
        assert place.start.character <= at <= place.end.character, "the edit holds the cursor"
        typed = lines[mark.line][analysis.text.point(mark.line, place.start.character).column : column]
        assert (item.filter_text or item.label).lower().startswith(typed.lower().strip()), (
            "clients filter by it"
        )
    return items, lines[mark.line]


def accepted(item: types.CompletionItem, line: str) -> str:
    """The line after an item was accepted; these lines are ASCII."""
    edit = item.text_edit
    assert isinstance(edit, types.TextEdit)
    return line[: edit.range.start.character] + edit.new_text + line[edit.range.end.character :]


@pytest.mark.parametrize(("case", "mark"), ASKED, ids=lambda value: getattr(value, "id", None) or value.claim)
def test_case(case: Case, mark: Mark) -> None:
    assert case.marked(mark) == CURSOR
    items, line = asked(case, mark)
    claim = case.rest(mark).removeprefix("typed:").strip()
    verb, _, rest = claim.partition(" ")
    labels = [item.label for item in items]
    words = shlex.split(rest)
    if verb == "nothing":
        assert not labels
    elif verb == "offers":
        assert set(words) <= set(labels), labels
    elif verb == "first":
        assert labels[: len(words)] == words
    elif verb == "only":
        codes = [item.label for item in items if item.kind != types.CompletionItemKind.Snippet]
        assert set(codes) == set(words)
    elif verb == "lacks":
        assert not set(words) & set(labels)
    elif verb == "strikes":
        assert [
            item.label for item in items if types.CompletionItemTag.Deprecated in (item.tags or ())
        ] == words
    elif verb == "inserts":
        label, giving, wanted = words
        assert giving == "giving"
        assert label in labels
        assert accepted(items[labels.index(label)], line).strip() == wanted
    else:
        pytest.fail(f"{case.path}:{case.line}: no such claim: {claim}")


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    silent = [case for case in CASES if all("nothing" in mark.claim for mark in case.marks)]
    assert len(silent) >= 20
    assert all(case.marks for case in CASES)
    assert all(line.count(CURSOR) <= 1 for case in CASES for line in case.lines)


def test_a_client_without_snippets_gets_none() -> None:
    for case, mark in ASKED:
        items, _ = asked(case, mark, {"textDocument": {"completion": {}}})
        for item in items:
            assert item.insert_text_format is None
            assert "$" not in item.text_edit.new_text  # type: ignore[union-attr]
            assert item.commit_characters is None
            assert item.tags is None
            assert item.preselect is None


def test_documentation_is_written_on_resolve() -> None:
    desk = Desk(session(), detector(), lambda uri: None)
    seen = 0
    for case, mark in ASKED:
        for item in asked(case, mark)[0]:
            assert item.documentation is None
            text = completion_resolve(desk, item).documentation
            assert isinstance(text, types.MarkupContent)
            assert item.label.split()[0].strip("…-") in text.value, item.label
            seen += 1
    assert seen


@pytest.mark.parametrize(
    "data", [None, 1, "x", [], {}, {"kind": "reply"}, {"kind": [], "code": {}}, {"kind": "x", "code": "5"}]
)
def test_foreign_items_are_left_alone(data: Any) -> None:
    item = types.CompletionItem("x", data=data)
    assert completion_resolve(Desk(session(), detector(), lambda uri: None), item).documentation is None
