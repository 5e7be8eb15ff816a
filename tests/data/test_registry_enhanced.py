"""data/enhanced.yaml agrees with the IANA registry and RFC 3463 (tests/registry/), entry by entry."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable

import pytest

from tests.data import files
from tests.data.files import Record

FACTS = {row["detail"]: row for row in files.table("enhanced-details.csv")}
REGISTRY = "IANA SMTP Enhanced Status Codes"

Details = list[Record]


def parts_of(section: str) -> list[Record]:
    """The entries of a section as they stand in the file, the caller's to change."""
    return copy.deepcopy(files.document("enhanced.yaml")[section])


def by_code(details: Details) -> dict[str, Record]:
    return {entry["code"]: entry for entry in details}


def known(details: Details) -> list[tuple[str, Record, dict[str, str]]]:
    return [(entry["code"], entry, FACTS[entry["code"]]) for entry in details if entry["code"] in FACTS]


def each_code_once(details: Details) -> list[str]:
    counts = Counter(entry["code"] for entry in details)
    return [f"{code}: {count} entries" for code, count in counts.items() if count > 1]


def no_registered_code_is_missing(details: Details) -> list[str]:
    return [f"{code}: missing" for code in sorted(FACTS.keys() - by_code(details).keys())]


def no_code_claims_to_be_registered(details: Details) -> list[str]:
    return [
        f"{entry['code']}: not in the registry"
        for entry in details
        if entry["code"] not in FACTS and entry["status"] != "observed"
    ]


def texts_are_the_registrys(details: Details) -> list[str]:
    return [
        f"{code}: {entry['text']!r} against {row['sample_text']!r}"
        for code, entry, row in known(details)
        if row["sample_text"] and entry["text"] != row["sample_text"]
    ]


def associated_replies_are_the_registrys(details: Details) -> list[str]:
    out = []
    for code, entry, row in known(details):
        for field, column in (("basic", "basic_codes"), ("other_basic", "other_basic_allowed")):
            wanted = files.split(row[column]) - {"Not given"}
            if set(entry.get(field, [])) != wanted:
                out.append(f"{code}: {field} is {entry.get(field, [])}, the registry has {sorted(wanted)}")
    return out


def only_classes_are_those_of_rfc_3463(details: Details) -> list[str]:
    out = []
    for code, entry, row in known(details):
        advice = row["class_advice_rfc3463"]
        wanted = advice[0] if advice == "2" or re.fullmatch(r"[45] only", advice) else ""
        if entry.get("only_class", "") != wanted:
            out.append(f"{code}: only_class is {entry.get('only_class', '')!r}, should be {wanted!r}")
    return out


def only_withdrawn_codes_are_obsolete(details: Details) -> list[str]:
    wanted = {"current": "registered", "deprecated": "obsolete"}
    return [
        f"{code}: {entry['status']}, the registry says {row['status']}"
        for code, entry, row in known(details)
        if entry["status"] != wanted[row["status"]]
    ]


def obsolete_codes_name_their_successor(details: Details) -> list[str]:
    codes = by_code(details)
    return [
        f"{entry['code']}: no successor"
        for entry in details
        if entry["status"] == "obsolete"
        and not all(codes[new]["status"] == "registered" for new in entry.get("instead", [""]) or [""])
    ]


def registry_and_defining_rfc_are_cited(details: Details) -> list[str]:
    out = []
    for code, entry, row in known(details):
        if REGISTRY not in entry["sources"]:
            out.append(f"{code}: the registry is not cited")
        defining = files.rfcs([row["reference"].split(";")[0]])
        if not defining <= files.rfcs(entry["sources"]):
            out.append(f"{code}: {row['reference']} is not cited")
    return out


def the_class_that_fits_has_advice(details: Details) -> list[str]:
    """The classes in which RFC 3463 lets the code be used say what to do in each."""
    out = []
    for code, entry, row in known(details):
        advice = row["class_advice_rfc3463"]
        needed = set(re.findall(r"[245]", advice)) or {"5"}
        if code in {"1.9", "6.10"}:
            needed = {"2"}
        out += [f"{code}: nothing for class {c}" for c in sorted(needed - entry.get("classes", {}).keys())]
        for class_, told in entry.get("classes", {}).items():
            if not told.get("summary") or not told.get("advice"):
                out.append(f"{code}: class {class_} lacks summary or advice")
    return out


