"""The reference in a real browser, opened from a folder: search, keys, themes, no network."""

from __future__ import annotations

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.catalog.search import search
from replycodes.site.build import build
from tests.catalog.test_search import queries
from tests.site.browser import CHROMIUM, Browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium or Chrome on the PATH")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("site")
    build(load_catalog(), made)
    return made


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    running = Browser(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


def hits(browser):
    return browser.run("[...document.querySelectorAll('#hits [role=option]')].map(hit => hit.textContent)")


def test_search_finds_550_by_keys_alone(browser, folder):
    browser.open(folder / "smtp/421.html")
    browser.press("/")
    browser.type("550")
    browser.wait("document.querySelectorAll('#hits [role=option]').length > 0")
    assert hits(browser)[0].startswith("550 ")
    browser.press("ArrowDown")
    assert browser.run("document.querySelector('[aria-selected=true]').id") == "hit-0"
    assert browser.run("document.getElementById('search').getAttribute('aria-activedescendant')") == "hit-0"
    browser.press("Enter")
    browser.loaded()
    assert browser.run("location.pathname").endswith("/smtp/550.html")
    assert "mailbox unavailable" in browser.run("document.querySelector('h1').textContent")


def test_escape_closes_and_then_clears(browser, folder):
    browser.open(folder / "index.html")
    browser.press("/")
    browser.type("quota")
    browser.wait("document.querySelectorAll('#hits [role=option]').length > 0")
    browser.press("Escape")
    assert browser.run("document.getElementById('hits').hidden")
    assert browser.run("document.getElementById('search').value") == "quota"
    browser.press("Escape")
    assert browser.run("document.getElementById('search').value") == ""


def test_nothing_found_is_said(browser, folder):
    browser.open(folder / "index.html")
    browser.press("/")
    browser.type("577")
    browser.wait("document.getElementById('count').textContent")
    assert browser.run("document.getElementById('count').textContent") == "0 hits"
    assert "No standard and no known server defines 577" in browser.run(
        "document.getElementById('hits').textContent"
    )


def test_n_and_p_walk_through_the_codes(browser, folder):
    browser.open(folder / "smtp/550.html")
    browser.press("n")
    browser.loaded()
    after = browser.run("location.pathname")
    assert not after.endswith("550.html")
    browser.press("p")
    browser.loaded()
    assert browser.run("location.pathname").endswith("/smtp/550.html")


def test_the_box_in_the_browser_ranks_as_the_command_line_does(browser, folder):
    browser.open(folder / "index.html")
    catalog = load_catalog()
    differing = []
    for query, _, _ in queries():
        there = browser.run(
            f"replycodesSearch({query!r}, 6).then(found => found.map(hit => hit.codes.join()))"
        )
        here = [",".join(hit.codes) for hit in search(catalog, query, limit=6)]
        if there != here:
            differing.append((query, there, here))
    assert differing == []


def test_light_and_dark_follow_the_system_and_can_be_chosen(browser, folder):
    paper = "getComputedStyle(document.body).backgroundColor"
    browser.emulate(prefers_color_scheme="light")
    browser.open(folder / "index.html")
    light = browser.run(paper)
    browser.emulate(prefers_color_scheme="dark")
    dark = browser.run(paper)
    assert light != dark
    browser.run("document.getElementById('theme').click()")
    assert (browser.run("document.getElementById('theme').textContent"), browser.run(paper)) == (
        "Theme: light",
        light,
    )
    browser.open(folder / "smtp/550.html")
    assert browser.run(paper) == light  # the choice is kept
    browser.run("localStorage.clear()")


def test_a_screen_reader_finds_names_for_everything_it_can_use(browser, folder):
    browser.open(folder / "smtp/550.html")
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    usable = [
        n for n in nodes if n.get("role", {}).get("value") in ("link", "button", "combobox", "searchbox")
    ]
    assert usable
    assert [n for n in usable if not n.get("name", {}).get("value")] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways(browser, folder, width):
    browser.call(
        "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500
    )
    for page in (
        "index",
        "smtp/550",
        "enhanced/5.7.1",
        "imap/authenticationfailed",
        "vendors/index",
        "theory",
    ):
        browser.open(folder / f"{page}.html")
        assert browser.run("document.documentElement.scrollWidth") <= width, page
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_no_errors_and_nothing_from_the_network(browser):
    """Runs last: over everything that the tests above did."""
    assert browser.errors == []
    assert [url for url in browser.requests if not url.startswith(("file:", "data:"))] == []
