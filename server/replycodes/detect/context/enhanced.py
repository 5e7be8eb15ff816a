"""The evidence for an enhanced code in its context."""

from __future__ import annotations

import re

from replycodes.detect import cut_lines
from replycodes.detect.context.lines import Lines, of_server
from replycodes.detect.evidence import Weights
from replycodes.detect.late import late

_OF_CODES = late(r"(?:enhanced|status|codes?|dsn)(?![a-z]*version)", re.IGNORECASE)
_OTHER_VERSIONS = late(r"(?<![\d.])(?:[0136-9]|\d{2})\.\d{1,3}\.\d{1,3}(?![\d.])")


def enhanced_weights(around: Lines, index: int, line: str, column: int, code: str) -> Weights:
    """The evidence for an enhanced code, by name."""
    line = around.plain(line)
    site, local, _ = around.windows.read("enhanced", line, column, code)
    info, profile = around.info(index), around.profile
    typed = profile.medium in ("source", "config", "prose")
    weights: Weights = [("the text beside it", local)]
    weights.append(("the file", max(-3.0, min(1.5, profile.prior)) + 0.5 * profile.http))
    if info.smtp and not typed:
        weights.append(("mail words on the line", min(info.smtp, 2) * 0.7))
    if len(_OTHER_VERSIONS.findall(line[max(0, column - 64) : column + 64])) > 1 and not site.reply_left:
        weights.append(("versions beside it", -4.0))
    if info.client and not around.ask(of_server):
        weights.append(("the client's line", -8.0))
    if typed and site.left.base in ("start", "hash") and site.before.strip() == "#" and site.whole_left:
        weights.append(("a remark, not qmail's mark", -7.0))
    if typed and site.left.last in ("like", "as") and _OF_CODES.search(site.before):
        weights.append(("an example of a code", 4.5))
    if profile.imap_alone and not site.reply_left and not info.smtp:
        weights.append(("the part of a message in IMAP", -3.0))
    if profile.dotted:
        weights.append(("codes of the file", profile.dotted))
    if profile.headings and site.left.base == "start" and site.after[:1] in ("", " ", ":"):
        weights.append(("sections are numbered like it", profile.headings))
    if index and site.left.base == "start" and not site.left.opened:
        weights.append(around.ask(_above, code))
    return weights


def _above(around: Lines, index: int, code: str) -> tuple[str, float]:
    return cut_lines.above(around.text(index - 1)[-24:], code)
