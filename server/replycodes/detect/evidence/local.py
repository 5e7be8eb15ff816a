"""All evidence that a window alone can give, in the order in which it is asked."""

from __future__ import annotations

from replycodes.detect.codes import Codes
from replycodes.detect.evidence import (
    Evidence,
    enhanced,
    left,
    named,
    right,
    shape,
    touching,
    unspaced,
    word_before,
)
from replycodes.detect.site import Site

REPLY = (
    Evidence("digits part of something else (left)", touching.glue),
    Evidence("digits part of something else (right)", right.glue),
    Evidence("measure", right.unit),
    Evidence("key", named.key),
    Evidence("word before", word_before.word),
    Evidence("an error or a code named in an unspaced script", unspaced.told),
    Evidence("number before", touching.number_before),
    Evidence("enhanced code follows", right.enhanced_code),
    Evidence("text follows", right.text),
    Evidence("reply words", right.phrase),
    Evidence("command named after it", right.command),
    Evidence("an extension of the server", right.capability),
    Evidence("HTTP's text", right.reason),
    Evidence("arithmetic", right.arithmetic),
    Evidence("an address", right.street),
    Evidence("one count among others", right.counts),
    Evidence("closing mark follows", right.closing),
    Evidence("direction mark", left.mark),
    Evidence("comparison", left.relation),
    Evidence("code and text as arguments", left.argument),
    Evidence("a string that is sent", left.sending),
    Evidence("introducer", left.introducer),
    Evidence("command answered in the field before", word_before.command_field),
    Evidence("quote or bracket", left.opened),
    Evidence("start of line", left.line_start),
    Evidence("literal line break before", left.escape),
    Evidence("known code", shape.known),
    Evidence("round number", shape.round_number),
    Evidence("other codes in its list", shape.listed),
)
ENHANCED = (
    Evidence("part of a version (glue)", enhanced.glue),
    Evidence("part of a version (words)", enhanced.version),
    Evidence("introducer", enhanced.introducer),
    Evidence("reply code before", enhanced.reply),
    Evidence("position", enhanced.position),
    Evidence("key", enhanced.key),
    Evidence("registered", enhanced.known),
    Evidence("text follows", enhanced.text),
)


REFUSED = -9.0  # the vetoes stand first; at this sum nothing else is asked


def weigh(site: Site, codes: Codes) -> float:
    """The sum of the local evidence."""
    total = 0.0
    for evidence in REPLY if site.kind == "reply" else ENHANCED:
        total += evidence.weigh(site, codes)
        if total <= REFUSED and not site.enhanced_right:
            return total
    return total
