"""JSON Schema of the workspace file, for editors: made from the records that :mod:`replycodes.rules.workspace` reads."""

from __future__ import annotations

from typing import Any

from replycodes.catalog import schema
from replycodes.catalog.model import Catalog, EnhancedDetail, Reply, ResponseCode, Vendor, VendorMeaning
from replycodes.rules.model import MEDIA, SEVERITIES
from replycodes.rules.registry import rules
from replycodes.rules.workspace import FileRule, Ignored

FILE = "workspace.json"

SECTIONS = {
    "rules": "Severity of rules, for all media or for each: `class-mismatch: {log: warning, source: error}`.",
    "files": "What holds for files by pattern (as in .gitignore): protocol, medium, or that they are left out. "
    "The last pattern that matches counts.",
    "ignore": "Findings that are not wanted: in files of a pattern, of some rules, about some codes. For files that take "
    "no comments.",
    "replies": "Own reply codes. A standard code keeps its standard meaning.",
    "details": "Own enhanced status codes, without their class: 1.77 for X.1.77.",
    "response_codes": "Own IMAP, POP3 or ManageSieve response codes.",
    "vendors": "What a provider or product of yours means by a code, in the form of data/vendors/*.yaml.",
}
"""The sections of the file, each with what it is for."""

_GIVEN = ("status", "sources")  # of an own code: the workspace, and this file
_OPTIONAL = ("summary",)  # its text does


def workspace_schema(catalog: Catalog) -> dict[str, Any]:
    """The schema; ``catalog`` tells the protocols."""
    protocols = sorted({*catalog.replies, *catalog.statuses})
    severity = {"enum": list(SEVERITIES)}
    by_medium = {
        "type": "object",
        "properties": dict.fromkeys(MEDIA, severity),
        "additionalProperties": False,
    }
    files = _listed(FileRule, protocol={"enum": protocols}, medium={"enum": list(MEDIA)})
    ignored = _listed(Ignored, rules={"type": "array", "items": {"enum": list(rules())}})
    vendor = schema.record(Vendor)
    vendor["properties"]["meanings"] = schema.listing(VendorMeaning)
    properties: dict[str, Any] = {
        "rules": {
            "type": "object",
            "properties": {
                rule.id: {"description": rule.title, "anyOf": [severity, by_medium]}
                for rule in rules().values()
            },
            "additionalProperties": False,
        },
        "files": files,
        "ignore": ignored,
        "replies": _own(Reply),
        "details": _own(EnhancedDetail),
        "response_codes": _own(ResponseCode),
        "vendors": {"type": "array", "items": vendor},
    }
    for section, description in SECTIONS.items():
        properties[section]["description"] = description
    return schema.file("The workspace file of replycodes: .replycodes.yaml", properties, [])


def _listed(cls: type, **properties: dict[str, Any]) -> dict[str, Any]:
    listing = schema.listing(cls)
    listing["items"]["properties"].update(properties)
    return listing


def _own(cls: type) -> dict[str, Any]:
    return schema.listing(cls, _GIVEN, _OPTIONAL)
