"""Suppression comments: which findings an author has answered, and which comments answer nothing.

``replycodes: ignore[rule, rule] -- reason`` behind a comment sign silences its own line, or the next line when the
comment stands alone; ``ignore-next-line`` always the next, ``ignore-file`` the whole file; ``off`` and ``on`` enclose
a region. Without ``[...]`` every rule is meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from replycodes.rules.model import Edit, Finding, Fix

UNUSED = "unused-suppression"
_NAME = "replycodes:"
_BLOCK = 2000  # lines

_DIRECTIVE = re.compile(
    r"(?P<sign>#|//|;|--|/\*|<!--|%|\*|'|\bdnl\b|\bREM\b|\{-|\(\*)[ \t]*replycodes:[ \t]*"
    r"(?P<verb>ignore-next-line|ignore-file|ignore|off|on)\b(?:\[(?P<rules>[^\[\]]{0,500})\])?",
    re.IGNORECASE,
)
_REST_OF_COMMENT = re.compile(r"\s*(?:--.*?)?\s*(?:\*/|-->|-\}|\*\))?\s*$")


@dataclass
class Directive:
    """One suppression comment and the lines (first, last; inclusive) that it covers."""

    line: int
    start: int
    end: int
    verb: str
    rules: tuple[str, ...]  # empty: all
    first: int
    last: int
    alone: bool
    used: bool = False

    def covers_line(self, line: int) -> bool:
        """Whether it speaks about a line."""
        return self.first <= line <= self.last

    def covers(self, line: int, rule: str) -> bool:
        """Whether it answers a finding of this rule in this line."""
        return self.covers_line(line) and (not self.rules or rule in self.rules)


def directives(lines: Sequence[str]) -> list[Directive]:
    """The suppression comments of a text, regions closed."""
    found: list[Directive] = []
    for index, text in _naming(lines):
        for match in _DIRECTIVE.finditer(text):
            directive = _directive(match, text, index, len(lines))
            if directive.verb == "on":
                _close_region(found, directive)
            else:
                found.append(directive)
    return found


def _naming(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that name us, looked for in many lines at once."""
    for first in range(0, len(lines), _BLOCK):
        block = lines[first : first + _BLOCK]
        if _NAME in "".join(block):
            yield from ((index, text) for index, text in enumerate(block, first) if _NAME in text)


def _directive(match: re.Match[str], text: str, index: int, count: int) -> Directive:
    rules = tuple(name.strip() for name in (match["rules"] or "").split(",") if name.strip())
    verb = match["verb"].lower()
    alone = not text[: match.start()].strip()
    first = last = index
    if verb in ("ignore-file", "off"):
        first, last = (0 if verb == "ignore-file" else index), count
    elif verb == "ignore-next-line" or (verb == "ignore" and alone):
        first = last = index + 1
    start = match.start("verb")
    return Directive(index, start, match.end(), verb, rules, first, last, alone)


def _close_region(found: list[Directive], end: Directive) -> None:
    for directive in reversed(found):
        if directive.verb == "off" and directive.rules == end.rules and directive.last > end.line:
            directive.last = end.line
            return


def answered(
    lines: Sequence[str],
    findings: Iterable[tuple[int, Finding]],
    known: Collection[str],
    active: Collection[str],
) -> Iterator[tuple[int, Finding]]:
    """The findings that no comment answers, then one for each comment that answers nothing.

    ``known``: all rules; ``active``: those that speak in this document. A comment about a rule that is silent
    here is not unused: it may speak elsewhere or tomorrow.
    """
    comments = directives(lines)
    if not comments:
        yield from findings
        return
    found = list(findings)
    for line, finding in found:
        covering = [comment for comment in comments if comment.covers(line, finding.rule)]
        for comment in covering:
            comment.used = True
        if not covering:
            yield line, finding
    if UNUSED in active:
        for comment in comments:
            meant = {finding.rule for line, finding in found if comment.covers_line(line)}
            yield from _unused(comment, lines[comment.line], known, active, meant)


def _unused(
    comment: Directive, text: str, known: Collection[str], active: Collection[str], meant: Collection[str]
) -> Iterator[tuple[int, Finding]]:
    misspelt = [rule for rule in comment.rules if rule not in known]
    for rule in misspelt:
        close = get_close_matches(rule, known, 1)
        start = text.index(rule, comment.start)
        advice = f' Did you mean "{close[0]}"?' if close else ""
        fix = (
            [Fix(f"Write {close[0]}", (Edit(0, start, start + len(rule), close[0]),), safe=True)]
            if close and close[0] in meant
            else _removal(comment, text)
            if len(comment.rules) == 1
            else ()
        )
        yield (
            comment.line,
            Finding(
                UNUSED, start, start + len(rule), rule, f'There is no rule "{rule}".{advice}', tuple(fix)
            ),
        )
    silent = comment.rules and not any(rule in active for rule in comment.rules)
    if comment.used or misspelt or silent:
        return
    what = f"of {', '.join(comment.rules)} " if comment.rules else ""
    yield (
        comment.line,
        Finding(
            UNUSED,
            comment.start,
            comment.end,
            comment.verb,
            f"This comment suppresses nothing: no finding {what}is left in the lines it covers. Remove it.",
            _removal(comment, text),
        ),
    )


def _removal(comment: Directive, text: str) -> tuple[Fix, ...]:
    """Take the comment out, where it holds nothing else."""
    sign = text.rindex("replycodes:", 0, comment.start)
    rest = _REST_OF_COMMENT.match(text, comment.end)
    if rest is None or comment.verb == "off":
        return ()
    opening = re.search(
        r"\s*(?:#|//|;|--|/\*|<!--|%|\*|'|\bdnl\b|\bREM\b|\{-|\(\*)[ \t]*$", text[:sign], re.IGNORECASE
    )
    if opening is None:
        return ()
    return (Fix("Remove the comment", (Edit(0, opening.start(), len(text.rstrip("\r\n")), ""),), safe=True),)
