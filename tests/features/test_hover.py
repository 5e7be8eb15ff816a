"""Every marked text of tests/fixtures/hover is explained as marked.

A hover is asked for at the first, the middle and the last character of a mark. ``none``: there is no answer.
``reply``: the answer highlights the whole reply, whose first line must hold the mark or whose range must begin above
it. Otherwise the marked text is exactly what is highlighted. Each quoted piece stands in the answer; after ``not``,
quoted pieces do not. ``plain`` asks as a client that cannot show Markdown.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from lsprotocol import types

from replycodes.features.hover import hover
from tests.features.asked import analysis_of, position, session
from tests.marks import Case, Mark, read_cases

FIXTURES = Path(__file__).parents[1] / "fixtures" / "hover"
CASES = [case for path in sorted(FIXTURES.glob("*.txt")) for case in read_cases(path)]
ASKED = [(case, mark) for case in CASES for mark in case.marks]
PLAIN = {"textDocument": {"hover": {"contentFormat": ["plaintext"]}}}


@pytest.mark.parametrize(("case", "mark"), ASKED, ids=lambda value: getattr(value, "id", None) or value.claim)
def test_case(case: Case, mark: Mark) -> None:
    analysis = analysis_of(case.text, case.file_name)
    words = shlex.split(case.rest(mark))
    plain = "plain" in words
    answers = [
        hover(
            analysis,
            session(PLAIN if plain else None),
            types.HoverParams(types.TextDocumentIdentifier("u"), position(analysis, mark.line, column)),
        )
        for column in {mark.start, (mark.start + mark.end - 1) // 2, mark.end - 1}
    ]
    if words == ["none"]:
        assert answers == [None] * len(answers)
        return
    for answer in answers:
        assert answer is not None
        assert isinstance(answer.contents, types.MarkupContent)
        assert answer.contents.kind == ("plaintext" if plain else "markdown")
        text, place = answer.contents.value, answer.range
        assert place is not None
        start, end = position(analysis, mark.line, mark.start), position(analysis, mark.line, mark.end)
        if "reply" in words:
            assert place.start < start or place.start == start
            assert place.end > end or place.end == end
            assert place != types.Range(start, end)
        else:
            assert place == types.Range(start, end)
        denied = words.index("not") if "not" in words else len(words)
        wanted = [word for word in words[:denied] if word not in ("plain", "reply")]
        assert all(piece in text for piece in wanted), text
        assert not any(piece in text for piece in words[denied + 1 :]), text


def test_a_multi_line_reply_is_highlighted_over_its_lines() -> None:
    text = "220 mx.example.org\nEHLO a\n250-mx.example.org\n250-SIZE 1000\n250 HELP\n"
    analysis = analysis_of(text, "session.txt")
    places = []
    for line in (2, 3, 4):
        answer = hover(
            analysis, session(), types.HoverParams(types.TextDocumentIdentifier("u"), types.Position(line, 6))
        )
        assert answer is not None
        places.append(answer.range)
    assert places == [types.Range(types.Position(2, 0), types.Position(4, 8))] * 3
