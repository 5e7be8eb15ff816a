"""Order and length of an explanation: the same words for every renderer.

At most about a dozen lines, each a short paragraph that makes sense when read aloud: the editor's
accessible view and a screen reader get plain text, so no table, colour or icon carries meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from replycodes.explain.model import Explanation, Meaning, SourceLink
from replycodes.explain.wording import capitalized, protocol_name, role_name

_STEPS = 3
_RELATED = 4
_SOURCES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One line of an explanation: an optional label, then text, then links."""

    text: str
    label: str = ""
    links: tuple[SourceLink, ...] = ()
    strong: bool = False


def paragraphs(explanation: Explanation) -> Iterator[Paragraph]:
    """What is said, in reading order."""
    yield Paragraph(text=explanation.headline, strong=True)
    if explanation.standing:
        yield Paragraph(text=explanation.standing.text)
    for meaning in explanation.meanings:
        if meaning.specific:
            yield Paragraph(text=_meaning(meaning, explanation))
    for note in explanation.notes:
        yield Paragraph(text=note)
    for number, step in enumerate(explanation.steps[:_STEPS]):
        yield Paragraph(label=_who(step.role, number == 0), text=step.text)
    yield Paragraph(label="Retry", text=explanation.retry)
    if explanation.other:
        yield from _in_short(explanation.other)
    if explanation.digits:
        yield Paragraph(label="Digits", text="; ".join(explanation.digits) + ".")
    if explanation.related:
        shown = explanation.related[:_RELATED]
        text = "; ".join(f"{related.code}: {related.difference.rstrip('.')}" for related in shown)
        yield Paragraph(label="Related", text=text + ".")
    if explanation.sources:
        yield Paragraph(label="Sources", text="", links=explanation.sources[:_SOURCES])


def _who(role: str, first: bool) -> str:
    who = capitalized(role_name(role))
    return f"{who} acts first" if first and role != "nobody" else who


def _meaning(meaning: Meaning, explanation: Explanation) -> str:
    if meaning.code == explanation.code or meaning.origin == "command":
        return meaning.text
    name = f" ({meaning.name})" if meaning.name else ""
    return f"{meaning.code}{name}: {meaning.text}"


def _in_short(other: Explanation) -> Iterator[Paragraph]:
    """The second likely protocol: what it would mean there and what to do."""
    said = [other.headline, *(m.text for m in other.meanings if m.specific)]
    said += [step.text for step in other.steps[:1]]
    yield Paragraph(label=f"If it is {protocol_name(other.protocol)}", text=" ".join(said))
