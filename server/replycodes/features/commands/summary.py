"""What a log holds, by outcome: fed with lines piece by piece, so that its caller may do other things in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from replycodes.catalog.model import Catalog
from replycodes.detect.occurrence import Occurrence, ReplyContext
from replycodes.explain.compose import explain
from replycodes.explain.escape import markdown as escape
from replycodes.explain.model import Explanation
from replycodes.explain.wording import protocol_name
from replycodes.features.commands import Answer

_SHOWN = 20  # different replies of one outcome

_CHAPTERS = (
    ("Permanent failures", ("permanent", "refused")),
    ("Temporary failures", ("temporary", "closing")),
    ("Undefined", ("undefined",)),
    ("Intermediate and preliminary replies", ("preliminary", "intermediate", "protected")),
    ("Successes", ("success",)),
    ("Details", ("informative",)),
)


@dataclass(frozen=True, slots=True)
class _Key:
    """One kind of reply: what stands together in a line counts once."""

    protocol: str
    reply: str | None = None
    enhanced: str | None = None
    status: str | None = None
    response_code: str | None = None

    @property
    def codes(self) -> str:
        parts = (self.reply, self.enhanced, self.status, self.response_code and f"[{self.response_code}]")
        return " ".join(part for part in parts if part)


@dataclass(slots=True)
class _Count:
    lines: int = 0
    first: int = 0
    last: int = 0


class Summary:
    """Counts of the replies of one text."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._counts: dict[_Key, _Count] = {}
        self._lines = 0

    def add(self, found: Iterable[tuple[int, tuple[Occurrence, ...]]], lines: int) -> None:
        """Take the codes of a further piece: line numbers from 0 up, counted over the whole text."""
        self._lines += lines
        for index, occurrences in found:
            for key in _keys(occurrences):
                count = self._counts.setdefault(key, _Count(first=index))
                count.lines += 1
                count.last = index

    def page(self, name: str) -> Answer:
        """The summary as a page, worst first; None when there was no code."""
        if not self._counts:
            return None
        told = {key: explain(_context(key), self._catalog) for key in self._counts}
        chapters = "\n\n".join(
            self._chapter(title, [key for key in told if told[key].outcome in outcomes], told)
            for title, outcomes in _CHAPTERS
        )
        return {
            "title": f"Summary of {name}",
            "markdown": f"{self._total(told)}\n\n{chapters.strip()}",
        }

    def _total(self, told: dict[_Key, Explanation]) -> str:
        total = sum(count.lines for count in self._counts.values())
        return (
            f"{total:,} {'reply' if total == 1 else 'replies'} of {len(told):,} "
            f"{'kind' if len(told) == 1 else 'kinds'} in {self._lines:,} lines."
        )

    def _chapter(self, title: str, keys: list[_Key], told: dict[_Key, Explanation]) -> str:
        if not keys:
            return ""
        keys.sort(key=lambda key: -self._counts[key].lines)
        rows = [self._row(key, told[key]) for key in keys[:_SHOWN]]
        if len(keys) > _SHOWN:
            rows.append(f"- and {len(keys) - _SHOWN:,} more kinds")
        return f"## {title}: {sum(self._counts[key].lines for key in keys):,}\n\n" + "\n".join(rows) + "\n\n"

    def _row(self, key: _Key, explanation: Explanation) -> str:
        count = self._counts[key]
        where = f"line {count.first + 1:,}"
        if count.last != count.first:
            where = f"lines {count.first + 1:,} to {count.last + 1:,}"
        said = explanation.meanings[0].text if explanation.meanings else explanation.headline
        times = "once" if count.lines == 1 else f"{count.lines:,} times"
        head = escape(f"{protocol_name(key.protocol)} {key.codes}")
        return f"- **{head}** {times}, {where}: {escape(said, 400)}"


def _keys(occurrences: tuple[Occurrence, ...]) -> Iterator[_Key]:
    """The replies of one line. An enhanced code that a log field repeats (``dsn=5.1.1``) belongs to its reply."""
    keys: dict[_Key, None] = {}
    for one, following in zip(occurrences, (*occurrences[1:], None), strict=True):
        if one.kind == "reply":
            pair = following if following and following.kind == "enhanced" else None
            keys[_Key(one.protocol, reply=one.code, enhanced=pair.code if pair else None)] = None
        elif one.kind == "status":
            reason = following if following and following.kind == "response-code" else None
            keys[_Key(one.protocol, status=one.code, response_code=reason.code if reason else None)] = None
    spoken = {key.enhanced for key in keys} | {key.response_code for key in keys}
    for one in occurrences:
        if one.code in spoken:
            continue
        if one.kind == "enhanced":
            keys[_Key(one.protocol, enhanced=one.code)] = None
        elif one.kind == "response-code":
            keys[_Key(one.protocol, response_code=one.code)] = None
    yield from keys


def _context(key: _Key) -> ReplyContext:
    return ReplyContext(
        protocols=(key.protocol,),
        reply=key.reply,
        enhanced=key.enhanced,
        status=key.status,
        response_code=key.response_code,
    )
