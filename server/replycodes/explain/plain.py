"""An explanation as plain text, for pipes, screen readers and editors without Markdown."""

from __future__ import annotations

from replycodes.explain import escape
from replycodes.explain.layout import Paragraph, paragraphs
from replycodes.explain.model import Explanation, SourceLink


def plain(explanation: Explanation) -> str:
    """The explanation, one paragraph a line; sources with their addresses."""
    return "\n".join(_line(paragraph) for paragraph in paragraphs(explanation))


def _line(paragraph: Paragraph) -> str:
    said = [escape.visible(paragraph.text)] if paragraph.text else []
    if paragraph.links:
        said.append(", ".join(_source(link) for link in paragraph.links))
    label = [f"{escape.visible(paragraph.label)}:"] if paragraph.label else []
    return " ".join(label + said)


def _source(link: SourceLink) -> str:
    name, address = escape.visible(link.name), escape.url(link.url)
    return f"{name} <{address}>" if address else name