def classes_do_not_share_a_summary(details: Details) -> list[str]:
    """4.2.2 and 5.2.2 are not the same thing to a reader."""
    out = []
    for entry in details:
        said = Counter(told["summary"] for told in entry.get("classes", {}).values())
        out += [f"{entry['code']}: classes share {text!r}" for text, count in said.items() if count > 1]
    return out


Check = Callable[[Details], list[str]]

CHECKS: list[Check] = [
    each_code_once,
    no_registered_code_is_missing,
    no_code_claims_to_be_registered,
    texts_are_the_registrys,
    associated_replies_are_the_registrys,
    only_classes_are_those_of_rfc_3463,
    only_withdrawn_codes_are_obsolete,
    obsolete_codes_name_their_successor,
    registry_and_defining_rfc_are_cited,
    the_class_that_fits_has_advice,
    classes_do_not_share_a_summary,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_enhanced_details(check: Check) -> None:
    assert check(parts_of("details")) == []


@pytest.mark.parametrize(
    ("section", "name", "key"),
    [("classes", "enhanced-classes.csv", "class"), ("subjects", "enhanced-subjects.csv", "subject")],
)
def test_classes_and_subjects(section: str, name: str, key: str) -> None:
    assert differing_parts(parts_of(section), files.table(name), key) == []


def differing_parts(parts: list[Record], facts: list[dict[str, str]], key: str) -> list[str]:
    got = {(part["code"], part["text"]) for part in parts}
    wanted = {(row[key], row["name"]) for row in facts}
    return sorted(" ".join(part) for part in got ^ wanted)


def test_a_wrong_class_is_found() -> None:
    parts = parts_of("classes")
    parts[1]["text"] = "Transient"
    found = differing_parts(parts, files.table("enhanced-classes.csv"), "class")
    assert found == ["4 Persistent Transient Failure", "4 Transient"]


# What each check is for: one wrong record, and what the check says of it. None drops the entry.
FAULTS: list[tuple[Check, str, Record | None, str]] = [
    (each_code_once, "1.2", {"code": "1.1"}, "1.1: 2 entries"),
    (no_registered_code_is_missing, "7.30", None, "7.30: missing"),
    (no_code_claims_to_be_registered, "7.30", {"code": "7.32"}, "7.32: not in the registry"),
    (texts_are_the_registrys, "2.2", {"text": "Full"}, "2.2: 'Full' against 'Mailbox full'"),
    (associated_replies_are_the_registrys, "5.3", {"basic": ["452"]}, "5.3: basic is ['452']"),
    (associated_replies_are_the_registrys, "7.15", {"other_basic": []}, "7.15: other_basic is []"),
    (only_classes_are_those_of_rfc_3463, "4.1", {"only_class": ""}, "4.1: only_class is '', should be '4'"),
    (only_withdrawn_codes_are_obsolete, "6.10", {"status": "registered"}, "6.10: registered"),
    (only_withdrawn_codes_are_obsolete, "6.9", {"status": "obsolete"}, "6.9: obsolete"),
    (obsolete_codes_name_their_successor, "6.10", {"instead": ["6.10"]}, "6.10: no successor"),
    (registry_and_defining_rfc_are_cited, "7.8", {"sources": [REGISTRY]}, "7.8: RFC4954 is not cited"),
    (registry_and_defining_rfc_are_cited, "7.8", {"sources": ["RFC 4954"]}, "7.8: the registry is not cited"),
    (the_class_that_fits_has_advice, "2.1", {"classes": {}}, "2.1: nothing for class 4"),
    (the_class_that_fits_has_advice, "2.2", {"classes": {"4": {"summary": "Full."}}}, "2.2: class 4 lacks"),
    (
        classes_do_not_share_a_summary,
        "2.2",
        {"classes": {"4": {"summary": "Full."}, "5": {"summary": "Full."}}},
        "2.2: classes share 'Full.'",
    ),
]


@pytest.mark.parametrize(
    ("check", "code", "change", "says"), FAULTS, ids=lambda value: getattr(value, "__name__", None)
)
def test_a_wrong_enhanced_detail_is_found(check: Check, code: str, change: Record | None, says: str) -> None:
    details = parts_of("details")
    broken = by_code(details)[code]
    if change is None:
        details.remove(broken)
    else:
        broken.update(change)
    assert any(line.startswith(says) for line in check(details)), check(details)


def test_every_enhanced_check_is_seen_to_fail() -> None:
    assert {check.__name__ for check in CHECKS} == {fault[0].__name__ for fault in FAULTS}
