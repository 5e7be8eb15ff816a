"""Make text from strangers safe to show: in Markdown, in a terminal, in a link.

Log lines carry whatever a remote server or a spammer wrote, and a workspace's own codes come from whoever
wrote the workspace. None of it may become a link, an image, a heading, HTML, a colour or a reordered line.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

_LIMIT = 1_000
_KEPT = 1024  # texts: most are the database's and come again and again

# Characters that move, hide or reorder what stands around them: controls, line separators, zero-width
# and bidirectional marks, invisible operators, variation selectors, tags, lone surrogates.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_BLANK = re.compile(r"[ \t\r\n]+")
_MARKDOWN_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)|\$(?=\()")
_MARKDOWN_AT_START = re.compile(r"^(?:[#+=-]|\d+(?=[.)](?: |$)))")
_AUTOLINK = re.compile(r"(?i)(?<=[a-z])(:)(?=//)|(?<=www)(\.)|(@)(?=\w)|(?<=mailto)(:)|(?<=xmpp)(:)")


def visible(text: str, limit: int = _LIMIT) -> str:
    """One line in which nothing acts: invisible characters are spelt out, blanks collapsed."""
    line = _BLANK.sub(" ", text).strip()
    if len(line) > limit:
        line = line[:limit].rstrip() + " ..."
    return _INVISIBLE.sub(_spelt, line)


def _spelt(match: re.Match[str]) -> str:
    point = ord(match.group())
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{{{point:x}}}"


@lru_cache(_KEPT)
def markdown(text: str, limit: int = _LIMIT) -> str:
    """``text`` as literal inline Markdown, with as few backslashes as safety allows.

    Several editors show a hover's source nearly as it is, so ``5.1.1`` must stay ``5.1.1``.
    """
    line = _MARKDOWN_ANYWHERE.sub(lambda match: "\\" + match.group(), visible(text, limit))
    line = _AUTOLINK.sub(lambda match: "\\" + match.group(), line)
    return _MARKDOWN_AT_START.sub(_start_escaped, line)


def _start_escaped(match: re.Match[str]) -> str:
    start = match.group()
    # A number with a dot would begin a list; its dot or bracket is escaped, since digits cannot be.
    return start + "\\" if start[0].isdigit() else "\\" + start


@lru_cache(_KEPT)
def url(address: str) -> str:
    """``address`` if it is a plain web address, safe inside ``(...)`` of a Markdown link; otherwise empty."""
    if _INVISIBLE.search(address):
        return ""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return ""
    return quote(address.strip(), safe="/:?#@!$&*+,;=%~-._")
