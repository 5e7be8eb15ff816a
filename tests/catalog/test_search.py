"""What people type, and what they should see first. The facts are the product's own database."""

from __future__ import annotations

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.catalog.search import covers, search

# query -> codes that must stand among the first hits (as many hits as given behind the bar, default 3)
QUERIES = """
550                          550 | 1
554                          554 | 1
smtp 421                     421 | 1
error code 553               553 | 1
code 450 meaning             450 | 1
55                           550 551 552 553 | 6
5yz                          500 501 | 10
mailbox full                 452 552 | 6
mialbox ful                  452 552 | 6
quota exceeded               552 | 4
greylisting                  450 451 | 4
greylisted                   450 451 | 4
graylisting                  450 451 | 4
relay denied                 550 | 3
relaying denied              550 | 3
relay access denied          554 550 | 4
too many connections         421 | 3
user unknown                 550 | 3
no such user                 550 | 3
wrong password               535 | 3
must issue starttls          530 | 3
need fully-qualified hostname 504 | 3
command not recognized       500 | 3
unknown command              500 | 3
syntax error                 500 501 | 5
bad sequence of commands     503 | 3
wrong order                  503 | 3
start mail input             354 | 3
greeting                     220 554 | 6
goodbye                      221 | 3
blocklist                    554 550 | 5
spamhaus                     554 | 4
null mx                      556 | 4
mailbox-unavailable          450 550 | 3
"""


def queries():
    """Each line of the table: query, codes, how many hits may be looked at."""
    for line in QUERIES.strip().splitlines():
        asked, _, first = line.partition("|")
        query, _, codes = asked.strip().partition("  ")
        yield query, codes.split(), int(first or 3)


def cases():
    return [pytest.param(*case, id=case[0]) for case in queries()]


@pytest.fixture(scope="module")
def catalog():
    return load_catalog()


@pytest.mark.parametrize(("query", "codes", "first"), cases())
def test_people_find(catalog, query, codes, first):
    hits = search(catalog, query, limit=first)
    shown = [code for hit in hits for code in hit.codes]
    assert [code for code in codes if code not in shown] == [], shown


@pytest.mark.parametrize("query", ["", " ", "?!", "zzzzqqqq", "\x00", "9" * 400, "x" * 4_000, "1.2.3.4.5"])
def test_nothing_is_found_without_fault(catalog, query):
    assert search(catalog, query) == ()


def test_hits_come_best_first_and_no_more_than_asked(catalog):
    hits = search(catalog, "mailbox", limit=4)
    assert len(hits) == 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_protocol_can_be_asked_for(catalog):
    assert {hit.protocol for hit in search(catalog, "syntax", protocols=("smtp",))} == {"smtp"}
    assert {hit.protocol for hit in search(catalog, "smtp syntax")} == {"smtp"}


@pytest.mark.parametrize(
    ("pattern", "code", "held"),
    [
        ("5.7.26", "5.7.26", True),
        ("5.7.26", "4.7.26", False),
        ("x.7.26", "4.7.26", True),
        ("5.7.606-5.7.649", "5.7.606", True),
        ("5.7.606-5.7.649", "5.7.630", True),
        ("5.7.606-5.7.649", "5.7.650", False),
        ("5.7.26", "x.7.26", True),
        ("", "5.7.26", False),
    ],
)
def test_a_vendors_range_covers(pattern, code, held):
    assert covers(pattern, code) is held
