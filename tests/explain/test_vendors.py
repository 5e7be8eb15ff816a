"""Which vendor's meaning a reply gets: tests/fixtures/vendors/*.txt, and the rules of evidence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replycodes.catalog.files import load_catalog
from replycodes.catalog.loader import load
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain import vendors
from replycodes.explain.vendors import Evidence

FIXTURES = Path(__file__).parent.parent / "fixtures" / "vendors"
CODES = re.compile(r"^(?:([2-9]\d\d)(?:[ -]|$))?(?:#?([245]\.\d{1,3}\.\d{1,3})\b[ :]?)?")


def context(reply: str, around: str = "", protocol: str = "smtp") -> ReplyContext:
    """The context of a reply as it stands on the wire, codes first in each of its lines."""
    found = [CODES.match(line) for line in reply.splitlines()]
    text = "\n".join(line[m.end() :] for line, m in zip(reply.splitlines(), found, strict=True) if m)
    first = found[0]
    assert first is not None
    return ReplyContext(
        protocols=(protocol,),
        reply=first[1],
        enhanced=first[2],
        text=text,
        surroundings=f"{around}\n{reply}",
    )


def cases() -> list[tuple[str, str, str]]:
    """Title, reply and surroundings of each case; lines of the reply start with '> '."""
    out = []
    for path in sorted(FIXTURES.glob("*.txt")):
        for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, *lines = block.rstrip("\n").split("\n")
            reply = "\n".join(line[2:] for line in lines if line.startswith("> "))
            around = "\n".join(line for line in lines if not line.startswith("> "))
            out.append((title, reply, around))
    return out


@pytest.mark.parametrize(("title", "reply", "around"), cases(), ids=[case[0] for case in cases()])
def test_a_reply_gets_its_vendors_meaning_or_none(title, reply, around):
    expected, _, words = title.partition(": ")
    found = vendors.match(context(reply, around), load_catalog())
    assert (found.vendor.id if found else "none") == expected
    if found:
        assert words.lower() in found.meaning.summary.lower()


def test_the_fixtures_cover_what_they_promise():
    titles = [title for title, _, _ in cases()]
    assert sum(title.startswith("none:") for title in titles) >= 25
    assert sum(not title.startswith("none:") for title in titles) >= 60


ENHANCED = """
details:
  - {code: "7.1", text: "Delivery not authorized", summary: "No.", status: registered, sources: ["A"]}
  - {code: "4.1", text: "No answer from host", summary: "No.", status: registered, sources: ["A"]}
"""
ACME = """
name: "Acme Mail"
hosts: ["acme.example"]
phrases: ["acme-filter"]
meanings:
  - {enhanced: "5.4.1", phrases: ["go away"], differs_from_registry: true, summary: "Gone.", advice: {sender: "Go."}, sources: ["A"]}
  - {enhanced: "x.7.1", phrases: ["blocked"], summary: "Blocked.", advice: {sender: "Go."}, sources: ["A"]}
  - {enhanced: "5.7.1", phrases: ["blocked by hand"], summary: "By hand.", advice: {sender: "Go."}, sources: ["A"]}
  - {enhanced: "5.7.800-5.7.899", summary: "Range.", advice: {sender: "Go."}, sources: ["A"]}
  - {enhanced: "5.7.850", summary: "Very.", advice: {sender: "Go."}, sources: ["A"]}
  - {reply: "4xx", phrases: ["take a rest"], summary: "Rest.", advice: {nobody: "Wait."}, sources: ["A"]}
"""
OTHER = """
name: "Other"
phrases: ["otherd says"]
meanings:
  - {enhanced: "5.7.1", phrases: ["blocked by hand"], summary: "Other.", advice: {sender: "Go."}, sources: ["A"]}
  - {enhanced: "5.6.66", summary: "Both.", advice: {sender: "Go."}, sources: ["A"]}
