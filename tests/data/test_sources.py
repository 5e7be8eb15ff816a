"""Every citation leads to a listed document, and to a section that the document has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.data import files
from tests.data.files import Record

SECTION = re.compile(r"(?:[0-9]+(?:\.[0-9]+)*|appendix [A-Z]+)")


def split(citation: str) -> tuple[str, str]:
    """A citation as document and place: "RFC 959 appendix II" -> ("RFC 959", "appendix II")."""
    match = re.fullmatch(r"(.+?) (?:section (\S+)|(appendix \S+))", citation)
    return (match[1], match[2] or match[3]) if match else (citation, "")


def records(node: Any, place: str) -> Iterator[tuple[str, Record]]:
    """Every record that cites something, with its place in the file."""
    if isinstance(node, dict):
        label = f"{place} {node.get('code') or node.get('item') or node.get('enhanced') or ''}".rstrip()
        cited = node.get("sources")
        if isinstance(cited, list) and all(isinstance(source, str) for source in cited):
            yield label, node
        for value in node.values():
            yield from records(value, label)
    elif isinstance(node, list):
        for value in node:
            yield from records(value, place)


def own_sources(document: Record) -> list[Record]:
    """The documents that a vendor's file lists for itself."""
    return [source for source in document.get("sources", []) if isinstance(source, dict)]


def unresolved(cited: Iterator[tuple[str, Record]], known: dict[str, Record]) -> list[str]:
    """Citations of documents or sections that are not listed."""
    found = []
    for place, record in cited:
        for citation in record["sources"]:
            name, section = split(citation)
            if name not in known:
                found.append(f"{place}: {name!r} is not in sources.yaml")
            elif section and section not in known[name].get("sections", []):
                found.append(f"{place}: {name} has no {section!r} among its sections in sources.yaml")
    return found


def replaced(
    cited: Iterator[tuple[str, Record]], known: dict[str, Record], allowed: dict[str, str]
) -> list[str]:
    """Current records that rest on replaced documents alone."""
    found = []
    for place, record in cited:
        sources = [known.get(split(citation)[0], {}) for citation in record["sources"]]
        old = bool(sources) and all(source.get("replaced_by") for source in sources)
        if old and record.get("status") != "obsolete" and place not in allowed:
            newer = ", ".join(sources[0]["replaced_by"])
            found.append(f"{place}: cites only replaced documents; see {newer}")
    return found


def malformed(sources: list[Record]) -> list[str]:
    """Documents whose own record is wrong."""
    ids = Counter(source["id"] for source in sources)
    found = [f"{name} is listed twice" for name, times in ids.items() if times > 1]
    for source in sources:
        name, url = source["id"], source["url"]
        number = re.fullmatch(r"RFC (\d+)", name)
        if number and url != f"https://www.rfc-editor.org/rfc/rfc{number[1]}.html":
            found.append(f"{name} has the address {url}")
        if not re.fullmatch(r"https?://[\w.-]+(?:/[^\s<>\"]*)?", url):
            found.append(f"{name} has no usable address: {url!r}")
        found += [
            f"{name} is replaced by {new}, which is not listed"
            for new in source.get("replaced_by", [])
            if new not in ids
        ]
        sections = source.get("sections", [])
        found += [
            f"{name} has the malformed section {each!r}" for each in sections if not SECTION.fullmatch(each)
        ]
        if len(sections) != len(set(sections)):
            found.append(f"{name} lists a section twice")
    return found


SOURCES: list[Record] = files.document("sources.yaml")["sources"]
KNOWN = {source["id"]: source for source in SOURCES}
CITING = [name for name in files.names() + files.names("vendors") if name != "sources.yaml"]


def known_in(name: str) -> dict[str, Record]:
    return KNOWN | {source["id"]: source for source in own_sources(files.document(name))}


@pytest.mark.parametrize("name", CITING)
def test_every_citation_leads_somewhere(name):
    assert unresolved(records(files.document(name), name), known_in(name)) == []


@pytest.mark.parametrize("name", CITING)
def test_nothing_current_rests_on_a_replaced_document(name):
    allowed = files.exceptions("replaced-sources.txt")
    assert replaced(records(files.document(name), name), known_in(name), allowed) == []


def test_documents_are_well_formed():
    assert malformed(SOURCES) == []


@pytest.mark.parametrize("name", files.names("vendors"))
def test_documents_of_vendors_are_well_formed(name):
    own = own_sources(files.document(name))
    assert malformed(own) == []
    assert {source["id"] for source in own} & KNOWN.keys() == set()


@pytest.mark.parametrize(
    ("citation", "complaint"),
    [
        ("RFC 99999 section 1", "'RFC 99999' is not in sources.yaml"),
        ("RFC 959 section 99.1", "RFC 959 has no '99.1'"),
        ("RFC 959 appendix IX", "RFC 959 has no 'appendix IX'"),
        ("RFC 959, section 4.2", "'RFC 959,' is not in sources.yaml"),
    ],
)
def test_a_citation_that_leads_nowhere_is_found(citation, complaint):
    found = unresolved(records([{"code": "550", "sources": [citation]}], "ftp.yaml"), KNOWN)
    assert len(found) == 1
    assert "ftp.yaml 550" in found[0]
    assert complaint in found[0]


def test_a_record_on_a_replaced_document_is_found():
    record = {"code": "550", "status": "standard", "sources": ["RFC 821 section 4.2"]}
    assert replaced(records([record], "smtp.yaml"), KNOWN, {}) == [
        "smtp.yaml 550: cites only replaced documents; see RFC 5321"
    ]
    assert replaced(records([record], "smtp.yaml"), KNOWN, {"smtp.yaml 550": "still the definition"}) == []
    assert replaced(records([record | {"status": "obsolete"}], "smtp.yaml"), KNOWN, {}) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"url": "https://example.org/rfc959"}, "RFC 959 has the address"),
        ({"id": "A page", "url": "see the manual"}, "A page has no usable address"),
        ({"replaced_by": ["RFC 99999"]}, "RFC 959 is replaced by RFC 99999"),
        ({"sections": ["4.2.", "4.2"]}, "RFC 959 has the malformed section '4.2.'"),
        ({"sections": ["4.2", "4.2"]}, "RFC 959 lists a section twice"),
        ({"id": "RFC 821"}, "RFC 821 is listed twice"),
    ],
)
def test_a_malformed_document_is_found(change, complaint):
    changed = deepcopy(SOURCES)
    next(source for source in changed if source["id"] == "RFC 959").update(change)
    assert any(complaint in line for line in malformed(changed))
