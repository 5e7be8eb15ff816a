"""The records of the code database. YAML files in data/ hold the same fields under the same names.

A code is always a string (``"550"``, ``"1.10"``, ``"NO"``), because YAML and people lose zeros.
A *role* says who acts: ``sender``, ``sending-admin``, ``recipient``, ``receiving-admin``, ``user``,
``server-admin``, ``developer``, ``nobody``. ``advice`` maps a role to one sentence that tells that person
what to do next; its first key is who must act first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["standard", "registered", "obsolete", "observed", "workspace"]
"""standard: an RFC defines it. registered: an IANA registry lists it. obsolete: withdrawn by its RFC or
registry. observed: in use, but no specification defines it. workspace: a .replycodes.yaml defines it."""

Protocol = Literal["smtp", "ftp", "imap", "pop3", "managesieve", "nntp"]

ROLES = (
    "sender",
    "sending-admin",
    "recipient",
    "receiving-admin",
    "user",
    "server-admin",
    "developer",
    "nobody",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry of the database has, whatever it describes."""

    code: str
    text: str  # the standard's or registry's own short text
    summary: str  # one plain sentence
    status: Status
    sources: tuple[str, ...]  # keys of data/sources.yaml: "RFC 5321 section 4.2.3"
    triggers: tuple[str, ...] = ()
    advice: Mapping[str, str] = field(default_factory=dict)
    retry: str = ""  # overrides the retry advice that follows from the class
    differs: Mapping[str, str] = field(default_factory=dict)  # related code -> how it differs
    used_by: tuple[str, ...] = ()  # observed codes: who sends it
    instead: tuple[str, ...] = ()  # observed and obsolete codes: the standard code that says the same
    also_used: tuple[str, ...] = ()  # other meanings of the same code seen in the wild, a sentence each
    keywords: tuple[str, ...] = ()  # words people search by that stand in no other field


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Entry):
    """A three-digit reply code of SMTP, FTP or NNTP."""

    protocol: str
    commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Role of the reply (``S`` success, ``I`` intermediate, ``E`` error; for FTP also ``P``
    preliminary) -> commands that it may answer. ``CONNECT`` is the greeting, ``ANY`` every command; a name
    with a blank is qualified: ``ANY except QUIT``, ``LMTP DATA``, ``MAIL TRANSID``."""
    enhanced: tuple[str, ...] = ()  # details ("1.1") that usually go with it


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassAdvice:
    """What an enhanced detail says in one class: ``4.2.2`` and ``5.2.2`` need different advice."""

    summary: str
    advice: Mapping[str, str]
    retry: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnhancedDetail(Entry):
    """A class-independent enhanced status code, such as ``1.1`` for X.1.1."""

    basic: tuple[str, ...] = ()  # reply codes that the registry associates; ("Any",) for all
    other_basic: tuple[str, ...] = ()  # ("4XX",): the registry's "other 4XX allowed"
    only_class: str = ""  # "4" or "5" where RFC 3463 allows one class only
    classes: Mapping[str, ClassAdvice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnhancedPart(Entry):
    """A class (``5``) or a subject (``1``) of the enhanced status codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusResponse(Entry):
    """A status word: IMAP's OK, NO, BAD, BYE, PREAUTH; POP3's +OK and -ERR; ManageSieve's OK, NO, BYE."""

    protocol: str
    tagged: bool = False
    untagged: bool = False
    greeting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseCode(Entry):
    """The bracketed atom behind a status word, such as ``AUTHENTICATIONFAILED``."""

    protocol: str
    statuses: tuple[str, ...] = ()
    arguments: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorMeaning:
    """What one vendor means by a code, recognised by code and key phrases of the reply text."""

    summary: str
    advice: Mapping[str, str]
    sources: tuple[str, ...]
    reply: str = ""  # "550", or a pattern with x: "4xx"; empty: any
    enhanced: str = ""  # "5.7.26", a range "5.7.606-5.7.649", x for any: "x.7.26"; empty: any or none
    phrases: tuple[str, ...] = ()  # any one of them, folded case, must stand in the reply text
    differs_from_registry: bool = False  # the registry means something else by this enhanced code
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """A provider or product with meanings of its own."""

    id: str  # the file's stem: "google"
    name: str  # "Gmail and Google Workspace"
    protocol: str = ""  # the protocol whose replies it writes; empty: SMTP
    hosts: tuple[str, ...] = ()  # domains whose appearance in the line or reply is vendor evidence
    phrases: tuple[str, ...] = ()  # phrases that only this vendor's replies contain
    marks: tuple[str, ...] = ()  # words around a reply (log line, greeting) that show whose program wrote it
    meanings: tuple[VendorMeaning, ...] = ()

    @property
    def speaks(self) -> str:
        """The protocol whose replies it writes."""
        return self.protocol or "smtp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theory:
    """What one digit (or the class, or a protocol's habit) means."""

    protocol: str  # "smtp", "ftp", "enhanced", "imap", "lmtp" ...
    topic: str  # "first digit", "second digit", "class", ...
    item: str  # "5yz", "x5z"
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that entries cite."""

    id: str  # "RFC 5321" or a vendor page's short name
    title: str
    url: str
    replaced_by: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()  # the sections that entries may cite; empty: not checked


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that could not be used, with the place where a person can mend it."""

    path: str
    line: int  # 1-based
    message: str
    start: int = 0  # columns of what is wrong, 0-based, in code points
    end: int = 0  # exclusive; 0: to the end of the line

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The whole database. Mappings are keyed by code; outer mappings by protocol."""

    replies: Mapping[str, Mapping[str, Reply]]
    enhanced_classes: Mapping[str, EnhancedPart]
    enhanced_subjects: Mapping[str, EnhancedPart]
    enhanced_details: Mapping[str, EnhancedDetail]
    statuses: Mapping[str, Mapping[str, StatusResponse]]
    response_codes: Mapping[str, Mapping[str, ResponseCode]]
    vendors: Mapping[str, Vendor]
    theory: tuple[Theory, ...]
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...] = ()
