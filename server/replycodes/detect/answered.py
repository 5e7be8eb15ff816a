"""Which command a reply answers: said in its own line, or typed by the client just before."""

from __future__ import annotations

from collections.abc import Sequence

from replycodes.detect.late import late
from replycodes.detect.lineinfo import read_line
from replycodes.detect.session import head_code

TAIL = late(r"(?<!\s)\s*\(in reply to (?:end of )?(?P<command>[A-Z]{3,8})\b[^)]{0,40}\)")
"""What Postfix puts behind the other side's words."""

_SAID = (
    TAIL,
    late(r"\breject(?:_warning)?: (?P<command>[A-Z]{4,8}) from "),  # Postfix smtpd
    late(r"\brejected (?:after |temporarily after )?(?P<command>[A-Z]{4,8})\b"),  # Exim
    late(
        r"\bafter (?:end of |sending |pipelined )?(?P<command>MAIL|RCPT|DATA|EHLO|HELO|AUTH|STARTTLS|data)\b"
    ),
    late(r"""\bcommand["']?\s*[:=]\s*["'](?P<command>[A-Z]{4,8})\b"""),  # events of sending services
    late(r"\bruleset=check_(?P<command>rcpt|mail|relay|data)\b"),  # Sendmail
)
_ALIASES = {"RELAY": "CONNECT"}
_ABOVE = 16  # lines of a session that are read for the command


def command(lines: Sequence[str], first: int, session: bool) -> str | None:
    """The command that the reply beginning in line ``first`` answers, as far as it shows; in a ``session``
    the lines above show it too, in configuration and source they are other cases."""
    line = lines[first][:4000]
    for pattern in _SAID:
        if found := pattern.search(line):
            said = found["command"].upper()
            return _ALIASES.get(said, said)
    return _typed_before(lines, first) if session else None


def _typed_before(lines: Sequence[str], first: int) -> str | None:
    """The nearest line above in the same session, if it is a command and no other reply."""
    own = head_code(lines[first])
    stream = read_line(lines[first].rstrip("\r\n")).stream
    for index in range(first - 1, max(-1, first - 1 - _ABOVE), -1):
        line = lines[index].rstrip("\r\n")
        info = read_line(line)
        if info.command and info.stream == stream:
            return info.command
        if own and head_code(line):
            return None  # the reply to something else
    return None
