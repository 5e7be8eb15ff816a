"""The pages that are about no single code: vendors, the theory of the digits, the sources."""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog.model import Catalog, Theory, Vendor, VendorMeaning
from replycodes.explain import sources
from replycodes.explain.wording import protocol_name
from replycodes.site import addresses
from replycodes.site.frame import Page
from replycodes.site.html import Html, element, join
from replycodes.site.parts import definitions, external, role_label, section, source_list


def vendors_page(catalog: Catalog) -> Page:
    """The list of vendors."""
    rows = [
        element(
            "li",
            element("a", vendor.name, href=addresses.between(addresses.VENDORS, addresses.vendor(vendor.id))),
            element("p", f"{len(vendor.meanings)} meanings"),
        )
        for vendor in sorted(catalog.vendors.values(), key=lambda vendor: vendor.name.lower())
    ]
    lead = (
        "Providers and products give some codes a meaning of their own. It counts only where the reply shows "
        "that they wrote it: by the host that spoke, or by words that only they use."
    )
    return Page(
        address=addresses.VENDORS,
        title="Vendors",
        description=lead,
        content=join(
            element("h1", "Vendors"),
            element("p", lead, class_="lead"),
            element("ul", *rows, class_="lists"),
        ),
    )


def vendor_page(vendor: Vendor, catalog: Catalog) -> Page:
    """What one vendor means by its codes."""
    here = addresses.vendor(vendor.id)
    lead = f"What {vendor.name} means by a code. Where the words of the reply matter, they are given."
    back = element("a", "Vendors", href=addresses.between(here, addresses.VENDORS))
    return Page(
        address=here,
        title=f"{vendor.name}: codes and their meaning",
        description=lead,
        content=join(
            element("p", back, " › ", vendor.name, class_="crumbs"),
            element("h1", vendor.name),
            element("p", lead, class_="lead"),
            *(_meaning(meaning, number, catalog) for number, meaning in enumerate(vendor.meanings, 1)),
        ),
    )


def _meaning(meaning: VendorMeaning, number: int, catalog: Catalog) -> Html:
    code = " ".join(part for part in (meaning.reply, meaning.enhanced) if part) or "Any code"
    phrases = " … or ".join(f"“{phrase}”" for phrase in meaning.phrases)
    links = sources.links((meaning.sources,), catalog)
    return element(
        "section",
        element("h2", element("code", code)),
        element("p", meaning.summary),
        element("p", "The reply says ", phrases, class_="phrases") if phrases else None,
        element("p", "The registry means something else by this code.", class_="standing")
        if meaning.differs_from_registry
        else None,
        definitions(
            ((role_label(role), text) for role, text in meaning.advice.items()),
            class_="steps",
        ),
        source_list(links),
        element("p", external("Help page", meaning.link)) if meaning.link else None,
        id=f"m{number}",
        class_="meaning",
    )


def theory_page(catalog: Catalog) -> Page:
    """What the digits mean and which rules the replies follow."""
    lead = "What each digit of a code says, and the rules that replies follow. A client that knows no more than this still acts rightly."
    return Page(
        address=addresses.THEORY,
        title="Theory of reply codes",
        description=lead,
        content=join(
            element("h1", "Theory of reply codes"),
            element("p", lead, class_="lead"),
            *_theory_sections(catalog),
        ),
    )


def _theory_sections(catalog: Catalog) -> Iterator[Html | None]:
    topics: dict[tuple[str, str], list[Theory]] = {}
    for fact in catalog.theory:
        topics.setdefault((fact.protocol, fact.topic), []).append(fact)
    for (protocol, topic), facts in topics.items():
        name = "Enhanced codes" if protocol == "enhanced" else protocol_name(protocol)
        yield section(
            f"{name}: {topic}",
            definitions(((_item(fact), _fact(fact, catalog)) for fact in facts), class_="related"),
        )


def _item(fact: Theory) -> Html:
    return element("code", fact.item)


def _fact(fact: Theory, catalog: Catalog) -> Html:
    links = [external(link.name, link.url) for link in sources.links((fact.sources,), catalog)]
    return join(fact.text, " ", element("span", *(join(link, " ") for link in links), class_="cited"))


def sources_page(catalog: Catalog) -> Page:
    """Every document that an entry cites."""
    cited = sorted(catalog.sources.values(), key=lambda source: _natural(source.id))
    rows = (
        (
            element("span", source.id),
            join(external(source.title or source.url, source.url), _replaced(source.replaced_by)),
        )
        for source in cited
    )
    lead = "The specifications, registries and vendors' pages that the entries of this reference rest on."
    return Page(
        address=addresses.SOURCES,
        title="Sources",
        description=lead,
        content=join(
            element("h1", "Sources"), element("p", lead, class_="lead"), definitions(rows, class_="related")
        ),
    )


def _replaced(by: tuple[str, ...]) -> str:
    return f" (replaced by {', '.join(by)})" if by else ""


def _natural(name: str) -> tuple[bool, str, int]:
    words = name.rsplit(" ", 1)
    number = int(words[-1]) if words[-1].isdigit() else 0
    return (not name.startswith("RFC "), words[0] if number else name, number)
