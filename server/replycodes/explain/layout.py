"""Order and length of an explanation: the same words for every renderer.

At most about a dozen lines, each a short paragraph that makes sense when read aloud: the editor's
accessible view and a screen reader get plain text, so no table, colour or icon carries meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from replycodes.explain.model import Explanation, Meaning, SourceLink
from replycodes.explain.wording import capitalized, protocol_name, role_name

_MORE_STEPS = 2
_RELATED = 3
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
    if explanation.doubt:
        yield Paragraph(text=explanation.doubt)
    for meaning in explanation.meanings:
        if meaning.specific:
            yield Paragraph(text=_meaning(meaning, explanation))
    for note in explanation.notes:
        yield Paragraph(text=note)
    if explanation.standing:
        yield Paragraph(text=explanation.standing.text)
    first, *others = _steps(explanation)
    yield first
    # Before the other roles' advice: small hover windows show about six lines, and this one decides what to do.
    yield Paragraph(label="Retry", text=explanation.retry)
    yield from others
    if explanation.other:
        yield _in_short(explanation.other)
    elif explanation.also_used:
        yield Paragraph(label="Also seen", text=explanation.also_used[0])
    if explanation.digits:
        yield Paragraph(label="Digits", text="; ".join(explanation.digits) + ".")
    if explanation.related:
        shown = explanation.related[:_RELATED]
        text = "; ".join(f"{related.code}: {related.difference.rstrip('.')}" for related in shown)
        yield Paragraph(label="Related", text=text + ".")
    if explanation.sources:
        yield Paragraph(label="Sources", text="", links=explanation.sources[:_SOURCES])


def _steps(explanation: Explanation) -> Iterator[Paragraph]:
    """Who must act first and how; then the others, as far as there is room."""
    first, *rest = explanation.steps
    label = "Next step" if first.role == "nobody" else f"{capitalized(role_name(first.role))} acts first"
    yield Paragraph(label=label, text=first.text)
    for step in rest[: 0 if explanation.other else _MORE_STEPS]:
        yield Paragraph(label=capitalized(role_name(step.role)), text=step.text)


def _meaning(meaning: Meaning, explanation: Explanation) -> str:
    if meaning.origin == "words":
        return f"The text suggests {meaning.code} ({meaning.name}): {meaning.text}"
    if meaning.origin == "vendor":
        return f"{meaning.code} from {meaning.name}: {meaning.text}"
    if meaning.code == explanation.code or meaning.origin == "command":
        return meaning.text
    name = f" ({meaning.name})" if meaning.name else ""
    return f"{meaning.code}{name}: {meaning.text}"


def _in_short(other: Explanation) -> Paragraph:
    """The second likely protocol: what it would mean there and what to do."""
    said = [other.headline, *(m.text for m in other.meanings if m.specific)]
    said += [step.text for step in other.steps[:1]]
    return Paragraph(label=f"If it is {protocol_name(other.protocol)}", text=" ".join(said))
