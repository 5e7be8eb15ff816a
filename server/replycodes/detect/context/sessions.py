"""Evidence that a session gives to a line that begins with a code."""

from __future__ import annotations

from replycodes.detect.context.lines import Lines
from replycodes.detect.evidence import Weights
from replycodes.detect.evidence.follows import reply_follows
from replycodes.detect.site import Site


def inside(head: str) -> bool:
    """Text stands before, and touches the code: what a session says then speaks for the code alone."""
    return bool(head.strip()) and head[-1:] != " "


def _open_reply(around: Lines, index: int, column: int) -> bool:
    return around.session.open_reply(index, column)


def _inside_reply(around: Lines, index: int, code: str) -> bool:
    return around.session.inside_reply(index, code)


def _in_body(around: Lines, index: int) -> bool:
    return around.session.in_body(index)


def _company(around: Lines, index: int) -> int:
    return around.session.company(index)


def of_other(around: Lines, index: int) -> bool:
    """The line answers a command of another protocol whose replies are numbers."""
    return around.session.of_other(index)


def session(around: Lines, line: str, column: int, site: Site) -> Weights:
    """A line that begins with a code, in the middle of a session."""
    head = line[:column]
    if head[-1:] == " " and around.ask(_open_reply, column):
        return [("a line inside a multi-line FTP reply", -8.0)]
    if not head and around.ask(_inside_reply, line[:3]):
        return [("a line inside a multi-line FTP reply", -8.0)]
    if not head.strip() and around.ask(_in_body):
        return [("the body of a message", -7.0)]
    similar = around.ask(_company)
    weights = [("a session around", 1.0 + min(similar, 3) * 0.7)] if similar else []
    if similar > 1 and site.code not in around.codes.known and site.code[0] in "2345" and reply_follows(site):
        weights.append(("a reply of the session, whatever its number", 4.0))
    return weights
