"""What the words of a reply suggest where its codes give no reason: ``550 Sorry, user unknown``.

Only a suggestion, and said as one: the phrases are those by which people search for an enhanced code, the
longest one that stands in the reply counts, and where two codes claim it, nothing is suggested.
"""

from __future__ import annotations

from replycodes.catalog.model import Catalog, EnhancedDetail
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain.phrases import fold, stands

_UNTOLD = frozenset({"421", "450", "451", "452", "550", "552", "553", "554"})
"""Replies that servers send for many reasons."""


def enhanced(context: ReplyContext, catalog: Catalog) -> str | None:
    """The enhanced code that would say the same as the words, or None."""
    if context.reply not in _UNTOLD or not context.text:
        return None
    if context.enhanced and not context.enhanced.endswith(".0.0"):
        return None
    number, text = context.reply[0], fold(context.text)
    best, found = 0, set[str]()
    for detail in catalog.enhanced_details.values():
        if number in detail.classes:
            length = max((len(p) for p in _phrases(detail) if len(p) >= best and stands(p, text)), default=0)
            if length > best:
                best, found = length, {detail.code}
            elif length == best and length:
                found.add(detail.code)
    return f"{number}.{found.pop()}" if len(found) == 1 else None


_OF_MAIL_ALONE = frozenset({"7.20", "7.21", "7.22", "7.23", "7.24", "7.25", "7.26", "7.27"})
"""DKIM, SPF, the reverse name, and both together: checks that only mail servers make."""


def about_mail(context: ReplyContext, catalog: Catalog) -> bool:
    """Whether the words are about a mail address or a check of the sender, as no other protocol's replies are."""
    code = enhanced(context, catalog)
    if code is None:
        return False
    _, subject, detail = code.split(".")
    return subject == "1" or f"{subject}.{detail}" in _OF_MAIL_ALONE


def _phrases(detail: EnhancedDetail) -> list[str]:
    """Keywords of several plain words; capitals are protocol words, which stand in replies about anything."""
    return [fold(words) for words in detail.keywords if " " in words and words == words.lower()]
