"""The page of ``replycodes report --html`` in a real browser: nothing from the network, nothing acts, all is readable."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from click.testing import CliRunner

from replycodes.cli.group import cli
from tests.site.browser import CHROMIUM, Browser
from tests.summary.test_counts import cases

HOSTILE = """\
Mar  5 10:11:12 mx1 postfix/smtp[7]: 4Tq1: to=<bob@example.net>, relay=<img/src=x onerror=alert(1)>, dsn=5.1.1, \
status=bounced (host mx.example.net[192.0.2.25] said: 550 5.1.1 <script>alert(1)</script><img src=http://192.0.2.1/x \
onerror=alert(2)> \x1b[31m\u202eunknown (in reply to RCPT TO command))
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    log, made = folder / "mail.log", folder / "report.html"
    log.write_text(HOSTILE * 9 + "".join(case.values[1] for case in cases()), encoding="utf-8")
    result = CliRunner().invoke(cli, ["report", str(log), "--html", str(made)])
    assert result.exit_code == 0, result.output
    return made


def test_it_is_one_file_without_script_or_address(page):
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"<script|javascript:|@import|url\(|<iframe|<img", text) == []
    assert re.findall(r"(?:src|href)=\"(?!data:)", text) == []
    assert "default-src 'none'" in unescape(text)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    if CHROMIUM is None:
        pytest.skip("needs a Chromium or Chrome on the PATH")
    running = Browser(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


def test_the_figures_on_the_page_are_those_of_the_report(browser, page):
    browser.open(page)
    shown = browser.run("[...document.querySelectorAll('.figures strong')].map(e => e.textContent).join()")
    told = CliRunner().invoke(cli, ["report", "--format", "json", str(page.with_name("mail.log"))])
    counts = json.loads(told.stdout)["counts"]
    worst_first = [counts[group] for group in ("permanent", "refused", "temporary", "success")]
    assert shown == ",".join(str(count) for count in worst_first if count)


def test_text_of_the_log_is_shown_and_does_nothing(browser, page):
    browser.open(page)
    assert browser.run("document.querySelectorAll('script, img').length") == 0
    text = browser.run("document.body.textContent")
    assert "<script>alert(1)</script>" in text
    assert "\\x1b[31m\\u{202e}unknown" in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_paper(browser, page, scheme):
    browser.emulate(prefers_color_scheme=scheme)
    browser.open(page)
    faint = browser.run("""[...document.querySelectorAll('h1, h2, p, th, td, small, strong, summary, code')]
        .filter(e => e.textContent.trim() && e.getClientRects().length).map(e => {
            const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map(v => (v /= 255) <= 0.03928
                ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
            const a = light(getComputedStyle(e).color), b = light(getComputedStyle(document.body).backgroundColor);
            return [e.textContent.slice(0, 40), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
        }).filter(([, contrast]) => contrast < 4.5)""")
    assert faint == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_does_not_scroll_sideways(browser, page, width):
    browser.call(
        "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500
    )
    browser.open(page)
    browser.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert browser.run("document.documentElement.scrollWidth") <= width
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_every_chart_has_its_figures_beside_it(browser, page):
    browser.open(page)
    charts = "[...document.querySelectorAll('svg:not([aria-hidden])')]"
    assert browser.run(f"{charts}.every(e => e.getAttribute('aria-label'))")
    rows = browser.run("document.querySelectorAll('.times tbody tr').length")
    assert rows == browser.run("document.querySelectorAll('svg.time > g:not(.grid)').length")


def test_no_errors_and_nothing_from_the_network(browser):
    """Runs last: over everything that the tests above did. The policy of the page refused nothing either."""
    assert browser.errors == []
    assert [url for url in browser.requests if not url.startswith(("file:", "data:"))] == []
