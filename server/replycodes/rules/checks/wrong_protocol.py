"""A code that only another protocol defines: `226` in an SMTP mock, `252` in an FTP server.

SMTP and FTP share their theory of reply codes but not the codes. A client of the one does not know a code of the
other.

What to do: use the code of this protocol that says the same.

Examples:

    === smtp-mock.yaml: FTP's "transfer complete" in an SMTP mock
    smtp:
      greeting: "220 mx.example.org ESMTP"
      mail_from: "250 2.1.0 sender ok"
      rcpt_to: "550 5.1.1 no such user"
      data: "354 go ahead"
      end_of_data: {code: 226, text: "message accepted"}
                          ^^^ 226 wrong-protocol warning

Sources: RFC 5321 section 4.2.3, RFC 959 section 4.2.2
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog import lookup
from replycodes.rules.model import Finding, Line, finding, replace_code, severities
from replycodes.rules.nearest import nearest_replies
from replycodes.rules.standing import RIVALS, joined, said_with

ID = "wrong-protocol"
SEVERITY = severities("warning", "off")


def check(line: Line) -> Iterator[Finding]:
    """Reply codes that the file's own protocol lacks and another one has."""
    protocols = [p for p in line.document.protocols if p in RIVALS]
    if not protocols or len(protocols) > 1:
        return  # a file about both says nothing about either
    own = protocols[0]
    for occurrence in line.occurrences:
        if occurrence.kind != "reply" or lookup.reply(line.catalog, own, occurrence.code):
            continue
        others = [
            p
            for p in RIVALS
            if p != own and lookup.is_defined(lookup.reply(line.catalog, p, occurrence.code))
        ]
        if not others:
            continue
        nearest = nearest_replies(
            line.catalog, own, occurrence.code, said_with(line, occurrence), beside=line.beside(occurrence)
        )
        instead = f" Use {joined(nearest)}." if nearest else ""
        yield finding(
            ID,
            occurrence,
            f"{occurrence.code} is an {others[0].upper()} reply code; {own.upper()} does not define it.{instead}",
            [replace_code(occurrence, code, line.catalog.replies[own][code].text) for code in nearest],
        )
