"""What kind of file this is, from its name, its language id and a bounded sample of its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from replycodes.detect.codes import Codes
from replycodes.detect.formats import Formats, Table, find_table
from replycodes.detect.late import late
from replycodes.detect.lineinfo import LIMIT
from replycodes.detect.medium import given_or_guessed, is_typed, overridden
from replycodes.detect.mentions import mentions, shows_imap
from replycodes.detect.occurrence import Medium
from replycodes.detect.site import ENHANCED
from replycodes.detect.typed_file import Typed, dotted_set, read_typed
from replycodes.detect.votes import groups, vote

SAMPLE_LINES = 480
SAMPLE_CHARACTERS = 60_000

_HEAD_NUMBER = late(r"[ \t]*(\d{1,5})(?:([ -])\S)?")
_SECTION = re.compile(r"\s{0,12}(?:#{1,3} )?(\d{1,2}\.\d{1,2}(?:\.\d{1,2}){0,3})(?:\.? {1,8}[A-Z]\w|:?$)")


@dataclass(frozen=True)
class Profile:
    """A prior for every line of a file, never a lock. ``votes`` maps the shape of a place to its weight."""

    name: str = ""
    language_id: str = ""
    medium: Medium = "log"
    protocols: tuple[str, ...] = ()  # ranked by how much of the sample speaks for them
    prior: float = 0.0  # weight for replies
    http: float = 0.0  # weight of HTTP, 0 or negative
    other: float = 0.0  # weight of another protocol whose replies are numbers, 0 or negative
    other_commands: bool = False  # some line is a client's of another such protocol
    imap: float = 0.0
    imap_alone: bool = False  # hardly a line speaks of mail or FTP beside IMAP
    format: str = ""  # the name of the declared format whose columns were found
    columns: Table | None = None  # where the codes stand, if a header names the columns
    votes: tuple[tuple[str, float], ...] = ()
    web_codes: float = 0.0  # weight for codes that HTTP has too, when the other codes of the file are HTTP's
    plain: bool = False  # its words speak of mail or FTP so plainly that its codes cannot make it HTTP's
    dotted: float = (
        0.0  # weight for enhanced codes that stand without a reply: the file's triples are registered ones
    )
    headings: float = 0.0  # weight for enhanced codes at the head of a line, where sections are numbered so
    forced: str = ""  # the protocol that the user set
    table: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)


def sample(lines: Sequence[str], dense: bool) -> list[str]:
    """A bounded sample: the head, and for logs pieces from the whole length."""
    chosen: list[str] = []
    size = 0
    for first, last in _sampled(len(lines), dense):
        for line in lines[first : min(last, len(lines))]:
            line = line[:LIMIT].rstrip("\r\n")
            chosen.append(line)
            size += len(line)
            if size > SAMPLE_CHARACTERS:
                return chosen
    return chosen


def _sampled(count: int, dense: bool) -> list[tuple[int, int]]:
    """The pieces of a sample, before it is cut at its full size."""
    if dense or count <= SAMPLE_LINES:
        return [(0, min(count, 3000 if dense else SAMPLE_LINES))]
    step = max(40, (count - 160) // 8)
    return [(0, 160), *((160 + k * step, 160 + k * step + 40) for k in range(8))]


def may_speak_imap(name: str, language_id: str, lines: Sequence[str], said: str = "") -> bool:
    """Whether a file's profile may give weight to IMAP: some sign of it stands in its sample or in the name."""
    medium = given_or_guessed(name, language_id, lines, said)
    return shows_imap("\n".join(sample(lines, is_typed(medium))), name)


def build(
    name: str,
    language_id: str,
    lines: Sequence[str],
    codes: Codes,
    formats: Formats,
    protocol: str = "",
    said: str = "",
) -> Profile:
    """The profile of a file. ``protocol`` and ``said`` (a medium) are what the user set, a comment in the file wins."""
    medium = given_or_guessed(name, language_id, lines, said)
    chosen = sample(lines, is_typed(medium))
    medium, forced = overridden(chosen, medium, protocol)
    profile = _weigh(name, language_id, medium, forced, chosen, codes)
    table = find_table(chosen, formats)
    return replace(profile, columns=table, format=table.name) if table else profile


def _weigh(
    name: str, language_id: str, medium: Medium, forced: str, chosen: list[str], codes: Codes
) -> Profile:
    said = mentions(chosen, medium, name)
    places = groups(chosen)
    votes = vote(places, codes)
    if is_typed(medium):
        typed = read_typed(chosen, said, places, votes, codes, medium == "prose")
    else:  # several blanks behind a number: there it is a table of counts
        votes = {shape: weight for shape, weight in votes.items() if weight < 0 or shape[-3:] != "|  "}
        prior = _read_prior(said.share, said.smtp + said.ftp, said.pairs, said.lines)
        if prior < 0 and _all_replies(chosen, codes):
            prior = 0.5
        sections = medium == "transcript" and not said.pairs and 10 * said.smtp < said.lines
        dotted = min(0.0, dotted_set("\n".join(chosen), codes)) if sections else 0.0
        typed = Typed(prior, 0.0, 0.0, False, dotted, said.smtp, said.ftp)
    most = max(typed.smtp, typed.ftp)
    veto = -3.0 if said.http > max(most, 1) else -1.0 if said.http * 2 > most else 0.0
    return Profile(
        name=name,
        language_id=language_id,
        medium=medium,
        protocols=_ranked({"smtp": typed.smtp + said.pairs, "ftp": typed.ftp, "imap": said.imap}, forced),
        prior=max(typed.prior, 2.0) if forced else typed.prior,
        http=min(0.0, (0.0 if forced else veto) + min(0.0, typed.codes)),
        other=0.0 if forced or said.pairs or said.other <= max(most, 1) else -4.0,
        other_commands=said.other_commands and not forced,
        imap=min(2.0, (said.imap + said.imap_names) / said.lines * 20),
        imap_alone=said.imap > 4 * said.spoken,
        votes=tuple(sorted(votes.items())),
        web_codes=typed.shared,
        plain=typed.plain,
        dotted=typed.dotted,
        headings=-8.0 if _numbered(chosen) else 0.0,
        forced=forced,
        table=votes,
    )


def _ranked(counts: Mapping[str, int], forced: str) -> tuple[str, ...]:
    """The protocols that are spoken of, most often first; before all the one that the user set."""
    spoken = sorted((p for p in counts if counts[p]), key=lambda p: -counts[p])
    return (forced, *(p for p in spoken if p != forced)) if forced else tuple(spoken)


def _read_prior(share: float, words: int, pairs: int, lines: int) -> float:
    """Logs, transcripts, messages."""
    if share > 0.1 or pairs > 2:
        return 1.5
    if 0 < words <= lines // 100 and not pairs:
        return -0.5  # MX is a country, too
    return 1.0 if words else -2.0


def _all_replies(chosen: list[str], codes: Codes) -> bool:
    """Every line that begins with a number begins with a known code and its text: a bare session."""
    heads = [found for line in chosen if (found := _HEAD_NUMBER.match(line))]
    return bool(heads) and all(found.group(1) in codes.known and found.group(2) for found in heads)


def _numbered(chosen: list[str]) -> bool:
    """Sections of the text are numbered: some of the numbers cannot be enhanced codes."""
    found = (_SECTION.match(line) for line in chosen)
    return sum(section is not None and ENHANCED.fullmatch(section.group(1)) is None for section in found) > 3
