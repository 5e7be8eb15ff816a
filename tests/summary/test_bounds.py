"""However large or hostile a log is, a tally stays small, loses no reply, and can be joined from pieces."""

from __future__ import annotations

import gzip
import json

import pytest
from click.testing import CliRunner

from replycodes.catalog.files import load_catalog
from replycodes.cli.group import cli
from replycodes.summary import tally as bounds
from replycodes.summary.delivery import Destination
from replycodes.summary.markdown import markdown
from replycodes.summary.plain import plain
from replycodes.summary.redact import without_local_parts
from replycodes.summary.replies import Codes
from replycodes.summary.report import report
from replycodes.summary.tally import OTHERS, Tally, joined
from replycodes.summary.times import Moment, minute
from tests.summary.test_counts import report_of

GONE = Codes(("smtp",), "550", "5.1.1")
BUSY = Codes(("smtp",), "450", "4.7.1")


def syslog(month: int, day: int, hour: int = 12) -> int:
    found = minute(1000, month, day, hour, 0)
    assert found is not None
    return found


def test_rare_domains_become_one_sum_and_common_ones_stay(monkeypatch):
    monkeypatch.setattr(bounds, "MOST_PLACES", 10)
    tally = Tally()
    for number in range(500):
        tally.add(GONE, None, Destination(f"d{number}.example.net", ""))
        tally.add(GONE, None, Destination("example.org", ""))
    assert len(tally.domains) <= 11
    assert tally.domains["example.org"] == {GONE: 500}
    assert sum(sum(counts.values()) for counts in tally.domains.values()) == 1000
    assert OTHERS in tally.domains


def test_invented_codes_beyond_the_bound_are_still_counted(monkeypatch):
    monkeypatch.setattr(bounds, "MOST_CODES", 5)
    tally = Tally()
    for number in range(100):
        tally.add(Codes(("smtp",), "550", f"5.{number}.1"), None, Destination("example.net", ""))
    found = report(tally, load_catalog())
    assert len(tally.codes) == 6
    assert found.counts.total == found.deliveries.total == 100


def test_stamps_of_any_year_do_not_make_a_long_page():
    tally = Tally()
    for year in (1901, 2024, 2150):
        tally.add(GONE, minute(year, 1, 1, 0, 0), None)
    found = report(tally, load_catalog())
    assert len(found.timeline.spans) <= 240


@pytest.mark.parametrize("order", ["as written", "newest file first"])
def test_pieces_around_new_year_join_in_any_order_of_files(order):
    old, new = Tally(), Tally()
    old.add(GONE, syslog(12, 30), None)
    old.add(GONE, syslog(12, 31), None)
    new.add(BUSY, syslog(1, 1), None)
    new.add(BUSY, syslog(1, 2), None)
    parts = [old, new] if order == "as written" else [new, old]
    found = report(joined(parts), load_catalog())
    assert (found.first, found.last) == ("Dec 30 12:00", "Jan  2 12:00")
    assert found.timeline.unit == "day" or len(found.timeline.spans) == 73


def test_a_year_and_a_half_of_months_stays_in_order():
    tally = Tally()
    for month in (*range(1, 13), *range(1, 7)):
        tally.add(GONE, syslog(month, 3), None)
    labels = [span.label for span in report(tally, load_catalog()).timeline.spans]
    assert labels == [Moment.of(syslog(1 + n % 12, 1)).month_text() for n in range(18)]


def test_a_day_that_the_calendar_lacks_is_no_gap():
    tally = Tally()
    for day in (minute(2023, 2, 26, 0, 0), minute(2023, 3, 2, 0, 0)):
        tally.add(GONE, day, None)
    labels = [span.label[:10] for span in report(tally, load_catalog()).timeline.spans]
    assert sorted(set(labels))[1:4] == ["2023-02-27", "2023-02-28", "2023-03-01"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("to=<bob@example.net>, from=<\"a.b\"@example.org>", "to=<…@example.net>, from=<…@example.org>"),
        ("mail bob+tag@example.net now", "mail …@example.net now"),
        ("orig_to=<bob>, sasl_username=x@[192.0.2.1]", "orig_to=<bob>, sasl_username=…@[192.0.2.1]"),
    ],
)  # fmt: skip
def test_redaction_leaves_the_domain(line, said):
    assert without_local_parts(line) == said


HOSTILE = (
    "Mar  5 10:11:12 mx1 postfix/smtp[7]: 4Tq1: to=<b@ex|ample.net>, relay=mx.example.net[192.0.2.25]:25, dsn=5.1.1, "
    "status=bounced (host mx.example.net[192.0.2.25] said: 550 5.1.1 ``` | # [x](http://192.0.2.1) \x1b[31m \u202eno)\n"
)


def test_text_from_a_log_stays_text_in_every_form():
    found = report_of("mail.log", HOSTILE)
    assert "\x1b" not in plain(found)
    text = markdown(found)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "](http" not in text.replace("`` ` ``", "").partition("````")[0]
    assert "(no domain)" in text


def test_a_log_without_codes_is_said_in_a_sentence(tmp_path):
    log = tmp_path / "mail.log"
    log.write_text("Mar  5 10:11:12 mx1 postfix/smtpd[7]: connect from unknown[192.0.2.7]\n")
    done = CliRunner().invoke(cli, ["report", str(log)])
    assert (done.exit_code, done.stdout) == (0, f"No reply code in 1 line in {log}.\n")


def test_packed_logs_and_folders_count_like_plain_ones(tmp_path):
    (tmp_path / "mail.log").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "mail.log.1.gz").write_bytes(gzip.compress(HOSTILE.encode()))
    done = CliRunner().invoke(cli, ["report", "--format", "json", "--redact", str(tmp_path)])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["replies"] == 2
    assert "<b@" not in done.stdout


def test_a_damaged_archive_is_said_and_the_rest_is_counted(tmp_path):
    (tmp_path / "a.log").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "b.log.gz").write_bytes(gzip.compress(HOSTILE.encode() * 400)[:-40])
    done = CliRunner().invoke(cli, ["report", str(tmp_path / "a.log"), str(tmp_path / "b.log.gz")])
    assert done.exit_code == 2
    assert "b.log.gz:" in done.stderr
    assert "1 reply" in done.stdout
