"""The promises of data/vendors/*.yaml: what each meaning owes its reader, and what would make it useless."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from replycodes.catalog.loader import load
from replycodes.catalog.model import ROLES
from replycodes.catalog.ranges import enhanced_range
from replycodes.explain.phrases import fold

FOLDER = Path(__file__).parent.parent.parent / "data" / "vendors"
FILES = sorted(FOLDER.glob("*.yaml"))
TEXTS = {f"vendors/{path.name}": path.read_text(encoding="utf-8") for path in FILES}
RAW = {path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) for path in FILES}
CATALOG = load(TEXTS)
MEANINGS = [
    pytest.param(vendor, meaning, id=f"{vendor.id}-{meaning.reply or '*'}-{meaning.enhanced or '*'}-{number}")
    for vendor in CATALOG.vendors.values()
    for number, meaning in enumerate(vendor.meanings)
]


def test_every_file_loads_without_a_fault():
    assert CATALOG.problems == ()
    assert set(CATALOG.vendors) == {path.stem for path in FILES}


def test_there_are_at_least_two_hundred_meanings():
    assert len(MEANINGS) >= 200


@pytest.mark.parametrize(("vendor", "meaning"), MEANINGS)
def test_a_meaning_says_what_happened_who_acts_and_where_it_is_from(vendor, meaning):
    assert meaning.summary.endswith(".")
    assert meaning.advice
    assert set(meaning.advice) <= set(ROLES)
    assert all(words.endswith(".") for words in meaning.advice.values())
    own = {source["id"] for source in RAW[vendor.id]["sources"]}
    assert meaning.sources
    assert set(meaning.sources) <= own
    if meaning.link:
        assert_link(meaning.link)


@pytest.mark.parametrize(("vendor", "meaning"), MEANINGS)
def test_a_meaning_can_match(vendor, meaning):
    assert meaning.reply or meaning.enhanced or meaning.phrases
    if meaning.enhanced:
        enhanced_range(meaning.enhanced)
    if meaning.reply:
        assert len(meaning.reply) == 3
        assert set(meaning.reply) <= set("0123456789x")
    if meaning.reply and meaning.enhanced and not meaning.enhanced.startswith("x"):
        assert (
            meaning.reply[0] == meaning.enhanced[0] or (meaning.reply, meaning.enhanced) in CLASS_MISMATCHES
        )


CLASS_MISMATCHES = {("454", "5.5.1"), ("254", "4.7.1")}
"""Replies that their vendors document with an enhanced code of another class."""


@pytest.mark.parametrize("vendor", CATALOG.vendors.values(), ids=list(CATALOG.vendors))
def test_a_vendor_can_be_recognised(vendor):
    unregistered = any(meaning.enhanced for meaning in vendor.meanings)
    assert vendor.hosts or vendor.phrases or unregistered
    assert all(host == host.lower() and "." in host and not host.startswith(".") for host in vendor.hosts)


@pytest.mark.parametrize("vendor", CATALOG.vendors.values(), ids=list(CATALOG.vendors))
def test_phrases_are_told_once(vendor):
    for phrases in (vendor.phrases, *(meaning.phrases for meaning in vendor.meanings)):
        folded = [fold(phrase) for phrase in phrases]
        assert len(folded) == len(set(folded))
        assert all(len(phrase) >= 3 for phrase in folded)


def test_no_phrase_shows_two_vendors():
    owners: dict[str, str] = {}
    for vendor in CATALOG.vendors.values():
        for phrase in map(fold, vendor.phrases):
            assert owners.setdefault(phrase, vendor.id) == vendor.id, phrase


@pytest.mark.parametrize("vendor", CATALOG.vendors.values(), ids=list(CATALOG.vendors))
def test_no_two_meanings_of_a_vendor_have_the_same_matcher(vendor):
    matchers = [
        (meaning.reply, meaning.enhanced, phrase)
        for meaning in vendor.meanings
        for phrase in (map(fold, meaning.phrases) if meaning.phrases else ("",))
    ]
    assert len(matchers) == len(set(matchers))


def test_sources_are_links_told_once_and_all_of_them_cited():
    ids = [source["id"] for raw in RAW.values() for source in raw["sources"]]
    assert len(ids) == len(set(ids))
    for raw in RAW.values():
        cited = {source for meaning in raw["meanings"] for source in meaning["sources"]}
        assert {source["id"] for source in raw["sources"]} == cited
        for source in raw["sources"]:
            assert_link(source["url"])


def assert_link(url):
    parts = urlsplit(url)
    assert parts.scheme == "https"
    assert "." in parts.netloc
