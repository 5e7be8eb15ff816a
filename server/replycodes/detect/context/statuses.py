"""The evidence for an IMAP status word, and for a response code that stands alone, in its context."""

from __future__ import annotations

from replycodes.detect import imap
from replycodes.detect.context.lines import Lines
from replycodes.detect.evidence import Weights
from replycodes.detect.lineinfo import LIMIT
from replycodes.detect.protocol import NEARBY


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


def lone_weights(around: Lines, index: int, line: str, column: int, code: str) -> Weights:
    """The evidence for a response code whose status word was left out."""
    weights = imap.lone_weight(line, column, code)
    weights.append(("the file", around.profile.imap))
    if around.info(index).imap:
        weights.append(("IMAP words on the line", 2.0))
    return weights


def _tagged(around: Lines, index: int, column: int) -> bool:
    """A command above has the tag before the column."""
    tag = around.text(index)[max(0, column - 20) : column - 1].rpartition(" ")[2]
    above = (around.text(other)[:LIMIT] for other in range(index - 1, max(-1, index - 1 - NEARBY * 2), -1))
    return imap.tags_command(above, tag)
