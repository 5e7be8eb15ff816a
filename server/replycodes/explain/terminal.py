"""An explanation for a terminal: the plain words, with weight and clickable sources. Only cli/ uses it."""

from __future__ import annotations

from rich.text import Text

from replycodes.explain import escape
from replycodes.explain.layout import Paragraph, paragraphs
from replycodes.explain.model import Explanation


def terminal(explanation: Explanation) -> Text:
    """Styled text; never markup, so that brackets in a reply stay brackets."""
    return Text("\n").join(_paragraph(paragraph) for paragraph in paragraphs(explanation))


def _paragraph(paragraph: Paragraph) -> Text:
    line = Text()
    if paragraph.label:
        line.append(f"{escape.visible(paragraph.label)}: ", style="bold")
    line.append(escape.visible(paragraph.text), style="bold" if paragraph.strong else "")
    for number, link in enumerate(paragraph.links):
        address = escape.url(link.url)
        line.append(", " if number else "")
        line.append(escape.visible(link.name), style=f"link {address}" if address else "")
    return line
