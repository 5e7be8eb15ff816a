"""``replycodes.explain``: what a code, a pasted reply, or a place in a document means, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replycodes.explain.asked import context_of
from replycodes.explain.compose import explain as compose
from replycodes.explain.markdown import markdown
from replycodes.explain.model import Explanation
from replycodes.explain.wording import protocol_name
from replycodes.features.analysis import Analysis
from replycodes.features.commands import Answer, Argument, BadArgumentError, Desk, position_of, text_of
from replycodes.text import Point

_PAGES = 10  # different explanations of one selection
_LINES = 2000  # of a selection that are looked at


def explain(desk: Desk, argument: Argument) -> Answer:
    """The page, or None where there is no code."""
    if "uri" not in argument:
        return _page(_of_text(desk, text_of(argument, "text"), text_of(argument, "protocol", "")))
    analysis = desk.analysis_of(text_of(argument, "uri"))
    if analysis is None:
        return None
    if "position" in argument:
        return _page(_at(analysis, _point(analysis, argument, "position")))
    place = argument.get("range")
    if not isinstance(place, dict):
        raise BadArgumentError("'text', or 'uri' with 'position' or 'range' is expected")
    first, last = _point(analysis, place, "start"), _point(analysis, place, "end")
    return _page(_between(analysis, first, last))


def _of_text(desk: Desk, text: str, protocol: str) -> Iterator[Explanation]:
    context = context_of(text, protocol, desk.session.catalog, desk.detector.parse)
    if context is not None:
        yield compose(context, desk.session.catalog)


def _at(analysis: Analysis, point: Point) -> Iterator[Explanation]:
    found = analysis.at(point)
    if found is not None:
        yield compose(found, analysis.catalog, analysis.context(point.line, found))


def _between(analysis: Analysis, first: Point, last: Point) -> Iterator[Explanation]:
    """The replies of a selection. Each reply is explained once, at its first code."""
    told: set[tuple[int, ...]] = set()
    for index in range(first.line, min(last.line + 1, first.line + _LINES)):
        start = first.column if index == first.line else 0
        end = last.column if index == last.line else len(analysis.lines[index])
        for found in analysis.occurrences(index):
            if found.end <= start or found.start >= end:
                continue
            context = analysis.context(index, found)
            reply = context.lines or (index,)
            if reply not in told:
                told.add(reply)
                yield compose(found, analysis.catalog, context)


def _page(explanations: Iterable[Explanation]) -> Answer:
    told: dict[str, Explanation] = {}
    for explanation in explanations:
        told.setdefault(explanation.headline, explanation)
        if len(told) == _PAGES:
            break
    if not told:
        return None
    shown = list(told.values())
    links = {link.url: link.name for explanation in shown for link in explanation.sources if link.url}
    return {
        "title": ", ".join(dict.fromkeys(_title(explanation) for explanation in shown[:3])),
        "markdown": "\n\n---\n\n".join(map(markdown, shown)),
        "references": [{"title": name, "url": url} for url, name in links.items()],
    }


def _title(explanation: Explanation) -> str:
    return f"{protocol_name(explanation.protocol)} {explanation.code}"


def _point(analysis: Analysis, holder: Argument, key: str) -> Point:
    position = position_of(holder, key)
    return analysis.text.point(position.line, position.character)
