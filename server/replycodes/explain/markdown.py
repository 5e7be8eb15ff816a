"""An explanation as Markdown for hovers: paragraphs, bold labels and links, nothing else."""

from __future__ import annotations

from replycodes.explain import escape
from replycodes.explain.layout import Paragraph, paragraphs
from replycodes.explain.model import Explanation, SourceLink


def markdown(explanation: Explanation) -> str:
    """The explanation as Markdown; everything in it is shown literally, whatever it contains."""
    return "\n\n".join(_paragraph(paragraph) for paragraph in paragraphs(explanation))


def _paragraph(paragraph: Paragraph) -> str:
    text = escape.markdown(paragraph.text)
    if paragraph.strong:
        return f"**{text}**"
    said = [text] if text else []
    if paragraph.links:
        said.append(", ".join(_link(link) for link in paragraph.links))
    label = [f"**{escape.markdown(paragraph.label)}:**"] if paragraph.label else []
    return " ".join(label + said)


def _link(link: SourceLink) -> str:
    name, address = escape.markdown(link.name), escape.url(link.url)
    return f"[{name}]({address})" if address else name
