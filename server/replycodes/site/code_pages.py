"""One page for each code: the words of the hover, and then everything else the database knows about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from replycodes.catalog import lookup
from replycodes.catalog.model import Catalog, EnhancedDetail, Entry, Reply, ResponseCode
from replycodes.catalog.ranges import covers
from replycodes.catalog.search_index import concrete_codes
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain import sources
from replycodes.explain.compose import explain
from replycodes.explain.model import Explanation
from replycodes.explain.wording import capitalized, protocol_name
from replycodes.site import addresses
from replycodes.site.frame import Page
from replycodes.site.html import Html, element, join
from replycodes.site.parts import (
    bullets,
    code_link,
    code_links,
    definitions,
    outcome_chip,
    role_label,
    section,
    source_list,
)

_COMMAND_ROLES = {"P": "preliminary", "S": "success", "I": "intermediate", "E": "error"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """A code that gets a page."""

    address: str
    protocol: str
    code: str
    entry: Entry
    context: ReplyContext


def all_codes(catalog: Catalog) -> tuple[CodePage, ...]:
    """Every page about a code, each protocol's in order."""
    found: list[CodePage] = []
    for protocol, replies in catalog.replies.items():
        for code, entry in sorted(replies.items()):
            found.append(_planned(protocol, code, entry, ReplyContext(protocols=(protocol,), reply=code)))
    for detail in catalog.enhanced_details.values():
        for code in sorted(concrete_codes(detail)):
            context = ReplyContext(protocols=("smtp",), enhanced=code)
            found.append(
                CodePage(
                    address=addresses.enhanced(code),
                    protocol="smtp",
                    code=code,
                    entry=detail,
                    context=context,
                )
            )
    for protocol, statuses in catalog.statuses.items():
        for word, status in statuses.items():
            found.append(_planned(protocol, word, status, ReplyContext(protocols=(protocol,), status=word)))
    for protocol, codes in catalog.response_codes.items():
        for atom, code_entry in sorted(codes.items()):
            context = ReplyContext(protocols=(protocol,), response_code=atom)
            found.append(_planned(protocol, atom, code_entry, context))
    return tuple(found)


def _planned(protocol: str, code: str, entry: Entry, context: ReplyContext) -> CodePage:
    return CodePage(
        address=addresses.code(protocol, code), protocol=protocol, code=code, entry=entry, context=context
    )


def page(
    planned: CodePage, catalog: Catalog, known: frozenset[str], previous: str = "", next_: str = ""
) -> Page:
    """The page of one code."""
    explanation = explain(planned.context, catalog)
    kind = "Enhanced" if explanation.kind == "enhanced" else protocol_name(planned.protocol)
    return Page(
        address=planned.address,
        title=f"{planned.code} {planned.entry.text} ({kind})",
        description=explanation.headline,
        content=join(
            _title(planned, explanation, kind),
            _answer(explanation),
            _more(planned, explanation, catalog, known),
            _neighbours(planned, previous, next_),
        ),
        previous=previous,
        next=next_,
    )


def _title(planned: CodePage, explanation: Explanation, kind: str) -> Html:
    section_address = (
        addresses.ENHANCED if explanation.kind == "enhanced" else addresses.protocol(planned.protocol)
    )
    where = element("a", kind, href=addresses.between(planned.address, section_address))
    return element(
        "header",
        element("p", where, " › ", planned.code, class_="crumbs"),
        element("h1", element("code", planned.code), " ", element("span", planned.entry.text)),
        element("p", outcome_chip(explanation.outcome), _status(planned.entry), class_="chips"),
        class_="title",
    )


def _status(entry: Entry) -> Html | None:
    words = {"observed": "nonstandard", "obsolete": "obsolete"}.get(entry.status)
    return element("span", words, class_="chip mark") if words else None


def _answer(explanation: Explanation) -> Html:
    """What a reader in a hurry needs: meaning, who acts, retry."""
    # The title has already said what the headline says.
    first, *others = [meaning.text for meaning in explanation.meanings] or [explanation.headline]
    meanings = [element("p", first, class_="lead"), *(element("p", text) for text in others)]
    standing = element("p", explanation.standing.text, class_="standing") if explanation.standing else None
    steps = [(role_label(step.role), step.text) for step in explanation.steps]
    return element(
        "div",
        *meanings,
        standing,
        definitions([*steps, ("Retry", explanation.retry)], class_="steps"),
        class_="answer",
    )


