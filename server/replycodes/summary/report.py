"""From counts to a report: the database says what each code means, how bad it is and who must act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from replycodes.catalog.model import Catalog
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain import outcome
from replycodes.explain.compose import explain
from replycodes.explain.model import Explanation, Outcome
from replycodes.explain.wording import alternatives, protocol_name
from replycodes.summary.model import (
    GROUPS,
    CodeRow,
    Group,
    GroupCounts,
    PlaceRow,
    Report,
    RoleRow,
    WordingRow,
)
from replycodes.summary.redact import without_local_parts
from replycodes.summary.replies import Codes
from replycodes.summary.tally import NO_PROTOCOL, CodeTally, Counts, Tally, Wording, other
from replycodes.summary.timeline import hours_of_day, timeline
from replycodes.summary.times import Moment

_WORDINGS = 3  # of each code
_CODES_OF_ROW = 4
_DOMAINS_OF_CODE = 3

_GROUP: dict[Outcome, Group] = {
    "permanent": "permanent",
    "refused": "refused",
    "closing": "refused",
    "undefined": "refused",
    "temporary": "temporary",
}


_OF_OTHERS: dict[str, Outcome] = {
    other(Codes(NO_PROTOCOL, digit)).reply: outcome.of_enhanced(digit) for digit in ("2", "4", "5")
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database says about one code."""

    codes: Codes
    explanation: Explanation | None

    @property
    def outcome(self) -> Outcome:
        if self.explanation is None:
            return _OF_OTHERS.get(self.codes.reply, "undefined")
        return self.explanation.outcome

    @property
    def group(self) -> Group:
        if self.codes.given_up:  # nobody tries again: for whoever sent it, that is final
            return "permanent"
        return _GROUP.get(self.outcome, "success")


def report(
    tally: Tally,
    catalog: Catalog,
    names: Iterable[str] = (),
    top: int = 20,
    redact: bool = False,
    partial: str = "",
) -> Report:
    """The report of a log, with at most ``top`` rows in each table. ``redact``: no local parts of addresses."""
    counted = {*tally.codes, *(other(codes) for codes in tally.codes)}  # those of destinations and hours too
    known = {codes: _Known(codes, _explained(codes, catalog)) for codes in counted}
    groups = {codes: entry.group for codes, entry in known.items()}
    ranked = sorted(
        (known[codes] for codes in tally.codes),
        key=lambda entry: (GROUPS.index(entry.group), -tally.codes[entry.codes].count, entry.codes.text),
    )
    shown = _shown(ranked, tally, top)
    domains_of = _domains_of({entry.codes for entry in shown}, tally.domains)
    rows = tuple(
        _code_row(entry, tally.codes[entry.codes], domains_of.get(entry.codes, Counter()), catalog, redact)
        for entry in shown
    )
    times = timeline(tally, groups)
    stamps = sorted(m for code in tally.codes.values() for m in (code.first, code.last) if m is not None)
    return Report(
        names=tuple(names),
        lines=tally.lines,
        replies=tally.replies,
        counts=_grouped({codes: code.count for codes, code in tally.codes.items()}, groups),
        first=Moment.of(stamps[0]).text() if stamps else "",
        last=Moment.of(stamps[-1]).text() if stamps else "",
        protocols=_protocols(tally),
        codes=rows,
        roles=_roles(known, tally, catalog),
        deliveries=_grouped(_sum(tally.domains.values()), groups),
        domains=_places(tally.domains, groups, top),
        relays=_places(tally.relays, groups, top),
        timeline=times,
        day=hours_of_day(tally, groups) if times.unit != "hour" else (),
        more_codes=len(tally.codes) - len(rows),
        more_code_replies=tally.replies - sum(row.count for row in rows),
        more_domains=max(0, len(tally.domains) - top),
        more_relays=max(0, len(tally.relays) - top),
        partial=partial,
    )