"""


@pytest.fixture(scope="module")
def small():
    files = {"enhanced.yaml": ENHANCED, "vendors/acme.yaml": ACME, "vendors/other.yaml": OTHER}
    catalog = load(files)
    assert not catalog.problems
    return catalog


def summaries(catalog, reply, around=""):
    return [found.meaning.summary for found in vendors.rank(context(reply, around), catalog)]


def test_a_phrase_of_the_meaning_is_not_enough_without_the_vendor(small):
    assert summaries(small, "550 5.7.1 blocked") == []
    assert summaries(small, "550 5.7.1 blocked", "relay=mx.acme.example[192.0.2.1]:25") == ["Blocked."]
    assert summaries(small, "550 5.7.1 blocked (acme-filter)") == ["Blocked."]
    assert summaries(small, "550 5.7.1 blocked, see https://help.acme.example/why") == ["Blocked."]


def test_the_host_must_match_on_whole_labels(small):
    assert summaries(small, "550 5.7.1 blocked", "relay=mx.notacme.example[192.0.2.1]:25") == []
    assert summaries(small, "550 5.7.1 blocked", "relay=acme.example.net[192.0.2.1]:25") == []


def test_the_longer_phrase_is_the_better_meaning(small):
    around = "relay=mx.acme.example[192.0.2.1]:25"
    assert summaries(small, "550 5.7.1 blocked by hand", around) == ["By hand."]


def test_the_host_beats_another_vendors_phrase_and_both_are_ranked(small):
    around = "relay=mx.acme.example[192.0.2.1]:25"
    assert summaries(small, "550 5.7.1 otherd says: blocked by hand", around) == ["By hand.", "Other."]


def test_a_code_of_one_vendor_is_evidence_and_a_registered_one_is_not(small):
    found = vendors.match(context("550 5.7.801 whatever"), small)
    assert found is not None
    assert (found.meaning.summary, found.evidence, found.clue) == ("Range.", Evidence.CODE, "5.7.801")
    assert summaries(small, "550 5.7.850 whatever") == ["Very."]
    assert summaries(small, "550 5.7.900 whatever") == []
    assert summaries(small, "550 5.4.1 whatever") == []


def test_other_words_with_a_code_that_the_vendor_redefines_keep_the_meaning(small):
    assert summaries(small, "550 5.4.1 other words", "relay=mx.acme.example[192.0.2.1]:25") == ["Gone."]


def test_other_words_with_a_registered_code_are_left_to_the_registry(small):
    assert summaries(small, "550 5.7.1 other words", "relay=mx.acme.example[192.0.2.1]:25") == []


def test_a_pattern_of_reply_codes(small):
    assert summaries(small, "451 take a rest (acme-filter)") == ["Rest."]
    assert summaries(small, "551 take a rest (acme-filter)") == []


def test_a_phrase_may_be_broken_over_lines_but_not_stand_inside_a_word(small):
    assert summaries(small, "550-5.7.1 acme-filter: blocked by\n550 5.7.1 hand") == ["By hand."]
    assert summaries(small, "550 5.7.1 acme-filter: unblocked") == []
    assert summaries(small, "550 5.7.1 <acme-filter@example.org>: blocked") == []


def test_other_protocols_have_no_vendors_meaning(small):
    assert vendors.rank(context("550 5.7.801 x", protocol="ftp"), small) == ()


HOSTILE = st.text(max_size=200) | st.lists(
    st.sampled_from(
        [
            "relay=",
            "host a.b[",
            "[a.b]",
            "550-5.7.1 ",
            "\\n",
            "\n",
            "H=a.b [",
            " T=",
            "https://a.b/",
            "é",
            "220 ",
        ]
    ),
    max_size=40,
).map("".join)


@given(
    text=HOSTILE,
    around=HOSTILE,
    reply=st.none() | st.text("0123456789x", min_size=1, max_size=4),
    enhanced=st.none() | st.text("0123456789x.", max_size=8),
)
def test_nothing_in_a_reply_makes_it_fail(text, around, reply, enhanced):
    asked = ReplyContext(("smtp",), reply=reply, enhanced=enhanced, text=text, surroundings=around)
    assert len(vendors.rank(asked, load_catalog())) <= len(load_catalog().vendors)
