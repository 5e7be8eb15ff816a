"""The parts of SARIF 2.1.0 that ``lint --format sarif`` uses, as a strict schema: nothing else may be written.

The whole schema of the standard is not ours to carry. SARIF_SCHEMA names a file that holds it, and a test judges by it
too.
"""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string", "minLength": 1}
_COUNT = {"type": "integer", "minimum": 1}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}


def _object(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    needed = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_MESSAGE = _object({"text": _TEXT, "markdown": _TEXT}, "markdown")
_FILE = _object({"uri": {"type": "string", "format": "uri-reference", "pattern": r"^[^ #\\]+$"}})
_REGION = _object(dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), _COUNT))
_LOCATION = _object(
    {"physicalLocation": _object({"artifactLocation": _FILE, "region": _REGION}), "message": _MESSAGE},
    "message",
)
_REPLACEMENT = _object({"deletedRegion": _REGION, "insertedContent": _object({"text": {"type": "string"}})})
_FIX = _object(
    {
        "description": _MESSAGE,
        "artifactChanges": _list(_object({"artifactLocation": _FILE, "replacements": _list(_REPLACEMENT)})),
    }
)
_RESULT = _object(
    {
        "ruleId": _TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": _LEVEL,
        "message": _MESSAGE,
        "locations": _list(_LOCATION),
        "relatedLocations": _list(_LOCATION),
        "fixes": _list(_FIX),
    },
    "relatedLocations",
    "fixes",
)
_RULE = _object(
    {
        "id": _TEXT,
        "shortDescription": _MESSAGE,
        "fullDescription": _MESSAGE,
        "help": _MESSAGE,
        "defaultConfiguration": _object({"level": _LEVEL}),
    }
)
_DRIVER = _object({"name": {"const": "replycodes"}, "semanticVersion": _TEXT, "rules": _list(_RULE)})

SCHEMA = _object(
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": _list(
            _object(
                {
                    "tool": _object({"driver": _DRIVER}),
                    "columnKind": {"const": "unicodeCodePoints"},
                    "results": _list(_RESULT),
                }
            )
        ),
    }
)
