"""Which codes exist: all that detection needs of the catalog. They are compiled on their own, so that who only looks for
codes loads nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from replycodes.catalog.model import Catalog


@dataclass(frozen=True, slots=True)
class Codes:
    """Which codes exist, and where."""

    smtp: frozenset[str]
    ftp: frozenset[str]
    known: frozenset[str]
    standard: frozenset[str]
    details: frozenset[str]
    exclusive: Mapping[str, str] = field(compare=False)  # code -> the one protocol that defines it
    statuses: frozenset[str]  # of IMAP
    response_codes: frozenset[str]

    @classmethod
    def of(cls, catalog: Catalog) -> Codes:
        """Take the sets from the catalog."""
        smtp = catalog.replies.get("smtp", {})
        ftp = catalog.replies.get("ftp", {})
        standard_smtp = {code for code, reply in smtp.items() if reply.status != "observed"}
        standard_ftp = {code for code, reply in ftp.items() if reply.status != "observed"}
        exclusive = dict.fromkeys(standard_smtp - ftp.keys(), "smtp")
        exclusive |= dict.fromkeys(standard_ftp - smtp.keys(), "ftp")
        return cls(
            smtp=frozenset(smtp),
            ftp=frozenset(ftp),
            known=frozenset(smtp) | frozenset(ftp),
            standard=frozenset(standard_smtp | standard_ftp),
            details=frozenset(catalog.enhanced_details),
            exclusive=exclusive,
            statuses=frozenset(catalog.statuses.get("imap", {})),
            response_codes=frozenset(catalog.response_codes.get("imap", {})),
        )

    def to_json(self) -> dict[str, Any]:
        """As plain lists and strings."""
        values = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: value if isinstance(value, dict) else sorted(value) for name, value in values}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Codes:
        """What :meth:`to_json` gave."""
        values: dict[str, Any] = {
            name: value if isinstance(value, dict) else frozenset(value) for name, value in data.items()
        }
        return cls(**values)