def _more(planned: CodePage, explanation: Explanation, catalog: Catalog, known: frozenset[str]) -> Html:
    entry, here = planned.entry, planned.address
    all_sources = sources.links((entry.sources,), catalog)
    return join(
        section("What triggers it", bullets(entry.triggers)),
        section("Not to be confused with", _related(planned, explanation, known)),
        section("Other classes", _siblings(planned, known)),
        section("Answers to these commands", _commands(entry)),
        section("Goes with", _associated(planned, catalog, known)),
        section("Arguments", _arguments(entry)),
        section("Also seen", bullets(explanation.also_used)),
        section("What providers mean by it", _vendors(planned, catalog, known)),
        section("By its digits", bullets(capitalized(said) + "." for said in explanation.digits)),
        section("Sources", source_list(all_sources)) if here else None,
    )


def _related(planned: CodePage, explanation: Explanation, known: frozenset[str]) -> Html:
    def address(code: str) -> str:
        enhanced = explanation.kind == "enhanced"
        return addresses.enhanced(code) if enhanced else addresses.code(planned.protocol, code)

    return definitions(
        (
            (code_link(planned.address, related.code, address(related.code), known), related.difference)
            for related in explanation.related
        ),
        class_="related",
    )


def _siblings(planned: CodePage, known: frozenset[str]) -> Html:
    """The same detail in other classes: 4.2.2 is not 5.2.2."""
    entry = planned.entry
    if not isinstance(entry, EnhancedDetail):
        return Html("")
    return definitions(
        (
            (code_link(planned.address, code, addresses.enhanced(code), known), _said_in_class(entry, code))
            for code in concrete_codes(entry)
            if code != planned.code
        ),
        class_="related",
    )


def _said_in_class(entry: EnhancedDetail, code: str) -> str:
    advice = entry.classes.get(code[0])
    return advice.summary if advice else entry.summary


def _commands(entry: Entry) -> Html:
    if not isinstance(entry, Reply):
        return Html("")
    return definitions(
        (capitalized(_COMMAND_ROLES.get(role, role)), ", ".join(commands))
        for role, commands in entry.commands.items()
    )


def _arguments(entry: Entry) -> Html:
    if not isinstance(entry, ResponseCode) or not entry.arguments:
        return Html("")
    return element("p", element("code", entry.arguments))


def _associated(planned: CodePage, catalog: Catalog, known: frozenset[str]) -> Html:
    """Enhanced codes of a reply code, reply codes of an enhanced one, statuses of a response code."""
    entry, here = planned.entry, planned.address
    if isinstance(entry, Reply) and entry.enhanced:
        codes = [f"{planned.code[0]}.{detail}" for detail in entry.enhanced]
        pairs = []
        for code in codes:
            detail = lookup.enhanced(catalog, code)
            said = _said_in_class(detail, code) if detail else ""
            pairs.append((code_link(here, code, addresses.enhanced(code), known), said))
        return definitions(pairs, class_="related")
    if isinstance(entry, EnhancedDetail):
        basic = [code for code in entry.basic if code[0] == planned.code[0]]
        if entry.basic == ("Any",):
            return element("p", "Any reply code of its class.")
        links = code_links(here, ((code, addresses.code("smtp", code)) for code in basic), known)
        return element("p", links) if links else Html("")
    if isinstance(entry, ResponseCode) and entry.statuses:
        words = ((word, addresses.code(planned.protocol, word)) for word in entry.statuses)
        return element("p", code_links(here, words, known))
    return Html("")


def _vendors(planned: CodePage, catalog: Catalog, known: frozenset[str]) -> Html:
    return definitions(
        (
            element(
                "a",
                vendor.name,
                href=addresses.between(planned.address, f"{addresses.vendor(vendor.id)}#m{number}"),
            )
            if addresses.vendor(vendor.id) in known
            else vendor.name,
            meaning.summary,
        )
        for vendor in catalog.vendors.values()
        if vendor.speaks == planned.protocol
        for number, meaning in enumerate(vendor.meanings, 1)
        if _means(planned, meaning.reply, meaning.enhanced)
    )


def _means(planned: CodePage, reply: str, enhanced: str) -> bool:
    if planned.context.enhanced:
        return covers(enhanced, planned.context.enhanced)
    return not enhanced and reply == planned.code


def _neighbours(planned: CodePage, previous: str, next_: str) -> Html:
    def link(address: str, words: str, rel: str) -> Html | None:
        href = addresses.between(planned.address, address)
        return element("a", words, href=href, rel=rel) if address else None

    return element(
        "nav",
        link(previous, "‹ Previous code", "prev"),
        link(next_, "Next code ›", "next"),
        class_="neighbours",
        aria_label="Neighbouring codes",
    )


def by_section(pages: Iterable[CodePage]) -> dict[str, list[CodePage]]:
    """Pages by the folder they lie in, in order."""
    folders: dict[str, list[CodePage]] = {}
    for planned in pages:
        folders.setdefault(planned.address.partition("/")[0], []).append(planned)
    return folders
