"""Whole replies to fill in, as snippets: one line with its enhanced code and text, or a reply of several lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from replycodes.catalog.model import Catalog, Reply
from replycodes.features.proposals import Proposal

_MOST = 5
_ADDRESS_SUBJECT = "1."  # details about an address, which the reply quotes


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """A snippet: its label as it will look, and its text with places to fill in."""

    label: str
    snippet: str
    proposal: Proposal


def reply_lines(proposals: Sequence[Proposal], catalog: Catalog, line_end: str) -> Iterator[ReplyLine]:
    """Whole replies for the likeliest codes. ``line_end`` is how a line end is written here; empty: not at all."""
    replies = [one for one in proposals if isinstance(one.entry, Reply) and one.entry.status == "standard"]
    for proposal in replies[:_MOST]:
        yield _one_line(proposal, catalog)
    if replies and line_end:
        yield _several_lines(replies[0], line_end)


def _one_line(proposal: Proposal, catalog: Catalog) -> ReplyLine:
    reply, code = proposal.entry, proposal.code
    detail = _detail(proposal, catalog)
    enhanced = f"{code[0]}.{detail} " if detail else ""
    text = catalog.enhanced_details[detail].text if detail else reply.text
    if detail.startswith(_ADDRESS_SUBJECT) and code[0] in "45":
        snippet = f"{code} {enhanced}<${{1:address}}>: ${{2:{_escaped(text)}}}"
        return ReplyLine(f"{code} {enhanced}<address>: {text}", snippet, proposal)
    return ReplyLine(f"{code} {enhanced}{text}", f"{code} {enhanced}${{1:{_escaped(text)}}}", proposal)


def _detail(proposal: Proposal, catalog: Catalog) -> str:
    """The enhanced detail that usually goes with a reply; a refusal without a usual one gets none."""
    usual = getattr(proposal.entry, "enhanced", ())
    known = proposal.protocol == "smtp" and proposal.code[0] in "245" and proposal.code != "220"
    return next((detail for detail in usual if detail in catalog.enhanced_details), "") if known else ""


def _several_lines(proposal: Proposal, line_end: str) -> ReplyLine:
    code, end = proposal.code, _escaped(line_end)
    shown = "several lines"
    return ReplyLine(
        f"{code}-… {code} … ({shown})", f"{code}-${{1:first line}}{end}{code} ${{2:last line}}", proposal
    )


def _escaped(text: str) -> str:
    """Literal text inside a snippet."""
    for mark in ("\\", "$", "}"):
        text = text.replace(mark, f"\\{mark}")
    return text