def _shown(ranked: list[_Known], tally: Tally, top: int) -> list[_Known]:
    """The commonest codes in their order; failures have two places of three, so that successes cannot hide them."""
    failures = [entry for entry in ranked if entry.group != "success"]
    successes = [entry for entry in ranked if entry.group == "success"]
    room = max(top - len(failures), top // 3)
    kept = sorted(failures, key=lambda entry: -tally.codes[entry.codes].count)[
        : top - min(room, len(successes))
    ]
    chosen = {entry.codes for entry in [*kept, *successes[: top - len(kept)]]}
    return [entry for entry in ranked if entry.codes in chosen]


def _explained(codes: Codes, catalog: Catalog) -> Explanation | None:
    if codes.protocols == NO_PROTOCOL:
        return None
    return explain(
        ReplyContext(
            protocols=codes.protocols,
            reply=codes.reply or None,
            enhanced=codes.enhanced or None,
            status=codes.status or None,
            response_code=codes.response_code or None,
            given_up=codes.given_up,
        ),
        catalog,
    )


def _grouped(counts: Mapping[Codes, int], groups: Mapping[Codes, Group]) -> GroupCounts:
    total: dict[Group, int] = dict.fromkeys(GROUPS, 0)
    for codes, count in counts.items():
        total[groups.get(codes, "refused")] += count
    return GroupCounts(**total)


def _sum(tables: Iterable[Counts]) -> Counter[Codes]:
    total: Counter[Codes] = Counter()
    for counts in tables:
        total.update(counts)
    return total


def _domains_of(wanted: set[Codes], domains: Mapping[str, Counts]) -> dict[Codes, Counter[str]]:
    found: dict[Codes, Counter[str]] = {}
    for domain, counts in domains.items():
        for codes, count in counts.items():
            if codes in wanted:
                found.setdefault(codes, Counter())[domain] += count
    return found


def _code_row(
    entry: _Known, tally: CodeTally, domains: Counter[str], catalog: Catalog, redact: bool
) -> CodeRow:
    explanation = entry.explanation
    meaning = explanation.meanings[0] if explanation and explanation.meanings else None
    step = explanation.steps[0] if explanation and explanation.steps else None
    wordings = sorted(tally.wordings.items(), key=lambda item: -item[1].count)
    return CodeRow(
        codes=entry.codes.text,
        given_up=entry.codes.given_up,
        protocol=_protocol(entry.codes),
        outcome=entry.outcome,
        group=entry.group,
        count=tally.count,
        name=meaning.name if meaning else "",
        meaning=meaning.text if meaning else _UNKNOWN if explanation else _OTHERS,
        role=step.role if step else "",
        step=step.text if step else "",
        first=Moment.of(tally.first).text() if tally.first is not None else "",
        last=Moment.of(tally.last).text() if tally.last is not None else "",
        domains=tuple(_commonest(domains, _DOMAINS_OF_CODE)),
        wordings=tuple(_wording_row(text, said, catalog, redact) for text, said in wordings[:_WORDINGS]),
    )


_UNKNOWN = "No standard and no known server defines it."
_OTHERS = "Codes beyond the number that is counted one by one."


def _wording_row(text: str, said: Wording, catalog: Catalog, redact: bool) -> WordingRow:
    example = said.example
    vendor = step = ""
    if example.context is not None:
        explanation = explain(example.context, catalog)
        meaning = next((m for m in explanation.meanings if m.origin == "vendor"), None)
        if meaning is not None:
            vendor = f"{meaning.name}: {meaning.text}"
            step = explanation.steps[0].text if explanation.steps else ""
    return WordingRow(
        count=said.count,
        text=text,
        place=f"{example.name}:{example.line}",
        line=without_local_parts(example.text) if redact else example.text,
        vendor=vendor,
        step=step,
    )


def _protocol(codes: Codes) -> str:
    return alternatives(tuple(protocol_name(protocol) for protocol in codes.protocols if protocol)) or "–"


def _protocols(tally: Tally) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for codes, code in tally.codes.items():
        counts[_protocol(codes)] += code.count
    return tuple(_commonest(counts, None))


def _roles(known: Mapping[Codes, _Known], tally: Tally, catalog: Catalog) -> tuple[RoleRow, ...]:
    """Who must act on what failed; who has most to do stands first, nobody last."""
    roles: dict[str, Counter[str]] = {}
    for codes, code in tally.codes.items():
        entry = known[codes]
        if entry.group == "success" or entry.explanation is None:
            continue
        for role, count in _acting(entry.explanation, code, catalog):
            roles.setdefault(role, Counter())[codes.label] += count
    rows = [
        RoleRow(role=role, count=sum(counts.values()), codes=tuple(_commonest(counts, _CODES_OF_ROW)))
        for role, counts in roles.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.role == "nobody", -row.count, row.role)))


def _acting(general: Explanation, tally: CodeTally, catalog: Catalog) -> Iterator[tuple[str, int]]:
    """Who acts first on how many replies of one code: a wording that the database knows decides for its own."""
    left = tally.count
    for said in tally.wordings.values():
        if said.example.context is not None and (steps := explain(said.example.context, catalog).steps):
            yield steps[0].role, said.count
            left -= said.count
    if left and general.steps:
        yield general.steps[0].role, left


def _places(places: Mapping[str, Counts], groups: Mapping[Codes, Group], top: int) -> tuple[PlaceRow, ...]:
    """The places with most failures, then those with most replies."""

    def rank(name: str) -> tuple[int, int, str]:
        failed = total = 0
        for codes, count in places[name].items():
            total += count
            if groups.get(codes) != "success":
                failed += count
        return -failed, -total, name

    rows = []
    for name in nsmallest(top, places, key=rank):
        counts = places[name]
        failed: Counter[str] = Counter()
        for codes_, count in counts.items():
            if groups.get(codes_) != "success":
                failed[codes_.label] += count
        codes = tuple(_commonest(failed, _CODES_OF_ROW))
        rows.append(PlaceRow(name=name, counts=_grouped(counts, groups), codes=codes))
    return tuple(rows)


def _commonest(counts: Counter[str], limit: int | None) -> list[tuple[str, int]]:
    """By count, then by name, so that the same log always gives the same report."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]
