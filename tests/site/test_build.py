"""The pages as files: complete, linked, escaped, the same for the same database."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

from replycodes.catalog import lookup
from replycodes.catalog.files import load_catalog
from replycodes.catalog.model import Source, Theory, Vendor, VendorMeaning
from replycodes.cli.commands.site import command
from replycodes.site import addresses
from replycodes.site.build import NotOursError, build, render

HOSTILE = "<script>alert(1)</script>\" onload='x' & &lt;"


class Outline(HTMLParser):
    """What a page links, loads and says in its headings."""

    def __init__(self, text):
        super().__init__()
        self.links, self.loads, self.ids, self.headings, self.tags = [], [], set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append(tag)
        if "id" in attributes:
            self.ids.add(attributes["id"])
        if tag == "a":
            self.links.append(attributes["href"])
        elif "src" in attributes or (tag == "link" and attributes["rel"] in ("stylesheet", "icon")):
            self.loads.append(attributes.get("src") or attributes["href"])
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)


@pytest.fixture(scope="module")
def files():
    return dict(render(load_catalog()))


@pytest.fixture(scope="module")
def pages(files):
    return {name: Outline(text) for name, text in files.items() if name.endswith(".html")}


def resolved(page, link):
    folder = page.rpartition("/")[0].split("/") if "/" in page else []
    path, _, anchor = link.partition("#")
    for part in path.split("/"):
        folder = folder[:-1] if part == ".." else [*folder, part]
    return ("/".join(folder) if path else page), anchor


def test_every_code_has_its_page(files):
    for kind, entry in lookup.entries(load_catalog()):
        if kind == "enhanced":
            assert any(name.endswith(f".{entry.code}.html") for name in files), entry.code
        else:
            assert addresses.code(entry.protocol, entry.code) in files


def test_addresses_that_others_link_to_stay(files):
    assert {
        "index.html",
        "smtp/index.html",
        "smtp/550.html",
        "ftp/425.html",
        "enhanced/index.html",
        "enhanced/5.1.1.html",
        "enhanced/4.2.2.html",
        "enhanced/5.2.2.html",
        "imap/no.html",
        "imap/authenticationfailed.html",
        "pop3/sys-temp.html",
        "vendors/google.html",
        "theory.html",
        "sources.html",
    } <= files.keys()


def test_every_link_within_leads_somewhere(pages):
    for page, outline in pages.items():
        for link in outline.links:
            if not link.startswith(("https://", "http://")):
                target, anchor = resolved(page, link)
                assert target in pages, f"{page}: {link}"
                assert not anchor or anchor in pages[target].ids, f"{page}: {link}"


def test_every_page_loads_only_what_lies_beside_it(files, pages):
    for page, outline in pages.items():
        for address in outline.loads:
            assert address == "data:," or resolved(page, address)[0] in files, f"{page}: {address}"


def test_every_page_has_one_title_and_headings_in_order(pages):
    for page, outline in pages.items():
        assert outline.headings[0] == "h1", page
        assert outline.headings.count("h1") == 1, page
        assert "h3" not in outline.headings
        assert "main" in outline.tags


def test_titles_are_unique(files):
    titles = [
        text.partition("<title>")[2].partition("</title>")[0] for text in files.values() if "<title>" in text
    ]
    assert len(titles) == len(set(titles))


def test_the_same_database_gives_the_same_bytes(files):
    assert dict(render(load_catalog())) == files


def test_a_page_says_the_words_of_the_hover(files):
    page = files["enhanced/5.1.1.html"]
    assert load_catalog().enhanced_details["1.1"].classes["5"].summary in page
    assert "Do not retry" in page
    assert 'href="4.1.1.html"' in page


def test_hostile_entries_stay_text():
    catalog = load_catalog()
    reply = replace(
        catalog.replies["smtp"]["550"],
        text=HOSTILE,
        summary=HOSTILE,
        triggers=(HOSTILE,),
        advice={"sender": HOSTILE},
        differs={HOSTILE: HOSTILE},
        also_used=(HOSTILE,),
        used_by=(HOSTILE,),
        sources=(HOSTILE,),
        commands={HOSTILE: (HOSTILE,)},
    )
    meaning = VendorMeaning(
        summary=HOSTILE,
        advice={"sender": HOSTILE},
        sources=("bad",),
        reply="550",
        phrases=(HOSTILE,),
        link="javascript:alert(1)",
    )
    hostile = replace(
        catalog,
        replies={"smtp": {"550": reply}},
        vendors={"x": Vendor(id="x", name=HOSTILE, meanings=(meaning,))},
        sources={"bad": Source(id="bad", title=HOSTILE, url="javascript:alert(1)")},
        theory=(Theory(protocol="smtp", topic=HOSTILE, item=HOSTILE, text=HOSTILE, sources=("bad",)),),
    )
    for name, text in render(hostile):
        if name.endswith(".html"):
            assert "<script>alert" not in text, name
            assert "javascript:" not in text, name
            assert "onload" not in {key for tag in Outline(text).tags for key in (tag,)}, name
            for link in Outline(text).links:
                assert "<" not in link, name
        elif name == "assets/search-index.js":
            assert text.count("\n") == 1


def test_a_second_build_removes_what_is_gone(tmp_path):
    catalog = load_catalog()
    build(catalog, tmp_path / "site")
    smaller = replace(catalog, replies={**catalog.replies, "nntp": {}})
    build(smaller, tmp_path / "site")
    assert not (tmp_path / "site/nntp/200.html").exists()
    assert (tmp_path / "site/smtp/550.html").exists()


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(NotOursError, match="name a new folder"):
        build(load_catalog(), tmp_path)
    result = CliRunner().invoke(command, [str(tmp_path)])
    assert result.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_command_says_what_to_open(tmp_path):
    result = CliRunner().invoke(command, [str(tmp_path / "site")])
    assert result.exit_code == 0
    assert "index.html" in result.output
    assert (tmp_path / "site/index.html").is_file()


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("index.html", "smtp/550.html", "smtp/550.html"),
        ("smtp/550.html", "smtp/551.html", "551.html"),
        ("smtp/550.html", "enhanced/5.1.1.html", "../enhanced/5.1.1.html"),
        ("smtp/550.html", "vendors/google.html#m3", "../vendors/google.html#m3"),
        ("smtp/550.html", "", "../"),
        ("index.html", "", ""),
    ],
)
def test_links_are_relative(here, there, link):
    assert addresses.between(here, there) == link


def luminance(colour):
    def linear(value):
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *((ink, paper) for ink in ("ink", "soft", "link") for paper in ("paper", "raised", "hover")),
    *((tone, f"{tone}-back") for tone in ("success", "waiting", "temporary", "permanent", "plain")),
]


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark by system", "dark by choice"])
def test_text_stands_out_from_its_ground(files, theme):
    blocks = [
        block
        for block in re.findall(r":root[^{]*\{([^}]*)\}", files["assets/site.css"])
        if "--soft:" in block
    ]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[theme]))
    weak = [pair for pair in PAIRS if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    assert weak == []
