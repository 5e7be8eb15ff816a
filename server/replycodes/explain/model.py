"""What a person is told about a code, as data: renderers only choose how it looks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Origin = Literal["reply", "enhanced", "vendor", "status", "response-code", "command", "words"]

Outcome = Literal[
    "success",
    "preliminary",  # FTP's 1yz: another reply follows
    "intermediate",  # 3yz: the server waits for more
    "temporary",
    "permanent",
    "protected",  # FTP's 6yz: an encrypted reply
    "refused",  # a status word or NNTP's 4yz: it says no, but not for how long
    "closing",  # IMAP's BYE
    "informative",  # a response code beside a success
    "undefined",  # digits that no protocol gives a class
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One paragraph of what it means, and where that meaning comes from."""

    origin: Origin
    code: str  # what is explained: "550", "5.1.1", "RCPT"
    name: str  # the standard's, registry's or vendor's own name of it
    text: str
    specific: bool = True  # False where something more specific beside it says it better


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one role does next."""

    role: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A neighbouring code, and how it differs."""

    code: str
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLink:
    """A document under a name that says what it is; ``url`` is empty when the link is unknown."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Why a code is not a plain standard code, who uses it, and what says the same."""

    kind: Literal["observed", "obsolete", "unknown"]
    text: str
    used_by: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One code in its reply, explained. Reading order is the order of the fields."""

    code: str
    kind: str
    protocol: str
    headline: str  # a full sentence: code, name, temporary or permanent in words
    outcome: Outcome
    doubt: str = ""  # said when nothing decides between two protocols
    meanings: tuple[Meaning, ...] = ()
    notes: tuple[str, ...] = ()  # contradictions within the reply
    steps: tuple[Step, ...] = ()  # who must act first stands first
    retry: str
    standing: Standing | None = None
    also_used: tuple[str, ...] = ()  # other meanings of the code seen in the wild
    digits: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    sources: tuple[SourceLink, ...] = ()
    other: Explanation | None = None  # the same code in the next likely protocol, when undecided

    def json(self) -> dict[str, Any]:
        """The same as plain values for ``replycodes explain --format json``."""
        return asdict(self)
