"""The reply that an occurrence belongs to: its codes, its text, its lines, the command it answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from replycodes.detect import answered
from replycodes.detect.given_up import given_up
from replycodes.detect.late import late
from replycodes.detect.long_lines import LONG
from replycodes.detect.occurrence import Occurrence, ReplyContext

if TYPE_CHECKING:
    from replycodes.detect.finder import Finder
    from replycodes.detect.profile import Profile

LIMIT = 2_000  # characters of text and of surroundings
_LINES = 24  # of one reply, in each direction
_BLOCK = 8  # lines of a delivery report's block, in each direction
_MARGIN = 200  # characters of indentation
_SESSION = 48  # lines above in which a session names its server

_JOINT = re.compile(r"[\s#,:;(\[_-]{1,4}")
_LINE_BREAK = late(r"(?:\\r)?\\n|<br ?/?>")
_NAMES_SERVER = late(r"\b220[ -]|\b[Cc]onnected to |[Rr]emote-MTA:|while talking to ")

_HEAD = ("- ", "{")  # a record begins
Cluster = list[Occurrence]


def reply_context(
    detector: Finder, lines: Sequence[str], index: int, occurrence: Occurrence, profile: Profile
) -> ReplyContext:
    """Tie the codes around an occurrence together."""
    clusters = list(_clusters(_codes(detector, lines, index, profile), lines[index]))
    own = next((cluster for cluster in clusters if occurrence in cluster), [occurrence])
    place, telling = index, own
    if lender := _lender(own, clusters):
        telling = lender
    elif found := _in_block(detector, lines, index, own, profile):
        place, telling = found
    numbers = _lines_of(detector, lines, place, telling, profile)
    codes = {member.kind: member.code for member in (*telling, *own)}
    around = _surroundings(lines, numbers, profile)[:LIMIT]
    return ReplyContext(
        protocols=occurrence.protocols,
        reply=codes.get("reply"),
        enhanced=codes.get("enhanced"),
        status=codes.get("status"),
        response_code=codes.get("response-code"),
        text=_text(detector, lines, numbers, place, telling, profile)[:LIMIT],
        command=answered.command(lines, numbers[0], profile.medium not in ("config", "source")),
        surroundings=around,
        given_up=given_up(around, lines, numbers[0], profile.medium),
        lines=numbers,
    )


def _codes(detector: Finder, lines: Sequence[str], number: int, profile: Profile) -> tuple[Occurrence, ...]:
    """The codes of a line near by. One of megabytes is no line of the same reply and would cost seconds."""
    return detector.line(lines, number, profile) if len(lines[number]) <= 2 * LONG else ()


def _clusters(occurrences: Iterable[Occurrence], line: str) -> Iterator[Cluster]:
    """Codes that stand side by side, ``550-5.1.1`` or ``NO [OVERQUOTA``, are one reply's."""
    cluster: Cluster = []
    for occurrence in occurrences:
        joint = line[cluster[-1].end : occurrence.start] if cluster else ""
        kinds = {member.kind for member in cluster}
        if cluster and (occurrence.kind in kinds or not _JOINT.fullmatch(joint)):
            yield cluster
            cluster = []
        cluster.append(occurrence)
    if cluster:
        yield cluster


def _lender(own: Cluster, clusters: Sequence[Cluster]) -> Cluster | None:
    """The other codes of the same line that say the rest of the same reply: ``dsn=5.1.1 ... said: 550 5.1.1``.

    Only when there is no doubt: all that could be meant agree, and their class is the same.
    """
    if len(own) != 1 or own[0].kind not in ("reply", "enhanced"):
        return None
    fitting = [other for other in clusters if other is not own and _completes(own[0], other)]
    said = {tuple((member.kind, member.code) for member in other) for other in fitting}
    wanted = "reply" if own[0].kind == "enhanced" else "enhanced"
    if len({code for other in said for kind, code in other if kind == wanted}) != 1:
        return None
    return max(fitting, key=len)


def _completes(one: Occurrence, other: Cluster) -> bool:
    codes = {member.kind: member.code for member in other}
    wanted = "reply" if one.kind == "enhanced" else "enhanced"
    if wanted not in codes or codes[wanted][0] != one.code[0]:
        return False
    return codes.get(one.kind, one.code) == one.code


def _in_block(
    detector: Finder, lines: Sequence[str], index: int, own: Cluster, profile: Profile
) -> tuple[int, Cluster] | None:
    """The same over the lines of a delivery report's block (``Status: 5.1.1``, ``Diagnostic-Code: 550 5.1.1``)
    or of a record in JSON or YAML (``"code": 550``, ``"enhanced-code": "5.1.1"``)."""
    if profile.medium == "message":
        block: Sequence[int] = _block(lines, index)
    elif profile.medium == "config":
        block = _record(lines, index)
    else:
        return None
    found = [
        (number, c)
        for number in block
        for c in _clusters(_codes(detector, lines, number, profile), lines[number])
    ]
    lender = _lender(own, [cluster for _, cluster in found])
    return next(((number, cluster) for number, cluster in found if cluster is lender), None)


def _block(lines: Sequence[str], index: int) -> range:
    """The lines up to the next empty one, in both directions."""
    first = last = index
    while first > max(0, index - _BLOCK) and lines[first - 1].strip():
        first -= 1
    while last < min(len(lines) - 1, index + _BLOCK) and lines[last + 1].strip():
        last += 1
    return range(first, last + 1)


def _record(lines: Sequence[str], index: int) -> list[int]:
    """The keys beside a key: lines indented like it, up to where the record begins and ends."""
    own = _indent(lines[index])

    def walk(step: int) -> Iterator[int]:
        number = index
        while 0 <= number + step < len(lines) and abs(number + step - index) <= _BLOCK:
            if step < 0 and lines[number].lstrip().startswith(_HEAD):
                return
            number += step
            indent = _indent(lines[number])
            if indent < own or (step > 0 and lines[number].lstrip().startswith(_HEAD)):
                return
            if indent == own:
                yield number

    return sorted((*walk(-1), index, *walk(1)))


def _indent(line: str) -> int:
    """Columns before the first key; the dash of a list item counts as indentation, an empty line ends all."""
    stripped = line.lstrip(" \t")
    dash = 2 if stripped.startswith("- ") else 0
    return len(line) - len(stripped) + dash if stripped.strip() else -1


def _lines_of(
    detector: Finder, lines: Sequence[str], index: int, cluster: Cluster, profile: Profile
) -> tuple[int, ...]:
    """The numbers of a reply's lines: ``550-`` joins a line to the next one with the same code at the same place."""
    head = cluster[0]
    if head.kind != "reply":
        return (index,)

    def open_(number: int) -> bool:
        line = lines[number]
        return any(
            line[other.end : other.end + 1] == "-"
            for other in _codes(detector, lines, number, profile)
            if other.kind == "reply" and other.code == head.code
        )

    begins = head.start <= _margin(lines[index])

    def in_line(number: int, start: int) -> bool:
        # The first line may stand behind words ("Remote host said: 550-..."), the others then begin with the code.
        return start == head.start or begins or start <= _margin(lines[number])

    def same(number: int) -> bool:
        return 0 <= number < len(lines) and any(
            other.kind == "reply" and other.code == head.code and in_line(number, other.start)
            for other in _codes(detector, lines, number, profile)
        )

    first = last = index
    while first > index - _LINES and same(first - 1) and open_(first - 1):
        first -= 1
    while last < index + _LINES and open_(last) and same(last + 1):
        last += 1
    if profile.medium == "message":
        while last < min(len(lines) - 1, index + _LINES) and lines[last + 1][:1] in (" ", "\t"):
            last += 1  # a folded header line
    return tuple(range(first, last + 1))


def _margin(line: str) -> int:
    """The column of a line's first word, looked for near its beginning only: a line may be megabytes long."""
    beginning = line[:_MARGIN]
    return len(beginning) - len(beginning.lstrip())


def _text(
    detector: Finder,
    lines: Sequence[str],
    numbers: tuple[int, ...],
    place: int,
    cluster: Cluster,
    profile: Profile,
) -> str:
    """The reply's words, without its codes, each of its lines on a line."""
    codes = {member.code for member in cluster}
    said: list[str] = []
    for number in numbers:
        line = lines[number].rstrip("\r\n")
        start = cluster[0].start if number == place else 0
        own = [o for o in _codes(detector, lines, number, profile) if o.code in codes and o.start >= start]
        at = own[0].end if own else 0
        for occurrence in own[1:]:
            said.append(line[at : occurrence.start])
            at = occurrence.end
        said.append(line[at:])
    parts = (part for piece in said for part in _LINE_BREAK.split(answered.TAIL.sub("", piece)))
    stripped = (part.strip(" \t-#:,").lstrip("_]} ") for part in parts)
    return "\n".join(part for part in stripped if any(map(str.isalnum, part)))


def _surroundings(lines: Sequence[str], numbers: tuple[int, ...], profile: Profile) -> str:
    """The reply's lines, and those of its session or report that name the server. In a log, lines near by are
    other connections' and prove nothing."""
    near = list(numbers)
    if profile.medium in ("message", "transcript"):
        first = numbers[0]
        above = [n for n in range(max(0, first - _SESSION), first) if _NAMES_SERVER.search(lines[n][:300])]
        near = [*above[-3:], *near]
    if profile.medium == "message":
        near = sorted({*near, *_block(lines, numbers[0])})
    return "\n".join(lines[number].rstrip("\r\n")[:LIMIT] for number in near)
