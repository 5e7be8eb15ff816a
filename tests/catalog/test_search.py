"""What people type, and what they should see first. The facts are the product's own database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.catalog.search import index_of, search

# query -> codes that must stand among the first hits (as many hits as given behind the bar, default 3)
QUERIES = """
550                           550 | 1
554                           554 | 1
smtp 421                      421 | 1
error code 553                553 | 1
code 450 meaning              450 | 1
(550)                         550 | 1
ftp 530                       530 | 1
530 login incorrect           530 | 1
227 passive                   227 | 1
55                            550 551 552 553 | 12
5yz                           500 501 | 10
5.1.1                         5.1.1 | 1
#5.7.26                       5.7.26 | 1
X.1.1                         5.1.1 4.1.1 | 1
x.2.2                         5.2.2 4.2.2 | 1
4.2.2                         4.2.2 | 1
5.7                           5.7.1 5.7.8 5.7.26 | 31
4.7.x                         4.7.1 4.7.0 | 4
550 5.1.1                     550 5.1.1 | 2
550-5.7.1                     550 5.7.1 | 2
"451 4.7.1"                   451 4.7.1 | 2
5.7.606                       5.7.606-5.7.649 | 1
5.7.610                       5.7.606-5.7.649 | 1
mailbox full                  5.2.2 4.2.2 452 552 | 4
mialbox ful                   452 552 | 4
mailbx full                   5.2.2 552 452 | 4
quota exceeded                552 5.2.2 | 4
qouta exceded                 552 5.2.2 | 4
overquota                     OVERQUOTA | 1
greylisting                   450 451 4.7.1 | 3
greylisted                    450 451 4.7.1 | 3
graylisting                   450 451 4.7.1 | 3
greylistng                    450 451 4.7.1 | 3
greyl                         450 451 4.7.1 | 3
relay denied                  550 5.7.1 | 3
relaying denied               550 5.7.1 | 3
relayin denyed                550 5.7.1 | 3
relay access denied           554 550 5.7.1 | 3
passive mode firewall         425 | 3
active mode                   425 | 2
data connection               425 | 6
app password                  534 5.7.9 | 3
oauth                         534 5.7.9 | 3
too many connections          421 | 1
rate limit                    421 | 4
user unknown                  550 5.1.1 | 3
user unkown                   550 5.1.1 | 3
no such user                  550 5.1.1 | 3
recipient not found           5.1.1 | 2
host unknown                  5.1.2 | 1
wrong password                535 5.7.8 | 3
must issue starttls           530 5.7.0 | 4
need fully-qualified hostname 504 | 3
command not recognized        500 | 3
unknown command               500 | 3
syntax error                  500 501 5.5.2 | 6
bad sequence of commands      503 | 3
wrong order                   503 | 3
out of order                  503 | 6
start mail input              354 | 3
greeting                      220 | 3
goodbye                       221 | 3
blocklist                     554 550 5.7.1 | 5
blacklisted                   554 550 5.7.1 | 5
spamhaus                      554 | 4
null mx                       556 5.1.10 5.7.27 | 5
message too large             552 5.3.4 5.2.3 | 4
attachment too big            5.3.4 5.2.3 | 3
too many recipients           452 5.5.3 | 3
mail loop                     5.4.6 | 2
dmarc                         5.7.26 | 3
spf                           5.7.23 5.7.24 | 6
dkim                          5.7.20 5.7.21 | 3
reverse dns                   5.7.25 | 1
delivery time expired         4.4.7 | 1
connection timed out          4.4.1 | 1
tls session reuse             522 | 1
permission denied             550 NOPERM | 2
mailbox-unavailable           450 550 | 6
imap no                       NO | 1
no vs bad                     NO BAD | 2
authentication failed imap    AUTHENTICATIONFAILED | 1
authenticationfailed          AUTHENTICATIONFAILED | 1
create folder first           TRYCREATE | 4
already exists                ALREADYEXISTS | 3
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


def test_each_catalog_keeps_its_own_index(catalog):
    other = replace(catalog, replies={"smtp": {"550": catalog.replies["smtp"]["550"]}})
    assert "reply" not in {hit.kind for hit in search(other, "smtp 421")}
    assert "reply" in {hit.kind for hit in search(catalog, "smtp 421")}
    assert index_of(other) is index_of(other)
    assert index_of(catalog) is index_of(catalog)
