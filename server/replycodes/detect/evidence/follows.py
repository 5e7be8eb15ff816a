"""What follows a code directly: a reply's text, a noun that says what the number is, a closing mark."""

from __future__ import annotations

import re

from replycodes.detect.late import late
from replycodes.detect.site import Site
from replycodes.detect.words import UNITS

_LOGIC = late(r" (?:then|and|or|do|else|if|unless|end|AND|OR)\b")


def closes(site: Site) -> bool:
    """Nothing but a closing mark follows."""
    after = site.after.lstrip(" ")
    if not after:
        return True
    if after.startswith("# ") and site.after[0] == " " and site.left.base in ("colon", "equals"):
        return True  # a remark behind a value
    return after[0] in ")]},;" or (after[0] in "\"'" and site.after[0] != " ")  # else a quotation begins


_PAIR = late(r" [\w.-]{1,20}(?:=(?!=)| => )")
_NOUN = re.compile(
    r"[\"'`)]* (?:repl(?:y|ies)|responses?|codes?|errors?|(?-i:[sS]tatus)|answers?|banners?|greetings?|challenges?)\b",
    re.IGNORECASE,
)


def noun_follows(site: Site) -> bool:
    """A word says what the number is: ``the 250 response``."""
    return _NOUN.match(site.after) is not None


def reply_follows(site: Site) -> bool:
    """Text or an enhanced code follows, as in a reply, not just a closing mark or the next key."""
    after = site.after
    if site.enhanced_right:
        return True
    if after[:1] not in (" ", "-", "\t"):
        return False
    if site.left.base in ("comma", "relation", "arrow", "equals") and _LOGIC.match(after):
        return False
    body = after[1:].lstrip(" ")
    return body[:1].isalpha() and len(body) > 1 and not _PAIR.match(after) and not UNITS.match(after)
