"""Text from strangers shows as itself and does nothing, in every renderer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from replycodes.detect.occurrence import Occurrence, ReplyContext
from replycodes.explain import escape
from replycodes.explain.compose import explain
from replycodes.explain.markdown import markdown
from replycodes.explain.model import SourceLink
from replycodes.explain.plain import plain
from replycodes.explain.terminal import terminal

HOSTILE = [
    "[click](https://evil.example/)",
    "![x](https://evil.example/track.png)",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "[run](command:workbench.action.terminal.sendSequence?%7B%7D)",
    "<command:workbench.action.quit>",
    "https://evil.example/path",
    "www.evil.example",
    "user@evil.example",
    "```\nfence",
    "~~~",
    "# heading",
    "1. list",
    "1) list",
    "- list",
    "+ list",
    "> quote",
    "---",
    "===",
    "a | b\n--|--\n1 | 2",
    "**bold** _under_ ~~gone~~ `code`",
    "&lt;b&gt; &#x202e; &copy;",
    "back\\slash \\[x](y)",
    "[ref]: https://evil.example",
    "[^1]: note",
    "$(alert) $x^2$",
    "\x1b[31mred\x1b[0m \x9b31m",
    "\u202egnp.exe \u2066x\u2069 \u200b",
    "line\r\nbreak\u2028and\u2029more\x0b\x0c\x85",
    "tab\tnul\x00del\x7f",
    "\ud800 lone",
    "tag \U000e0041",
    "    indented code",
    "<!-- comment -->",
    "\\",
    "*",
]

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def shown(source: str) -> str:
    """What a reader of rendered Markdown sees, having checked that it is one paragraph of plain text."""
    tokens = RENDERER.parse(source)
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    inline = tokens[1].children or [] if tokens else []
    assert {token.type for token in inline} <= {"text", "text_special"}
    return "".join(token.content for token in inline)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_as_itself(text):
    assert shown(escape.markdown(text)) == escape.visible(text)


@given(st.text(max_size=80))
def test_any_text_shows_as_itself(text):
    assert shown(escape.markdown(text)) == escape.visible(text)


@given(st.text(alphabet="[]()!<>*_`~#-+=|\\&;:/.@ \n1aw$", max_size=40))
def test_any_markdown_like_text_shows_as_itself(text):
    assert shown(escape.markdown(text)) == escape.visible(text)


@given(st.text(max_size=80))
def test_visible_text_is_one_printable_line(text):
    seen = escape.visible(text)
    assert "\n" not in seen
    assert all(not escape._INVISIBLE.match(character) for character in seen)
    seen.encode("utf-8")


@pytest.mark.parametrize(
    "text", ["https://evil.example", "see www.evil.example", "user@evil.example", "mailto:u", "ftp://x"]
)
def test_editors_that_link_bare_addresses_find_none(text):
    assert not any(form in escape.markdown(text) for form in ("s://", "p://", "www.", "r@e", "mailto:"))


def test_ordinary_words_stay_as_they_are():
    plain_words = "5.1.1 <domain> Service ready"
    assert escape.markdown(plain_words) == "5.1.1 \\<domain\\> Service ready"
    assert (
        escape.markdown("550-5.7.26 (AUTH) it's fine: 100% 'ok'") == "550-5.7.26 (AUTH) it's fine: 100% 'ok'"
    )


def test_long_text_is_cut():
    assert escape.visible("x" * 5_000).endswith("x ...")
    assert len(escape.markdown("x" * 5_000)) < 1_100


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3",) * 2,
        ("https://example.org/a(b) c", "https://example.org/a%28b%29%20c"),
        ('https://example.org/"onmouseover="x', "https://example.org/%22onmouseover=%22x"),
        ("javascript:alert(1)", ""),
        ("command:workbench.action.quit", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("https://[", ""),
        ("https://example.org/\u202egnp", ""),
        ("https://example.org/\n)[x](y", ""),
        ("", ""),
    ],
)
def test_only_plain_web_addresses_become_links(address, safe):
    assert escape.url(address) == safe


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_codes_and_commands_do_nothing_in_a_hover(catalog, text):
    context = ReplyContext(protocols=("imap",), status="NO", response_code=text, text=text, command=text)
    occurrence = Occurrence(start=0, end=1, kind="response-code", code=text, protocols=("imap",))
    explanation = replace(
        explain(occurrence, catalog, context), sources=(SourceLink(name=text, url=f"javascript:{text}"),)
    )
    types = {
        token.type
        for block in RENDERER.parse(markdown(explanation))
        for token in (block, *(block.children or []))
    }
    assert types <= {
        "paragraph_open",
        "inline",
        "paragraph_close",
        "text",
        "text_special",
        "strong_open",
        "strong_close",
    }
    assert "\x1b" not in plain(explanation)
    assert "\x1b" not in terminal(explanation).plain
    assert "\u202e" not in plain(explanation)
