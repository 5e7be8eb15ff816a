"""Every marked text of tests/fixtures/editor is shown as marked: hints, colours, links, folds, the outline, highlights, references,
definitions.

``hint "words"``: these words stand behind the marked code. ``token A B``: the marked code has these modifiers.
``link ADDRESS``: the marked text leads there. ``folds N``: the marked line folds N lines below it. ``listed "NAME"``: the
outline has this entry here. Where a case claims one of these, its claims are the whole truth.

``same N``: asked for the marked code, N places are highlighted. ``found N``: N places in this text and in one that says
the same are its references. ``defined FILE "WORDS"``: its definition stands in that file, and these are the words there;
``defined nowhere``. ``offers "TITLE"...``: these actions are offered, without titles none; ``does "TITLE" giving
"LINE"``: the line (without blanks around it) after an action.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lsprotocol import types

from replycodes.features.analysis import Analysis
from replycodes.features.code_action import code_action
from replycodes.features.definition import definition
from replycodes.features.desk import Desk
from replycodes.features.document_highlight import document_highlight
from replycodes.features.document_link import document_link
from replycodes.features.document_symbol import document_symbol
from replycodes.features.folding_range import folding_range
from replycodes.features.inlay_hint import inlay_hint
from replycodes.features.references import references
from replycodes.features.semantic_tokens_delta import semantic_tokens_delta
from replycodes.features.semantic_tokens_full import semantic_tokens_full
from replycodes.features.semantic_tokens_range import semantic_tokens_range
from replycodes.features.settings import Settings
from replycodes.features.tokens import LEGEND, MODIFIERS
from replycodes.lsp import wiring
from replycodes.text import Point
from tests.features.asked import analysis_of, detector, position, session
from tests.marks import Case, Mark, difference, read_cases

FIXTURES = Path(__file__).parents[1] / "fixtures" / "editor"
CASES = [case for path in sorted(FIXTURES.glob("*.txt")) for case in read_cases(path)]
DOCUMENT = types.TextDocumentIdentifier("untitled:case")


def everything(analysis: Analysis) -> types.Range:
    return types.Range(types.Position(0, 0), types.Position(len(analysis.lines), 0))


def hints(case: Case, analysis: Analysis) -> Iterator[Mark]:
    asking = session()
    asking.settings = Settings(inlay_hints="on")
    for hint in inlay_hint(analysis, asking, types.InlayHintParams(DOCUMENT, everything(analysis))) or ():
        point = analysis.text.point(hint.position.line, hint.position.character)
        found = next(o for o in analysis.occurrences(point.line) if o.end == point.column)
        text = case.lines[point.line][found.start : found.end]
        yield Mark(point.line, found.start, found.end, f'{text} hint "{hint.label}"')


def tokens(case: Case, analysis: Analysis) -> Iterator[Mark]:
    answer = semantic_tokens_range(
        analysis, session(), types.SemanticTokensRangeParams(DOCUMENT, everything(analysis))
    )
    line = start = 0
    for at in range(0, len(answer.data), 5):
        lines, chars, length, type_, bits = answer.data[at : at + 5]
        line, start = line + lines, chars if lines else start + chars
        assert type_ == 0
        first = analysis.text.point(line, start).column
        last = analysis.text.point(line, start + length).column
        names = [name for number, name in enumerate(MODIFIERS) if bits >> number & 1]
        yield Mark(line, first, last, f"{case.lines[line][first:last]} token {' '.join(names)}")


def links(case: Case, analysis: Analysis) -> Iterator[Mark]:
    for link in document_link(analysis, session(), types.DocumentLinkParams(DOCUMENT)):
        line, first, last = link.range.start.line, link.range.start.character, link.range.end.character
        yield Mark(line, first, last, f"{case.lines[line][first:last]} link {link.target}")


def folds(case: Case, analysis: Analysis) -> Iterator[Mark]:
    for fold in folding_range(analysis, session(), types.FoldingRangeParams(DOCUMENT)):
        text = case.lines[fold.start_line]
        own = next(mark for mark in case.marks if mark.line == fold.start_line and " folds " in mark.claim)
        claim = f"{text[own.start : own.end]} folds {fold.end_line - fold.start_line}"
        yield Mark(fold.start_line, own.start, own.end, claim)


def listed(case: Case, analysis: Analysis) -> Iterator[Mark]:
    waiting = list(document_symbol(analysis, session(TREES), types.DocumentSymbolParams(DOCUMENT)))
    while waiting:
        symbol = waiting.pop()
        assert isinstance(symbol, types.DocumentSymbol)
        waiting += symbol.children or ()
        place = symbol.selection_range
        first, last = analysis.text.point(place.start.line, place.start.character), place.end.character
        text = case.lines[first.line][first.column : analysis.text.point(place.end.line, last).column]
        yield Mark(first.line, first.column, first.column + len(text), f'{text} listed "{symbol.name}"')


def found(case: Case, mark: Mark, analysis: Analysis) -> None:
    here, there = "file:///here", "file:///there"
    other = analysis_of(case.text, case.file_name)
    desk = Desk(session(), detector(), {here: analysis, there: other}.get, lambda: (there, here))
    place = position(analysis, mark.line, mark.start)
    asked = types.ReferenceParams(types.ReferenceContext(False), types.TextDocumentIdentifier(here), place)
    places = references(desk, asked)
    assert places is not None
    assert len(places) == int(case.rest(mark).split()[1])
    assert [one.uri for one in places] == sorted((one.uri for one in places), key=lambda uri: uri != here)


def defined(case: Case, mark: Mark, analysis: Analysis) -> None:
    place = position(analysis, mark.line, mark.start)
    found = definition(analysis, session(), types.DefinitionParams(DOCUMENT, place))
    _, file, *words = shlex.split(case.rest(mark))
    if file == "nowhere":
        assert found is None
        return
    assert found is not None
    path = Path(unquote(urlsplit(found.uri).path))
    assert path.as_posix().endswith(f"/data/{file}")
    first, last = found.range.start, found.range.end
    assert (
        path.read_text(encoding="utf-8").split("\n")[first.line][first.character : last.character] == words[0]
    )


def actions(mark: Mark, analysis: Analysis) -> dict[str, types.CodeAction]:
    place = types.Range(*(position(analysis, mark.line, column) for column in (mark.start, mark.end)))
    asked = types.CodeActionParams(DOCUMENT, place, types.CodeActionContext([]))
    return {one.title: one for one in code_action(analysis, session(), asked) or ()}


def offers(case: Case, mark: Mark, analysis: Analysis) -> None:
    titles = set(shlex.split(case.rest(mark))[1:])
    offered = {*actions(mark, analysis)}
    assert titles <= offered if titles else not offered, offered


def does(case: Case, mark: Mark, analysis: Analysis) -> None:
    _, title, _, wanted = shlex.split(case.rest(mark))
    offered = actions(mark, analysis)
    assert title in offered, [*offered]
    edit = offered[title].edit
    assert edit is not None
    assert edit.changes is not None
    line = case.lines[mark.line]
    for one in sorted(edit.changes[DOCUMENT.uri], key=lambda one: one.range.start.character, reverse=True):
        first, last = one.range.start, one.range.end
        assert first.line == last.line == mark.line
        line = line[: first.character] + one.new_text + line[last.character :]
    assert line.strip() == wanted


ASK = {"hint": hints, "token": tokens, "link": links, "folds": folds, "listed": listed}
AT_MARK = {"found": found, "defined": defined, "offers": offers, "does": does}


def verb(case: Case, mark: Mark) -> str:
    return shlex.split(case.rest(mark))[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    analysis = analysis_of(case.text, case.file_name)
    assert {verb(case, mark) for mark in case.marks} <= {*ASK, *AT_MARK, "same"}
    for name, ask in ASK.items():
        claims = [mark for mark in case.marks if verb(case, mark) == name]
        if claims:
            told = Case(case.path, case.line, case.file_name, case.title, case.lines, tuple(claims))
            message = difference(told, ask(case, analysis))
            assert not message, message
    for mark in case.marks:
        if verb(case, mark) in AT_MARK:
            AT_MARK[verb(case, mark)](case, mark, analysis)
        if verb(case, mark) == "same":
            place = position(analysis, mark.line, mark.start)
            found = document_highlight(analysis, session(), types.DocumentHighlightParams(DOCUMENT, place))
            assert len(found or ()) == int(case.rest(mark).split()[1])


LOG = """\
Feb 21 09:21:55 mx1 postfix/smtp[1]: A1: to=<a@example.net>, dsn=5.1.1, status=bounced (said: 550 5.1.1 User unknown)
Feb 21 09:21:56 mx1 postfix/smtp[1]: A2: to=<b@example.net>, dsn=5.1.1, status=bounced (said: 550 5.1.1 User unknown)
Feb 21 09:21:57 mx1 postfix/smtp[1]: A3: to=<c@example.net>, dsn=4.2.2, status=deferred (said: 452 4.2.2 Mailbox full)
Feb 21 09:21:58 mx1 postfix/smtp[1]: A4: to=<d@example.net>, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1A2B3C)
"""
TREES = {"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}}}


def test_the_outline_of_a_log_reads_like_a_summary() -> None:
    analysis = analysis_of(LOG, "mail.log")
    groups = document_symbol(analysis, session(TREES), types.DocumentSymbolParams(DOCUMENT))
    said = [
        (group.name, [(kind.name, kind.detail, len(kind.children or ())) for kind in group.children or ()])
        for group in groups
        if isinstance(group, types.DocumentSymbol)
    ]
    assert said == [
        ("Permanent failures: 2", [("550 5.1.1: 2", "bad destination mailbox address", 2)]),
        ("Temporary failures: 1", [("452 4.2.2", "mailbox full", 0)]),
        ("Successes: 1", [("250 2.0.0", "requested mail action okay, completed", 0)]),
    ]


def test_the_outline_of_a_client_without_trees() -> None:
    analysis = analysis_of(LOG, "mail.log")
    symbols = document_symbol(analysis, session({}), types.DocumentSymbolParams(DOCUMENT))
    assert [(s.name, s.container_name) for s in symbols if isinstance(s, types.SymbolInformation)][:1] == [
        ("550 5.1.1 bad destination mailbox address: 2", "Permanent failures: 2")
    ]


def test_a_symbol_stands_where_it_says() -> None:
    analysis = analysis_of("😀\n😀 said: 550 5.1.1 User unknown\n", "mail.log")
    (group,) = document_symbol(analysis, session(TREES), types.DocumentSymbolParams(DOCUMENT))
    assert isinstance(group, types.DocumentSymbol)
    assert group.range == types.Range(types.Position(1, 9), types.Position(1, 18))


def test_hints_obey_the_setting() -> None:
    log, config = analysis_of(LOG, "mail.log"), analysis_of("smtp:\n  rcpt: {code: 550}\n", "mock.yaml")
    for setting, in_log, in_config in (("off", False, False), ("logs", True, False), ("on", True, True)):
        asking = session()
        asking.settings = Settings(inlay_hints=setting)
        shown = [
            bool(inlay_hint(one, asking, types.InlayHintParams(DOCUMENT, everything(one))))
            for one in (log, config)
        ]
        assert shown == [in_log, in_config]


def test_colours_obey_the_setting() -> None:
    analysis = analysis_of(LOG, "mail.log")
    asking = session()
    asking.settings = Settings(semantic_tokens=False)
    answer = semantic_tokens_full(analysis, asking, types.SemanticTokensParams(DOCUMENT))
    assert answer is not None
    assert answer.data == []


def test_the_legend_is_announced_before_the_engine_is_loaded() -> None:
    assert list(wiring.TOKENS.token_modifiers) == list(LEGEND.token_modifiers)
    assert list(wiring.TOKENS.token_types) == list(LEGEND.token_types)


def test_deltas_lead_to_the_tokens_of_now() -> None:
    analysis = analysis_of(LOG, "mail.log")
    first = semantic_tokens_full(analysis, session(), types.SemanticTokensParams(DOCUMENT))
    assert first is not None
    data, name = list(first.data), first.result_id
    for line, column, text in ((1, 0, "x\n"), (0, 0, "\n\n"), (3, 0, "550 5.7.1 no\n"), (2, 0, "")):
        splice = analysis.text.replace(Point(line, column), Point(line, column), text)
        analysis.spliced(splice)
        answer = semantic_tokens_delta(
            analysis, session(), types.SemanticTokensDeltaParams(DOCUMENT, name or "")
        )
        assert isinstance(answer, types.SemanticTokensDelta)
        for edit in answer.edits:
            data[edit.start : edit.start + edit.delete_count] = edit.data or []
        name = answer.result_id
        now = semantic_tokens_range(
            analysis, session(), types.SemanticTokensRangeParams(DOCUMENT, everything(analysis))
        )
        assert data == list(now.data)


def test_a_client_with_other_tokens_gets_all_of_them() -> None:
    analysis = analysis_of(LOG, "mail.log")
    answer = semantic_tokens_delta(analysis, session(), types.SemanticTokensDeltaParams(DOCUMENT, "17"))
    assert isinstance(answer, types.SemanticTokens)
