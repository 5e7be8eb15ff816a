"""A hover is read at a glance: whatever the database says, it stays within a dozen lines."""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog.files import load_catalog
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain.compose import explain
from replycodes.explain.layout import paragraphs
from replycodes.site.code_pages import all_codes

LINES, WORDS = 12, 220


def contexts() -> Iterator[ReplyContext]:
    """Every code alone, every usual pair, every shared number undecided, every vendor's meaning."""
    catalog = load_catalog()
    yield from (planned.context for planned in all_codes(catalog))
    for reply in catalog.replies["smtp"].values():
        for detail in reply.enhanced:
            enhanced = f"{reply.code[0]}.{detail}"
            yield ReplyContext(protocols=("smtp",), reply=reply.code, enhanced=enhanced, command="RCPT")
        if reply.code in catalog.replies["ftp"]:
            yield ReplyContext(protocols=("smtp", "ftp"), reply=reply.code)
    for vendor in catalog.vendors.values():
        for meaning in vendor.meanings:
            text = " ".join((*meaning.phrases[:1], *vendor.phrases[:1]))
            if len(meaning.reply) == 3 and meaning.reply.isdigit():
                yield ReplyContext(protocols=("smtp",), reply=meaning.reply, text=text, command="RCPT")


def test_every_explanation_is_short():
    long = []
    for context in contexts():
        said = list(paragraphs(explain(context, load_catalog())))
        words = sum(len(paragraph.text.split()) for paragraph in said)
        if len(said) > LINES or words > WORDS:
            long.append((context, len(said), words))
    assert long == []
