"""JSON Schemas (2020-12) of the data files, made from the model so that there is one home for the fields.

``python -m replycodes.catalog.schema`` prints them all as one object: file name -> schema.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, Literal, cast, get_args, get_origin

from replycodes.catalog.build import field_types, required
from replycodes.catalog.model import (
    ROLES,
    EnhancedDetail,
    EnhancedPart,
    Reply,
    ResponseCode,
    Source,
    StatusResponse,
    Theory,
    Vendor,
    VendorMeaning,
)

HELP: Mapping[str, str] = {
    "code": "The code, in quotes: YAML would read NO as false and 5.10 as 5.1.",
    "text": "The standard's or registry's own short text.",
    "summary": "One plain sentence: what a colleague would say.",
    "status": "standard: an RFC defines it; registered: IANA lists it; obsolete: withdrawn; observed: in use only.",
    "sources": 'Where a reader can check it: "RFC 5321 section 4.2.3". The document stands in sources.yaml.',
    "triggers": "What makes a server say this, a sentence each.",
    "advice": "Role -> what that person does next. The first role is the one who must act first.",
    "retry": "Retry advice where that of the class does not fit.",
    "differs": "Related code -> how it differs.",
    "used_by": "Observed codes: who sends it.",
    "instead": "Observed and obsolete codes: the standard code that says the same.",
    "also_used": "Other meanings of the same code seen in the wild, a sentence each.",
    "keywords": "Words people search by that stand in no other field.",
    "commands": "S success, I intermediate, E error, P preliminary -> the commands that the reply may answer.",
    "enhanced": "Details of enhanced codes that usually go with it, such as 1.1.",
    "basic": "Reply codes that the registry associates; Any for all of them.",
    "only_class": "The only class that RFC 3463 allows, where it allows one.",
    "classes": "Class -> what the detail says in that class.",
    "differs_from_registry": "The registry means something else by this enhanced code.",
    "phrases": "Any one of these must stand in the reply text; case does not matter.",
    "marks": "Words around a reply (log line, greeting) that show that this vendor's program wrote it.",
    "hosts": "Domains that show this vendor when a relay or remote host of that domain is named.",
}

_ADVICE = {
    "type": "object",
    "propertyNames": {"enum": list(ROLES)},
    "additionalProperties": {"type": "string", "minLength": 1},
}
CODE_PATTERNS: Mapping[type, str] = {
    Reply: "^[1-6][0-9]{2}$",
    EnhancedDetail: r"^(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})$",
    StatusResponse: "^[+-]?[A-Z]+$",
    ResponseCode: "^[A-Z][A-Z0-9/-]*$",
}


def _value(expected: Any, name: str) -> dict[str, Any]:
    origin = get_origin(expected)
    if name == "advice":
        return dict(_ADVICE)
    if expected is str:
        return {"type": "string"}
    if expected is bool:
        return {"type": "boolean"}
    if origin is Literal:
        return {"enum": list(get_args(expected))}
    if origin is tuple:
        return {"type": "array", "items": _value(get_args(expected)[0], "")}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _value(get_args(expected)[1], "")}
    return record(expected)


def record(cls: type, without: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """The schema of one record, some fields left out, some not asked for although the database asks for them."""
    properties: dict[str, Any] = {}
    needed: list[str] = []
    for field in fields(cast(Any, cls)):
        if field.name in without:
            continue
        schema = _value(field_types(cls)[field.name], field.name)
        if field.name == "code" and cls in CODE_PATTERNS:
            schema["pattern"] = CODE_PATTERNS[cls]
        if field.name in HELP:
            schema["description"] = HELP[field.name]
        if required(field) and field.name not in optional:
            needed.append(field.name)
            if schema.get("type") == "string":
                schema["minLength"] = 1
        elif field.default is not MISSING and field.default not in ("", ()):
            schema["default"] = field.default
        properties[field.name] = schema
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def listing(cls: type, without: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """The schema of a list of records."""
    return {"type": "array", "items": record(cls, without, optional)}


def file(title: str, properties: dict[str, Any], needed: list[str]) -> dict[str, Any]:
    """The schema of a whole file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }


def schemas() -> dict[str, dict[str, Any]]:
    """File name in data/schema/ -> schema."""
    protocol = {"type": "string", "description": "The protocol that all entries of this file belong to."}
    vendor = record(Vendor, ("id", "meanings"))
    return {
        "replies.json": file(
            "Reply codes of one protocol",
            {"protocol": protocol, "replies": listing(Reply, ("protocol",))},
            ["protocol", "replies"],
        ),
        "enhanced.json": file(
            "SMTP enhanced status codes",
            {
                "classes": listing(EnhancedPart),
                "subjects": listing(EnhancedPart),
                "details": listing(EnhancedDetail),
            },
            ["classes", "subjects", "details"],
        ),
        "responses.json": file(
            "Status words and response codes of one protocol",
            {
                "protocol": protocol,
                "statuses": listing(StatusResponse, ("protocol",)),
                "response_codes": listing(ResponseCode, ("protocol",)),
            },
            ["protocol", "statuses", "response_codes"],
        ),
        "theory.json": file("What digits mean", {"theory": listing(Theory)}, ["theory"]),
        "sources.json": file("Documents that entries cite", {"sources": listing(Source)}, ["sources"]),
        "vendor.json": file(
            "What one vendor means by its codes",
            {**vendor["properties"], "meanings": listing(VendorMeaning), "sources": listing(Source)},
            [*vendor["required"], "meanings"],
        ),
    }


if __name__ == "__main__":
    import sys

    json.dump(schemas(), sys.stdout, indent=2)
