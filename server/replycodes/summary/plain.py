"""A report as plain text, for terminals and mails. Everything from the log is shown with its controls spelt out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from replycodes.explain.escape import visible
from replycodes.explain.wording import capitalized, role_name
from replycodes.summary.model import PlaceRow, Report, Span
from replycodes.summary.words import (
    code_counts,
    group_sentence,
    number,
    outcome_words,
    share,
    size_sentence,
    spanning,
)

_WIDTH = 100
_BAR = 40
_SPANS = 31


def plain(report: Report) -> str:
    """The report in paragraphs of at most 100 columns."""
    return "\n\n".join(part for part in _parts(report) if part) + "\n"


def _parts(report: Report) -> Iterator[str]:
    yield "\n".join(_head(report))
    yield _titled("Codes, worst first", _codes(report))
    yield _titled("Who must act", _roles(report))
    yield _titled("Destinations by failures", _places(report.domains, report.more_domains))
    yield _titled("Servers that answered", _places(report.relays, report.more_relays))
    times = report.timeline
    yield _titled(f"Over time, by {times.unit} (# failures, . successes)", _timeline(times.spans[-_SPANS:]))
    yield _titled("By hour of the day", _timeline(report.day))


def _titled(title: str, lines: Iterator[str]) -> str:
    body = list(lines)
    return "\n".join([title, "=" * len(title), *body]) if body else ""


def _head(report: Report) -> Iterator[str]:
    sentences = [size_sentence(report), report.partial]
    if report.replies:
        sentences += [group_sentence(report.counts), spanning(report)]
        if len(report.protocols) > 1:
            sentences.append(", ".join(f"{name}: {number(count)}" for name, count in report.protocols) + ".")
    for sentence in sentences:
        yield from wrap(visible(sentence), _WIDTH)


def _codes(report: Report) -> Iterator[str]:
    for row in report.codes:
        protocol = "" if row.protocol == "SMTP" else f", {row.protocol}"
        head = f"{row.codes}  {number(row.count)} ({share(row.count, report.replies)}), {outcome_words(row)}"
        yield visible(f"{head}{protocol}{': ' if row.name else ''}{row.name}")
        yield from _indented(row.meaning)
        if row.group == "success":
            continue
        if row.step:
            yield from _indented(f"{capitalized(role_name(row.role))}: {row.step}")
        for said in row.wordings:
            yield from _indented(f"{number(said.count)} × {said.text or '(no words)'} ({said.place})", "    ")
            if said.vendor:
                yield from _indented(f"{said.vendor} {said.step}", "      ")
    if report.more_codes:
        yield f"{number(report.more_codes)} rarer codes with {number(report.more_code_replies)} replies; --top shows more."


def _indented(text: str, margin: str = "  ") -> list[str]:
    return wrap(visible(text), _WIDTH, initial_indent=margin, subsequent_indent=margin)


def _roles(report: Report) -> Iterator[str]:
    for row in report.roles:
        who = "nobody yet" if row.role == "nobody" else role_name(row.role)
        yield from _indented(f"{number(row.count)}  {who} ({code_counts(row.codes)})", "")


def _places(rows: Sequence[PlaceRow], more: int) -> Iterator[str]:
    if not rows:
        return
    name_width = min(44, max(len(row.name) for row in rows))
    yield f"{'':{name_width}} {'permanent':>10} {'temporary':>10} {'success':>10}"
    for row in rows:
        counts = row.counts
        figures = " ".join(
            f"{number(value):>10}" for value in (counts.permanent, counts.temporary, counts.success)
        )
        yield f"{visible(row.name)[:name_width]:{name_width}} {figures}  {visible(code_counts(row.codes[:2]))}".rstrip()
    if more:
        yield f"{number(more)} more; --top shows more."


def _timeline(spans: Sequence[Span]) -> Iterator[str]:
    if len(spans) < 2:
        return
    most = max(span.counts.total for span in spans) or 1
    for span in spans:
        failed = round(span.counts.failures / most * _BAR)
        bar = "#" * failed + "." * (round(span.counts.total / most * _BAR) - failed)
        yield f"{span.label}  {number(span.counts.failures):>8} {number(span.counts.success):>9}  {bar}".rstrip()
