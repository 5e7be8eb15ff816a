"""The evidence for an IMAP status word, and for a response code that stands alone, in its context."""

from __future__ import annotations

import re

from replycodes.detect import imap
from replycodes.detect.context.lines import Lines
from replycodes.detect.evidence import Weights
from replycodes.detect.lineinfo import LIMIT
from replycodes.detect.protocol import NEARBY
from replycodes.detect.site import Site


def status_weights(around: Lines, index: int, line: str, column: int, word: str) -> Weights:
    """The evidence for an IMAP status word, by name."""
    weights = imap.status_weight(line, column, word, around.codes)
    tag = line[max(0, column - 20) : column - 1].rpartition(" ")[2]
    if tag.isalnum() and around.ask(_tagged, column):
        weights.append(("the tag of a command above", 6.0 if tag.isalpha() else 3.0))
    weights.append(("the file", around.profile.imap))
    if around.info(index).imap:
        weights.append(("IMAP words on the line", 1.0))
    return weights


_STATUS = re.compile(r" (?:OK|NO|BAD)(?![\w.-])")


def tag_weights(around: Lines, column: int, site: Site) -> Weights:
    """The evidence that a number is no reply code, but the tag of an IMAP command or response: ``250 OK done``."""
    if not around.profile.imap:
        return []
    alone = around.profile.imap_alone
    if _STATUS.match(site.after):
        if around.ask(_tagged, column + len(site.code) + 1):
            return [("the tag of an IMAP command above", -12.0)]
        return [("the tag of an IMAP response", -8.0)] if alone else []
    if alone and imap.COMMAND.match(site.after):
        return [("the tag of an IMAP command", -8.0)]
    return []


def lone_weights(around: Lines, index: int, line: str, column: int, code: str) -> Weights:
    """The evidence for a response code whose status word was left out."""
    weights = imap.lone_weight(line, column, code)
    if around.profile.medium not in ("source", "config", "prose") and imap.in_sentence(line, column):
        weights.append(("the brackets of a log", -9.0))
    weights.append(("the file", around.profile.imap))
    if around.info(index).imap:
        weights.append(("IMAP words on the line", 2.0))
    return weights


def _tagged(around: Lines, index: int, column: int) -> bool:
    """A command above has the tag before the column."""
    tag = around.text(index)[max(0, column - 20) : column - 1].rpartition(" ")[2]
    above = (around.text(other)[:LIMIT] for other in range(index - 1, max(-1, index - 1 - NEARBY * 2), -1))
    return imap.tags_command(above, tag)
