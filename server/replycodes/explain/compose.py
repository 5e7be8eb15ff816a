"""Compose what is known about a reply into one short explanation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from replycodes.catalog import lookup
from replycodes.catalog.model import Catalog, Entry
from replycodes.detect.occurrence import Kind, Occurrence, ReplyContext
from replycodes.explain import (
    commands,
    digits,
    given_up,
    outcome,
    pieces,
    sources,
    standing,
    suggested,
    vendors,
)
from replycodes.explain.headline import headline
from replycodes.explain.model import Explanation, Meaning, Related, SourceLink, Step
from replycodes.explain.phrases import fold, stands
from replycodes.explain.pieces import Piece
from replycodes.explain.wording import protocol_name

_FIELD_OF_KIND = {
    "reply": "reply",
    "enhanced": "enhanced",
    "status": "status",
    "response-code": "response_code",
}


def explain(
    subject: Occurrence | ReplyContext, catalog: Catalog, context: ReplyContext | None = None
) -> Explanation:
    """Explain one occurrence (in its reply, if given), or a whole reply."""
    if isinstance(subject, Occurrence):
        kind, context = subject.kind, _with_occurrence(subject, context)
    else:
        kind, context = _main_kind(subject), subject
    first, *others = _protocols(kind, context, catalog)
    explanation = _explain_as(kind, context, first, catalog)
    if not others:
        return explanation
    return replace(
        explanation,
        doubt=_undecided(explanation.code, first, others[0]),
        other=_explain_as(kind, context, others[0], catalog),
    )


def _with_occurrence(occurrence: Occurrence, context: ReplyContext | None) -> ReplyContext:
    """The reply around an occurrence; the occurrence itself is right about its own code."""
    context = context or ReplyContext(protocols=occurrence.protocols)
    own = {_FIELD_OF_KIND[occurrence.kind]: occurrence.code}
    return replace(context, protocols=occurrence.protocols, **own)  # type: ignore[arg-type]


def _main_kind(context: ReplyContext) -> Kind:
    """What a reply is chiefly about."""
    if context.reply:
        return "reply"
    if context.enhanced:
        return "enhanced"
    if context.response_code and not context.status:
        return "response-code"
    if context.status:
        return "status"
    raise ValueError("a reply without any code cannot be explained")


def _protocols(kind: Kind, context: ReplyContext, catalog: Catalog) -> tuple[str, ...]:
    """The protocols worth explaining, at most two: those that define the code, if any does."""
    if kind == "enhanced" or (kind == "reply" and context.enhanced):
        return ("smtp",)
    protocols = context.protocols or ("smtp",)
    tables: Mapping[str, Mapping[str, Mapping[str, Entry]]] = {
        "reply": catalog.replies,
        "status": catalog.statuses,
        "response-code": catalog.response_codes,
    }
    code = getattr(context, _FIELD_OF_KIND[kind])
    defining = [protocol for protocol in protocols if code in tables[kind].get(protocol, {})][:2]
    if len(defining) > 1:
        # Words that only one server writes decide between SMTP and FTP, which share numbers.
        proven = vendors.match(replace(context, protocols=tuple(defining)), catalog)
        if proven is not None:
            return (proven.vendor.speaks,)
        if "smtp" in defining and suggested.about_mail(context, catalog):
            return ("smtp",)
    # Perhaps the reply's words at least rank them: "530 Login incorrect" is more likely FTP's.
    # A code that only one of them defines by its specification is that one's in the first place.
    known = {protocol: tables[kind][protocol][code] for protocol in defining}
    defining.sort(key=lambda p: (not _speaks(known[p], context.text), not lookup.is_defined(known[p])))
    return tuple(defining or protocols[:1])


def _speaks(entry: Entry, text: str) -> bool:
    """Whether a reply uses words that the entry is known by."""
    folded = fold(text)
    return any(stands(fold(words), folded) for words in (entry.text, *entry.keywords) if " " in words)


def _undecided(code: str, first: str, second: str) -> str:
    return (
        f"Nothing here decides between {protocol_name(first)} and {protocol_name(second)}; "
        f"{code} is explained for both, the likelier first."
    )


def _explain_as(kind: Kind, context: ReplyContext, protocol: str, catalog: Catalog) -> Explanation:
    known = pieces.of_context(context, protocol, catalog)
    asked = next(piece for piece in known if piece.origin == kind)
    said_by = vendors.match(replace(context, protocols=(protocol,)), catalog)
    if said_by:
        parts = (*known, pieces.of_vendor(said_by, context, asked))
    elif protocol == "smtp" and (code := suggested.enhanced(context, catalog)):
        parts = (*known, replace(pieces.of_enhanced(code, catalog), origin="words"))
    else:
        parts = known
    strongest = max(parts, key=lambda piece: piece.weight)
    final = given_up.applies(asked, context)
    steps = _steps(parts, asked)
    return Explanation(
        code=asked.code,
        kind=kind,
        protocol=protocol,
        headline=headline(asked, parts, final),
        outcome=asked.outcome,
        meanings=_meanings(asked, parts, strongest, context.command),
        notes=_notes(asked, parts),
        steps=given_up.steps(steps) if final else steps,
        retry=given_up.RETRY if final else _retry(parts, asked),
        standing=standing.of(asked, catalog, said_by.vendor.name if said_by else ""),
        also_used=asked.entry.also_used if asked.entry else (),
        digits=_digits(asked, catalog),
        related=_related(asked, parts),
        sources=_sources(asked, parts, said_by, catalog),
    )


def _sources(
    asked: Piece, parts: Sequence[Piece], said_by: vendors.VendorMatch | None, catalog: Catalog
) -> tuple[SourceLink, ...]:
    links = sources.links((asked.sources, *(p.sources for p in reversed(parts) if p is not asked)), catalog)
    if said_by and said_by.meaning.link and all(link.url != said_by.meaning.link for link in links):
        help_page = SourceLink(name=f"Help page of {said_by.vendor.name}", url=said_by.meaning.link)
        return (links[0], help_page, *links[1:]) if links else (help_page,)
    return links


def _meanings(
    asked: Piece, parts: Sequence[Piece], strongest: Piece, command: str | None
) -> tuple[Meaning, ...]:
    """The most specific first; what the asked code alone says stays in the structure, unmarked as weaker."""
    ordered = sorted(parts, key=lambda piece: -piece.weight)
    meanings = [
        Meaning(
            origin=piece.origin,
            code=piece.code,
            name=piece.name,
            text=piece.summary,
            specific=piece is strongest or (piece is asked and strongest.weight < 3),
        )
        for piece in ordered
        if piece.summary
    ]
    if command and outcome.failure(asked.outcome):
        sentence = commands.refused(command, asked.protocol)
        if sentence:
            meanings.append(Meaning(origin="command", code=command, name="", text=sentence))
    return tuple(meanings)


def _notes(asked: Piece, parts: Sequence[Piece]) -> tuple[str, ...]:
    notes = []
    basic = next((piece for piece in parts if piece.origin == "reply"), None)
    enhanced = next((piece for piece in parts if piece.origin == "enhanced"), None)
    if basic and enhanced and basic.code[0] != enhanced.code[0]:
        notes.append(
            f"{basic.code} and {enhanced.code} contradict each other: the first digits must agree. "
            f"Mail servers go by {basic.code}."
        )
    vendor = next((piece for piece in parts if piece.origin == "vendor"), None)
    if vendor and vendor.differs_from_registry and enhanced and enhanced.name:
        notes.append(f"The registry means something else by {enhanced.code}: “{enhanced.name}”.")
    if enhanced and enhanced is not asked and enhanced.entry is None and vendor is None:
        notes.append(f"{enhanced.code} is in no registry and no known server's list; go by {asked.code}.")
    return tuple(notes)


def _steps(parts: Sequence[Piece], asked: Piece) -> tuple[Step, ...]:
    """The advice of the most specific piece that has some."""
    advising = sorted((piece for piece in parts if piece.advice), key=lambda piece: -piece.weight)
    if advising:
        return tuple(Step(role=role, text=text) for role, text in advising[0].advice.items())
    first = _default_step(asked)
    return (first,) if asked.entry else (first, Step(role="developer", text=_ADVICE_ON_INVENTED))


_ADVICE_ON_INVENTED = (
    "Use a standard code with an enhanced code instead of one of your own; "
    "a code that your servers do use can be described in .replycodes.yaml."
)


def _default_step(asked: Piece) -> Step:
    if not outcome.failure(asked.outcome):
        return Step(role="nobody", text="Nothing to do.")
    if asked.outcome == "temporary" and asked.protocol == "smtp":
        return Step(role="nobody", text="Nobody has to act yet: the sending server tries again by itself.")
    role = "sender" if asked.protocol == "smtp" else "user"
    by_digit = "R" if asked.entry else "Go by the first digit of the code, and r"
    return Step(role=role, text=f"{by_digit}ead the text behind it: it is the only reason given.")


def _retry(parts: Sequence[Piece], asked: Piece) -> str:
    said = [piece.retry for piece in sorted(parts, key=lambda piece: -piece.weight) if piece.retry]
    if any(piece.differs_from_registry for piece in parts):
        said = []  # the registry's advice on retrying is about another meaning
    # What the reply code says about trying again outranks an enhanced code that contradicts it.
    decisive = next((piece for piece in parts if piece.origin == "reply"), asked)
    agreeing = all(piece.outcome == decisive.outcome for piece in parts if piece.origin == "enhanced")
    if said and agreeing:
        return outcome.retry_said(said[0], decisive.outcome)
    return outcome.retry(decisive.outcome, asked.protocol)


def _digits(asked: Piece, catalog: Catalog) -> tuple[str, ...]:
    if asked.origin == "reply":
        return digits.of_reply(asked.code, asked.protocol, catalog)
    return digits.of_enhanced(asked.code, catalog) if asked.origin == "enhanced" else ()


def _related(asked: Piece, parts: Sequence[Piece]) -> tuple[Related, ...]:
    """The neighbours of the code that says most; beside 5.1.1 it is of little use how 550 differs from 551."""
    foreign = any(piece.differs_from_registry for piece in parts)
    telling = [p for p in parts if p.weight >= 3 and p.origin != "vendor" and p.differs]
    source = telling[0] if telling and not foreign else asked
    own_class = source.origin in ("enhanced", "words")
    return tuple(
        Related(code=standing.with_class(code, source.code) if own_class else code, difference=text)
        for code, text in source.differs.items()
    )
