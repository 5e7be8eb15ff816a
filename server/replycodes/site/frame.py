"""What every page has around its content: head, search, navigation, footer."""

from __future__ import annotations

from dataclasses import dataclass

from replycodes import __version__
from replycodes.site import addresses
from replycodes.site.html import Html, element, join

NAVIGATION = (
    ("SMTP", addresses.protocol("smtp")),
    ("Enhanced", addresses.ENHANCED),
    ("FTP", addresses.protocol("ftp")),
    ("IMAP", addresses.protocol("imap")),
    ("POP3", addresses.protocol("pop3")),
    ("ManageSieve", addresses.protocol("managesieve")),
    ("NNTP", addresses.protocol("nntp")),
    ("Vendors", addresses.VENDORS),
    ("Theory", addresses.THEORY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page before it gets its frame."""

    address: str
    title: str
    description: str
    content: Html
    next: str = ""  # the neighbouring pages, for n and p and for <link rel>
    previous: str = ""


def framed(page: Page, known: frozenset[str]) -> str:
    """The whole document; the navigation shows pages that exist."""
    return "<!doctype html>\n" + element(
        "html", _head(page), element("body", _header(page, known), _main(page), _footer(page)), lang="en"
    )


def _head(page: Page) -> Html:
    def here(path: str) -> str:
        return addresses.between(page.address, path)

    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{page.title} · replycodes"),
        element("meta", name="description", content=page.description),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("link", rel="icon", href="data:,"),
        element("link", rel="stylesheet", href=here("assets/site.css")),
        element("link", rel="prev", href=here(page.previous)) if page.previous else None,
        element("link", rel="next", href=here(page.next)) if page.next else None,
        element("script", src=here("assets/theme.js")),
        element("script", src=here("assets/site.js"), defer=True, data_root=here("") or "./"),
    )


def _header(page: Page, known: frozenset[str]) -> Html:
    links = [
        element(
            "a",
            name,
            href=addresses.between(page.address, address),
            aria_current="page" if page.address == address else _within(page.address, address),
        )
        for name, address in NAVIGATION
        if address in known
    ]
    home = element("a", "replycodes", href=addresses.between(page.address, addresses.INDEX), class_="home")
    return join(
        element("a", "Skip to the content", href="#content", class_="skip"),
        element(
            "header",
            element("div", home, _search(), _theme_button(), class_="bar"),
            element("nav", *links, aria_label="Sections"),
        ),
    )


def _within(here: str, section: str) -> str | None:
    inside = "/" in section and here.partition("/")[0] == section.partition("/")[0]
    return "true" if inside else None


def _search() -> Html:
    """Hidden until the script is there: without it, a box that finds nothing would be a trap."""
    return element(
        "div",
        element("label", "Search codes, names and symptoms", for_="search", class_="unseen"),
        element(
            "input",
            id="search",
            type="search",
            placeholder="550, 5.7.1, mailbox full …",
            autocomplete="off",
            spellcheck="false",
            autocapitalize="none",
            role="combobox",
            aria_expanded="false",
            aria_controls="hits",
            aria_autocomplete="list",
        ),
        element("kbd", "/", aria_hidden="true"),
        element("div", id="hits", role="listbox", aria_label="Hits", hidden=True),
        element("p", id="count", class_="unseen", role="status"),
        class_="search",
        role="search",
        hidden=True,
    )


def _theme_button() -> Html:
    return element("button", "Theme", id="theme", type="button", hidden=True)


def _main(page: Page) -> Html:
    return element("main", page.content, id="content", tabindex="-1")


def _footer(page: Page) -> Html:
    sources = element("a", "Sources", href=addresses.between(page.address, addresses.SOURCES))
    return element(
        "footer",
        element(
            "p",
            f"replycodes {__version__}. Facts from the specifications and registries, each with its source: ",
            sources,
            ". Works without network; asks nobody, counts nothing.",
        ),
        element(
            "p",
            "Keys: ",
            element("kbd", "/"),
            " search, ",
            element("kbd", "n"),
            " and ",
            element("kbd", "p"),
            " next and previous code.",
            class_="keys",
        ),
    )
