"""A synthetic week of Postfix against counts that need no understanding: how often a word stands in the log."""

from __future__ import annotations

import re

import pytest
from benchmarks.postfix_log import postfix_log

from tests.summary.test_counts import report_of


@pytest.fixture(scope="module")
def log():
    return "".join(postfix_log(1 << 20))


@pytest.fixture(scope="module")
def found(log):
    return report_of("mail.log", log, top=1000)


def test_deliveries_are_the_lines_with_a_status(log, found):
    sent, deferred, bounced = (log.count(f"status={word} ") for word in ("sent", "deferred", "bounced"))
    assert sent > 500
    assert min(deferred, bounced) > 30
    assert (found.deliveries.success, found.deliveries.temporary, found.deliveries.permanent) == (
        sent,
        deferred,
        bounced,
    )
    assert found.replies == sent + deferred + bounced + log.count("reject: ")


def test_every_destination_is_there_with_its_count(log, found):
    for domain in ("example.org", "d0.example.com", "d1.example.net", "d7.example.net"):
        row = next(row for row in found.domains if row.name == domain)
        assert row.counts.total == len(re.findall(rf": to=<[^>]*@{re.escape(domain)}>, relay", log))


@pytest.mark.parametrize(
    ("codes", "words"),
    [("450 4.1.8", "450 4.1.8 <"), ("550 5.7.26", "550 5.7.26 "), ("452 4.2.2", "452 4.2.2 "), ("4.4.1", "dsn=4.4.1")],
)  # fmt: skip
def test_a_code_counts_as_often_as_it_is_said(log, found, codes, words):
    row = next(row for row in found.codes if row.codes == codes)
    assert row.count == log.count(words)


def test_reasons_that_differ_only_in_addresses_are_one(found):
    full = next(row for row in found.codes if row.codes == "452 4.2.2")
    assert [(said.count, said.text) for said in full.wordings] == [(full.count, "Mailbox full")]


def test_hours_add_up(log, found):
    by_day = sum(span.counts.total for span in found.timeline.spans)
    assert by_day == found.replies - found.timeline.unstamped == found.replies
    ten = [
        line
        for line in log.splitlines()
        if " 10:" in line[6:10] and re.search(r"status=\w+ \(|reject: ", line)
    ]
    by_hour = found.day or found.timeline.spans
    assert sum(span.counts.total for span in by_hour if span.label.endswith("10:00")) == len(ten)
