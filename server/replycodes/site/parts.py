"""Pieces of content that several kinds of pages share."""

from __future__ import annotations

from collections.abc import Iterable

from replycodes.explain import escape
from replycodes.explain.model import Outcome, SourceLink
from replycodes.explain.wording import capitalized, role_name
from replycodes.site import addresses
from replycodes.site.html import Html, element, sequence

# The words that stand beside the colour; colour alone carries nothing.
OUTCOME_WORDS: dict[Outcome, str] = {
    "success": "success",
    "preliminary": "preliminary",
    "intermediate": "intermediate",
    "temporary": "temporary failure",
    "permanent": "permanent failure",
    "protected": "protected reply",
    "refused": "refusal",
    "closing": "closing",
    "informative": "detail",
    "undefined": "undefined",
}


def outcome_chip(outcome: Outcome) -> Html:
    """The outcome in words, on its colour."""
    return element("span", OUTCOME_WORDS[outcome], class_=f"chip {outcome}")


def role_label(role: str) -> str:
    """Who acts, as a short term before the advice."""
    return "Next step" if role == "nobody" else capitalized(role_name(role).removeprefix("the "))


def external(name: str, url: str) -> Html:
    """A link that leaves the reference, or its name alone when the address is not a plain web address."""
    safe = escape.url(url)
    if not safe:
        return element("span", name)
    return element("a", name, href=safe, rel="noopener noreferrer external", class_="external")


def source_list(links: Iterable[SourceLink]) -> Html:
    """The documents behind an entry."""
    return element("ul", *(element("li", external(link.name, link.url)) for link in links), class_="sources")


def section(heading: str, *children: Html, id_: str | None = None) -> Html | None:
    """A part of a page under its heading; nothing when it would be empty."""
    if not any(children):
        return None
    return element("section", element("h2", heading), *children, id=id_)


def bullets(texts: Iterable[str], class_: str | None = None) -> Html:
    """A list of sentences; nothing for none."""
    items = [element("li", text) for text in texts]
    return element("ul", *items, class_=class_) if items else Html("")


def definitions(pairs: Iterable[tuple[str | Html, str | Html]], class_: str | None = None) -> Html:
    """Terms and what is said about each."""
    rows = [element("div", element("dt", term), element("dd", said)) for term, said in pairs]
    return element("dl", *rows, class_=class_) if rows else Html("")


def code_link(here: str, code: str, there: str, known: frozenset[str]) -> Html:
    """A code, linked where it has a page."""
    shown = element("code", code)
    return element("a", shown, href=addresses.between(here, there)) if there in known else shown


def code_links(here: str, codes: Iterable[tuple[str, str]], known: frozenset[str]) -> Html:
    """Several codes in a row."""
    return sequence([code_link(here, code, there, known) for code, there in codes])
