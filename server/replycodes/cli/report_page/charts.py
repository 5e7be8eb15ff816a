"""Charts as SVG. Each says in words what it shows; the figures stand in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence

from replycodes.site.html import Html, element
from replycodes.summary.model import GROUPS, GroupCounts, Span
from replycodes.summary.words import group_sentence, number

_WIDTH, _HEIGHT = 960, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 8, 12, 30
_LABELS = 8  # at most so many below the time axis
_TICKS = 4
_LABEL = 110  # width of a label at most
_WIDEST = 64  # of a column


def stacked(counts: GroupCounts, whole: int, class_: str = "bar") -> Html:
    """One horizontal bar, as long as the share of ``whole``, parted by outcome. Decoration beside its figures."""
    x = 0.0
    parts = []
    for group in GROUPS:
        width = 100 * getattr(counts, group) / whole if whole else 0
        if width:
            parts.append(_rect(x, 0, width, 10, group))
        x += width
    return _svg(100, 10, *parts, class_=class_, preserveAspectRatio="none", aria_hidden="true")


def single(count: int, whole: int, group: str) -> Html:
    """One horizontal bar of one outcome."""
    width = 100 * count / whole if whole else 0
    bar = _rect(0, 0, width, 10, group) if width else None
    return _svg(100, 10, bar, class_="bar", preserveAspectRatio="none", aria_hidden="true")


def over_time(spans: Sequence[Span], unit: str) -> Html:
    """Columns for hours, days or months, failures at the foot."""
    top = _nice(max(span.counts.total for span in spans))
    step = (_WIDTH - _LEFT - _RIGHT) / len(spans)
    height = _HEIGHT - _TOP - _BOTTOM
    every = -(-len(spans) // _LABELS)
    parts = [_grid(top, height)]
    for index, span in enumerate(spans):
        x = _LEFT + index * step
        parts.append(_column(span, x, step, top, height))
        if index % every == 0:
            parts.append(_text(x + step / 2, _HEIGHT - 10, span.label, _anchor(index, len(spans), step)))
    title = f"Replies by {unit}, {spans[0].label} to {spans[-1].label}"
    return _svg(_WIDTH, _HEIGHT, element("title", title), *parts, class_="time", role="img", aria_label=title)


def _column(span: Span, x: float, step: float, top: int, height: float) -> Html:
    gap = max(min(step * 0.2, 4), step - _WIDEST)
    y = float(_TOP + height)
    parts = []
    for group in GROUPS:
        size = height * getattr(span.counts, group) / top
        if size:
            y -= size
            parts.append(_rect(x + gap / 2, y, step - gap, size, group))
    told = group_sentence(span.counts) if span.counts.total else "no replies."
    # The whole column shows the figures, however small its bars are.
    target = _rect(x, _TOP, step, height, "target")
    return element("g", element("title", f"{span.label}: {told}"), target, *parts)


def _grid(top: int, height: float) -> Html:
    lines = []
    for tick in range(_TICKS + 1):
        y = _TOP + height * (1 - tick / _TICKS)
        lines.append(element("line", x1=str(_LEFT), x2=str(_WIDTH - _RIGHT), y1=_figure(y), y2=_figure(y)))
        lines.append(_text(_LEFT - 8, y + 4, number(top * tick // _TICKS), "end"))
    return element("g", *lines, class_="grid")


def _anchor(index: int, count: int, step: float) -> str:
    """Labels stand below the middle of their column, but not beyond the chart."""
    if step > _LABEL or 0 < index < count - _LABEL / step:
        return "middle"
    return "start" if index == 0 else "end"


def _nice(value: int) -> int:
    """A round number not below, of which a quarter is whole."""
    size = 4
    while True:
        for factor in (1, 2, 3, 5):
            if size * factor >= value:
                return size * factor
        size *= 10


def _rect(x: float, y: float, width: float, height: float, class_: str) -> Html:
    return element(
        "rect", x=_figure(x), y=_figure(y), width=_figure(width), height=_figure(height), class_=class_
    )


def _text(x: float, y: float, text: str, anchor: str) -> Html:
    return element("text", text, x=_figure(x), y=_figure(y), text_anchor=anchor)


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _svg(width: int, height: int, *children: Html | None, **attributes: str) -> Html:
    return element("svg", *children, viewBox=f"0 0 {width} {height}", **attributes)
