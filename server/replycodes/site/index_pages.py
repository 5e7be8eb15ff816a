"""The lists: one page for each protocol, the enhanced codes by subject, and the first page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from replycodes.catalog.model import Catalog, EnhancedDetail, ResponseCode, StatusResponse
from replycodes.explain import outcome
from replycodes.explain.wording import capitalized, protocol_name
from replycodes.site import addresses
from replycodes.site.code_pages import CodePage
from replycodes.site.frame import Page
from replycodes.site.html import Html, element, join
from replycodes.site.parts import OUTCOME_WORDS, section

_PURPOSE = {
    "smtp": "Mail between servers, and from programs to servers: three digits, often with an enhanced code.",
    "ftp": "File transfer: three digits; some commands get a preliminary reply first.",
    "imap": "Reading mail: a status word, often with a response code in brackets that gives the reason.",
    "pop3": "Fetching mail: +OK or -ERR, some with a response code in brackets.",
    "managesieve": "Managing mail filters: OK, NO or BYE, some with a response code in round brackets.",
    "nntp": "News: three digits; the second says which part of the protocol speaks.",
}
_START = (
    ("smtp/550.html", "550", "refused: no such mailbox, or not allowed"),
    ("smtp/554.html", "554", "refused, without a more precise code"),
    ("smtp/421.html", "421", "the server ends the connection for now"),
    ("enhanced/4.7.1.html", "4.7.1", "greylisting and other waiting"),
    ("enhanced/5.7.1.html", "5.7.1", "refused by a rule"),
    ("smtp/535.html", "535", "login refused"),
    ("enhanced/5.2.2.html", "5.2.2", "mailbox full"),
    ("ftp/425.html", "FTP 425", "no data connection"),
    ("imap/authenticationfailed.html", "AUTHENTICATIONFAILED", "IMAP login refused"),
)


def protocol_page(protocol: str, pages: Sequence[CodePage]) -> Page:
    """All codes of one protocol, by what they say."""
    name = protocol_name(protocol)
    codes = [p for p in pages if not isinstance(p.entry, StatusResponse | ResponseCode)]
    statuses = [p for p in pages if isinstance(p.entry, StatusResponse)]
    reasons = [p for p in pages if isinstance(p.entry, ResponseCode)]
    address = addresses.protocol(protocol)
    purpose = _PURPOSE.get(protocol, "")
    return Page(
        address=address,
        title=f"{name} codes",
        description=f"All {name} codes with their meaning. {purpose}",
        content=join(
            element("h1", f"{name} codes"),
            element("p", purpose, class_="lead"),
            *(section(title, _rows(address, group)) for title, group in _by_class(codes, protocol)),
            section("Status words", _rows(address, statuses)),
            section("Response codes", _rows(address, reasons)),
        ),
    )


def _by_class(pages: Iterable[CodePage], protocol: str) -> list[tuple[str, list[CodePage]]]:
    groups: dict[str, list[CodePage]] = {}
    for planned in pages:
        groups.setdefault(planned.code[0], []).append(planned)
    return [
        (f"{first}yz: {OUTCOME_WORDS[outcome.of_reply(first + '00', protocol)]}", group)
        for first, group in sorted(groups.items())
    ]


def _rows(here: str, pages: Sequence[CodePage]) -> Html:
    if not pages:
        return Html("")
    return element("ul", *(_row(here, planned) for planned in pages), class_="codes")


def _row(here: str, planned: CodePage) -> Html:
    entry = planned.entry
    said = entry.summary
    if isinstance(entry, EnhancedDetail) and planned.code[0] in entry.classes:
        said = entry.classes[planned.code[0]].summary
    mark = {"observed": "nonstandard", "obsolete": "obsolete"}.get(entry.status)
    return element(
        "li",
        element(
            "a",
            element("code", planned.code),
            " ",
            element("span", entry.text),
            href=addresses.between(here, planned.address),
        ),
        element("span", mark, class_="chip mark") if mark else None,
        element("p", said),
    )


def enhanced_page(catalog: Catalog, pages: Sequence[CodePage]) -> Page:
    """All enhanced codes, by subject."""
    here = addresses.ENHANCED
    sections = []
    for subject, part in catalog.enhanced_subjects.items():
        group = [p for p in pages if p.code.split(".")[1] == subject]
        group.sort(key=lambda p: (int(p.code.split(".")[2]), p.code))
        sections.append(
            section(
                f"X.{subject}: {part.text}",
                element("p", part.summary),
                _rows(here, group),
                id_=f"subject-{subject}",
            )
        )
    classes = "; ".join(f"{c.code} {c.text.lower()}" for c in catalog.enhanced_classes.values())
    lead = (
        f"Class, subject and detail, behind an SMTP reply code or in a delivery report. Classes: {classes}."
    )
    return Page(
        address=here,
        title="Enhanced status codes",
        description=lead,
        content=join(element("h1", "Enhanced status codes"), element("p", lead, class_="lead"), *sections),
    )


def first_page(catalog: Catalog, known: frozenset[str], counts: dict[str, int]) -> Page:
    """The entrance: search above, the commonest questions, then all lists."""
    here = addresses.INDEX
    common = [
        element(
            "li", element("a", element("code", code), " ", element("span", capitalized(said)), href=address)
        )
        for address, code, said in _START
        if address in known
    ]
    lists = [
        element(
            "li",
            element("a", capitalized(name), href=address),
            element("p", f"{counts.get(address, 0)} {what}. {purpose}"),
        )
        for name, address, what, purpose in _lists(catalog)
        if address in known
    ]
    lead = (
        "What the reply codes of mail and file transfer mean, who has to act, and whether to try again. "
        "Every statement names its source."
    )
    return Page(
        address=here,
        title="Reply codes of SMTP, FTP and IMAP",
        description=lead,
        content=join(
            element("h1", "Reply codes of SMTP, FTP and IMAP"),
            element("p", lead, class_="lead"),
            section("Asked most often", element("ul", *common, class_="codes tiles")),
            section("All codes", element("ul", *lists, class_="lists")),
        ),
    )


def _lists(catalog: Catalog) -> list[tuple[str, str, str, str]]:
    protocols = [*catalog.replies, *(p for p in catalog.response_codes if p not in catalog.replies)]
    order = ["smtp", "enhanced", "ftp", "imap", "pop3", "managesieve", "nntp"]
    found = [(protocol_name(p), addresses.protocol(p), "codes", _PURPOSE.get(p, "")) for p in protocols]
    subjects = "By subject: address, mailbox, system, network, protocol, content, security."
    found.append(("Enhanced status codes", addresses.ENHANCED, "codes", subjects))
    found.sort(key=lambda item: order.index(item[1].partition("/")[0]))
    found.append(
        (
            "Vendors",
            addresses.VENDORS,
            "meanings",
            "What providers and products mean by a code at their place.",
        )
    )
    return found
