"""A report as Markdown: for an editor's preview, an issue or a mail. Everything from the log is shown literally."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from replycodes.explain import escape
from replycodes.explain.wording import capitalized, role_name
from replycodes.summary.model import GROUPS, CodeRow, PlaceRow, Report, Span
from replycodes.summary.words import (
    code_counts,
    group_figures,
    number,
    outcome_words,
    replies,
    share,
    size_sentence,
    spanning,
)

_BAR = 24  # characters of the longest bar
_SPANS = 48  # rows of the table over time


def markdown(report: Report, title: str = "") -> str:
    """The report. Tables where figures are compared, sentences elsewhere."""
    parts = [f"# {escape.markdown(title)}"] if title else []
    parts += _head(report)
    parts += _failures(report)
    parts += _roles(report)
    parts += _places("Destinations", "Domain", report.domains, report.more_domains)
    parts += _places("Servers that answered", "Host", report.relays, report.more_relays)
    parts += _times(report)
    parts += _examples(report)
    return "\n\n".join(parts) + "\n"


def _head(report: Report) -> Iterator[str]:
    yield escape.markdown(size_sentence(report))
    if report.partial:
        yield escape.markdown(report.partial)
    if report.replies:
        yield "\n".join(f"- **{name}**: {figures}" for name, figures in group_figures(report.counts))
        protocols = ", ".join(f"{name} {number(count)}" for name, count in report.protocols)
        yield escape.markdown(
            " ".join(part for part in (f"Protocols: {protocols}.", spanning(report)) if part)
        )


def _failures(report: Report) -> Iterator[str]:
    if not report.codes:
        return
    yield "## Codes, worst first"
    rows = [
        (
            f"{row.protocol} {row.codes}",
            number(row.count),
            share(row.count, report.replies),
            outcome_words(row),
            _said(row),
        )
        for row in report.codes
    ]
    yield _table(("Code", "Replies", "Share", "Outcome", "Meaning"), rows, right=(1, 2))
    if report.more_codes:
        yield f"{number(report.more_codes)} rarer codes, {number(report.more_code_replies)} replies, are not shown."


def _said(row: CodeRow) -> str:
    return f"{row.name}: {row.meaning}" if row.name else row.meaning


def _roles(report: Report) -> Iterator[str]:
    if not report.roles:
        return
    yield "## Who must act"
    lines = []
    for row in report.roles:
        who = "Nobody yet" if row.role == "nobody" else capitalized(role_name(row.role))
        lines.append(
            f"- **{escape.markdown(who)}**: {replies(row.count)} ({escape.markdown(code_counts(row.codes))})"
        )
    yield "\n".join(lines)
    steps = [
        f"- **{escape.markdown(row.label)}** ({escape.markdown(role_name(row.role))}): {escape.markdown(row.step)}"
        for row in report.codes
        if row.group != "success" and row.step
    ]
    if steps:
        yield "\n".join(steps[:8])


def _places(title: str, what: str, rows: Sequence[PlaceRow], more: int) -> Iterator[str]:
    if not rows:
        return
    yield f"## {title}"
    table = [
        (
            row.name,
            *(number(getattr(row.counts, group)) for group in GROUPS if group != "refused"),
            code_counts(row.codes),
        )
        for row in rows
    ]
    heads = (what, "Permanent", "Temporary", "Success", "Commonest failures")
    yield _table(heads, table, right=(1, 2, 3))
    if more:
        yield f"{number(more)} more are not shown."


def _times(report: Report) -> Iterator[str]:
    timeline = report.timeline
    if len(timeline.spans) < 2:
        return
    yield f"## Over time, by {timeline.unit}"
    spans = timeline.spans[-_SPANS:]
    yield _spans(capitalized(timeline.unit), spans)
    left = len(timeline.spans) - len(spans) + timeline.left_out
    if left:
        yield f"The {number(left)} before are not shown."
    if timeline.unstamped:
        yield f"{replies(timeline.unstamped)} on lines without a time stamp."
    if report.day:
        yield "## By hour of the day"
        yield _spans("Hour", report.day)


def _spans(unit: str, spans: Sequence[Span]) -> str:
    most = max(span.counts.total for span in spans) or 1
    rows = [
        (
            span.label,
            number(span.counts.failures),
            number(span.counts.success),
            "█" * round(span.counts.failures / most * _BAR) + "░" * round(span.counts.success / most * _BAR),
        )
        for span in spans
    ]
    return _table((unit, "Failures", "Successes", "█ failures ░ successes"), rows, right=(1, 2))


def _examples(report: Report) -> Iterator[str]:
    rows = [row for row in report.codes if row.group != "success" and row.wordings]
    if not rows:
        return
    yield "## What the servers said"
    for row in rows:
        yield f"### {escape.markdown(row.label)}, {replies(row.count)}"
        lines = []
        for said in row.wordings:
            text = said.text or "(nothing)"
            lines.append(f"- {number(said.count)} × {escape.markdown(text)}")
            if said.vendor:
                lines.append(f"  {escape.markdown(said.vendor)} {escape.markdown(said.step)}".rstrip())
            lines.append(f"  {escape.markdown(said.place)}: {_literal(said.line)}")
        yield "\n".join(lines)


def _literal(line: str) -> str:
    """A code span whose fence is longer than any run of backquotes in it."""
    text = escape.visible(line)
    fence = "`"
    while fence in text:
        fence += "`"
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    rule = ["---:" if column in right else "---" for column in range(len(heads))]
    lines = [heads, rule, *([escape.markdown(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
