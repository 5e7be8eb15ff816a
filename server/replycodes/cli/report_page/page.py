"""The page: what happened, who must act, each code with its meaning and examples, times, destinations."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from pathlib import PurePath

from replycodes import __version__
from replycodes.cli.report_page import charts
from replycodes.explain.escape import visible
from replycodes.explain.wording import capitalized, role_name
from replycodes.site.html import Html, element
from replycodes.summary.model import (
    GROUP_NAMES,
    GROUPS,
    CodeRow,
    Group,
    GroupCounts,
    PlaceRow,
    Report,
    Span,
    Timeline,
    WordingRow,
)
from replycodes.summary.words import code_counts, number, replies, share, size_sentence, spanning


def page(report: Report) -> str:
    """The whole document."""
    name = visible(PurePath(report.names[0]).name) if len(report.names) == 1 else f"{len(report.names)} files"
    title = f"Reply codes in {name}"
    style = files("replycodes.cli.report_page").joinpath("report.css").read_text(encoding="utf-8")
    return "<!doctype html>\n" + element(
        "html",
        _head(title, style),
        element("body", element("main", *_sections(title, report)), _footer()),
        lang="en",
    )


def _head(title: str, style: str) -> Html:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="robots", content="noindex"),
        element("title", title),
        element("link", rel="icon", href="data:,"),
        element("style", Html(style)),
    )


def _sections(title: str, report: Report) -> Iterator[Html]:
    yield element("h1", title)
    yield element("p", visible(size_sentence(report)), " ", spanning(report) if report.replies else None)
    if report.partial:
        yield element("p", report.partial, class_="note")
    if not report.replies:
        return
    yield _outcomes(report)
    yield from _roles(report)
    if len(report.timeline.spans) > 1:
        yield from _times(report.timeline)
        if report.day:
            yield from _spans("By hour of the day", "hour of the day", report.day)
    yield from _codes(report)
    yield from _places("Destinations", "Domain", report.domains, report.more_domains)
    yield from _places("Servers that answered", "Host", report.relays, report.more_relays)


def _outcomes(report: Report) -> Html:
    figures = [
        element(
            "li",
            element("strong", number(getattr(report.counts, group)), class_=f"figure {group}"),
            element("span", capitalized(GROUP_NAMES[group])),
            element("small", share(getattr(report.counts, group), report.replies)),
        )
        for group in GROUPS
        if getattr(report.counts, group)
    ]
    protocols = ", ".join(f"{name} {number(count)}" for name, count in report.protocols)
    return element(
        "section",
        element("h2", "Outcome", class_="unseen"),
        element("ul", *figures, class_="figures"),
        charts.stacked(report.counts, report.replies, "strip"),
        element("p", f"By protocol: {protocols}.", class_="soft") if len(report.protocols) > 1 else None,
    )


def _roles(report: Report) -> Iterator[Html]:
    if not report.roles:
        return
    yield element("h2", "Who must act")
    longest = max(row.count for row in report.roles)
    rows = [
        element(
            "tr",
            element("th", _who(row.role), scope="row"),
            element("td", number(row.count), class_="number"),
            element("td", charts.single(row.count, longest, "role"), class_="chart"),
            element("td", *_code_counts(row.codes)),
        )
        for row in report.roles
    ]
    yield _table(("Who", "Failed replies", "", "Commonest codes"), [element("tbody", *rows)], "roles")


def _who(role: str) -> str:
    return "Nobody yet: the queue tries again" if role == "nobody" else capitalized(role_name(role))


def _codes(report: Report) -> Iterator[Html]:
    yield element("h2", "Codes, worst first")
    bodies = []
    for group, rows in groupby(report.codes, key=lambda row: row.group):
        bodies.append(
            element("tbody", _group_row(group, report.counts), *(_code(row, report) for row in rows))
        )
    yield _table(("Code", "Replies", "What it means and what to do"), bodies, "codes")
    if report.more_codes:
        yield element(
            "p",
            f"{number(report.more_codes)} rarer codes with {replies(report.more_code_replies)} are not shown; "
            "--top shows more.",
            class_="soft",
        )


def _group_row(group: Group, counts: GroupCounts) -> Html:
    count = getattr(counts, group)
    text = f"{capitalized(GROUP_NAMES[group])}: {number(count)} ({share(count, counts.total)})"
    return element("tr", element("th", text, colspan="3", scope="rowgroup", class_=group), class_="group")


def _code(row: CodeRow, report: Report) -> Html:
    seen = ""
    kind = f"{row.protocol}, given up" if row.given_up else row.protocol
    if row.first:
        seen = row.first if row.first == row.last else f"{row.first} to {row.last}"
    return element(
        "tr",
        element("th", element("code", visible(row.codes)), element("small", visible(kind)), scope="row"),
        element(
            "td",
            element("strong", number(row.count)),
            element("small", share(row.count, report.replies)),
            charts.single(row.count, _most(report, row.group), row.group),
            class_="number",
        ),
        element("td", *_meaning(row, seen)),
    )


def _most(report: Report, group: Group) -> int:
    """What the longest bar stands for: failures are compared with failures."""
    return max(row.count for row in report.codes if (row.group == "success") == (group == "success"))


def _meaning(row: CodeRow, seen: str) -> Iterator[Html]:
    name = element("strong", f"{visible(row.name)}. ") if row.name else None
    yield element("p", name, visible(row.meaning))
    if row.group == "success":
        return
    if row.step:
        yield element(
            "p", element("b", f"{capitalized(role_name(row.role))}: "), visible(row.step), class_="step"
        )
    if row.wordings:
        told = [element("li", *_wording(said)) for said in row.wordings]
        yield element(
            "details", element("summary", "What the servers said"), element("ul", *told, class_="wordings")
        )
    facts = [f"Mostly to {code_counts(row.domains)}." if row.domains else "", f"Seen {seen}." if seen else ""]
    if any(facts):
        yield element("p", visible(" ".join(filter(None, facts))), class_="soft")


def _wording(said: WordingRow) -> Iterator[Html]:
    yield element("p", element("b", f"{number(said.count)} × "), visible(said.text) or "(no words)")
    if said.vendor:
        yield element("p", visible(f"{said.vendor} {said.step}"), class_="soft")
    yield element("pre", element("code", visible(said.line)))
    yield element("p", visible(said.place), class_="soft place")


def _times(timeline: Timeline) -> Iterator[Html]:
    yield from _spans(f"Over time, by {timeline.unit}", timeline.unit, timeline.spans)
    if timeline.unstamped:
        yield element("p", f"{replies(timeline.unstamped)} without a time stamp.", class_="soft")
    if timeline.left_out:
        yield element(
            "p", f"{number(timeline.left_out)} {timeline.unit}s before are not shown.", class_="soft"
        )


def _spans(title: str, unit: str, spans: Sequence[Span]) -> Iterator[Html]:
    """A chart and its figures."""
    yield element("h2", title)
    shown = [group for group in GROUPS if any(getattr(span.counts, group) for span in spans)]
    legend = [element("li", capitalized(GROUP_NAMES[group]), class_=group) for group in shown]
    yield element("ul", *legend, class_="legend")
    chart = charts.over_time(spans, unit)
    yield element("div", chart, class_="wide", tabindex="0", role="region", aria_label=f"{title}, chart")
    rows = [
        element(
            "tr",
            element("th", span.label, scope="row"),
            *(element("td", number(getattr(span.counts, group)), class_="number") for group in shown),
        )
        for span in spans
    ]
    heads = (capitalized(unit), *(capitalized(GROUP_NAMES[group]) for group in shown))
    table = _table(heads, [element("tbody", *rows)], "times")
    yield element("details", element("summary", "The figures as a table"), table)


def _places(title: str, what: str, rows: Sequence[PlaceRow], more: int) -> Iterator[Html]:
    if not rows:
        return
    yield element("h2", title)
    longest = max(row.counts.failures for row in rows)
    shown: tuple[Group, ...] = ("permanent", "temporary", "success")
    made = [
        element(
            "tr",
            element("th", visible(row.name), scope="row", class_="name"),
            *(element("td", number(getattr(row.counts, group)), class_="number") for group in shown),
            element("td", charts.stacked(replace(row.counts, success=0), longest), class_="chart"),
            element("td", *_code_counts(row.codes[:3])),
        )
        for row in rows
    ]
    heads = (what, "Permanent", "Temporary", "Success", "", "Commonest failures")
    yield _table(heads, [element("tbody", *made)], "places")
    if more:
        yield element("p", f"{number(more)} more are not shown; --top shows more.", class_="soft")


def _code_counts(codes: Sequence[tuple[str, int]]) -> Iterator[Html]:
    """Each code stays on one line with its figure."""
    last = len(codes) - 1
    for place, pair in enumerate(codes):
        text = visible(code_counts((pair,)))
        yield element("span", text if place == last else f"{text},", class_="whole")


def _table(heads: Sequence[str], bodies: Sequence[Html], class_: str) -> Html:
    cells = [element("th", head, scope="col") if head else element("td") for head in heads]
    table = element("table", element("thead", element("tr", *cells)), *bodies, class_=class_)
    return element("div", table, class_="scroll", tabindex="0", role="region", aria_label=heads[0])


def _footer() -> Html:
    return element(
        "footer",
        element(
            "p",
            "Each reply counts once, however many codes or lines it has. Permanent and temporary is what the code "
            "says; a temporary one counts as permanent once the sender has given up. Destinations and servers are those of deliveries that the log reports.",
        ),
        element("p", f"Made by replycodes {__version__}. This page loads nothing and sends nothing."),
    )
