"""A reply that its command may not get: `DATA` answered with 250, `RCPT TO` with 354.

The standards list, for each command, which replies may follow (RFC 5321 section 4.3.2, RFC 959 section 5.4). A client
that gets another one takes it for a protocol error or, worse, goes on as if the command had done something else.

What to do: answer with one of the listed replies. Refusals (4yz, 5yz) are never reported here: any command may fail.

Examples:

    === mock.yaml: DATA wants 354 before the message
    smtp:
      - {command: "RCPT TO", code: 250}
      - {command: "DATA", code: 250}
                                ^^^ 250 unexpected-reply warning

Sources: RFC 5321 section 4.3.2, RFC 959 section 5.4
"""

from __future__ import annotations

from collections.abc import Iterator

from replycodes.catalog import lookup
from replycodes.catalog.model import Catalog
from replycodes.rules.model import Finding, Line, finding, replace_code, severities
from replycodes.rules.pairing import command_answered, mention
from replycodes.rules.standing import joined

ID = "unexpected-reply"
SEVERITY = {**severities("warning", "off"), "transcript": "warning"}

_POSITIVE = "PSI"
_DONE = frozenset({"200", "202", "211", "214", "221", "225", "226", "250", "251", "252", "253"})


def check(line: Line) -> Iterator[Finding]:
    """Positive replies to a command that the tables do not give it."""
    for occurrence in line.occurrences:
        if occurrence.kind != "reply" or occurrence.code[0] in "45":
            continue
        entry = lookup.reply(line.catalog, occurrence.protocol, occurrence.code)
        if entry is None or entry.status != "standard" or not entry.commands:
            continue
        answered = command_answered(line, occurrence)
        if answered is None:
            continue
        command = answered.command
        allowed = expected(line.catalog, occurrence.protocol, command)
        if command == "DATA" and (answered.by != "session" or occurrence.code not in allowed):
            allowed = [code for code in allowed if code[0] == "3"]  # 250 answers the message, not the command
        if not allowed or occurrence.code in allowed:
            continue
        if answered.by != "key" and _as_good(occurrence.code, allowed):
            continue
        if not _listed(line.catalog, occurrence.protocol, command):
            continue  # a command that no table knows may get anything
        usual = expected(line.catalog, occurrence.protocol, command, "")
        allowed = [code for code in allowed if code in usual] or allowed
        place = mention(line, command)
        yield finding(
            ID,
            occurrence,
            f"{command} may not be answered with {occurrence.code}; it gets {joined(allowed)} or a refusal.",
            [
                replace_code(occurrence, code, line.catalog.replies[occurrence.protocol][code].text)
                for code in allowed
            ],
            [place] if place else (),
        )


def _as_good(code: str, allowed: list[str]) -> bool:
    """Whether a reply only says "done" in another word: no client goes wrong. A code that carries something (227, 257) or
    begins something (220, 235) has no substitute."""
    alike = [other for other in allowed if other[0] == code[0]]
    return bool(alike) and all(other in _DONE for other in alike)


def _listed(catalog: Catalog, protocol: str, command: str) -> bool:
    return any(
        command in commands
        for reply in catalog.replies.get(protocol, {}).values()
        for commands in reply.commands.values()
    )


def expected(catalog: Catalog, protocol: str, command: str, general: str = "ANY") -> list[str]:
    """The positive replies that the standards list for a command (and for ``general``), in order of their numbers."""
    wanted = {command, general}
    return sorted(
        reply.code
        for reply in catalog.replies.get(protocol, {}).values()
        if reply.status != "observed"
        for role in _POSITIVE
        if wanted.intersection(reply.commands.get(role, ()))
    )
