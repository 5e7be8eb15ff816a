"""data/smtp.yaml agrees with the RFCs' own lists (tests/registry/), entry by entry."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable

import pytest

from tests.data import files
from tests.data.files import Record

FACTS = {row["code"]: row for row in files.table("smtp-replies.csv")}
DETAILS = {row["detail"]: row for row in files.table("enhanced-details.csv")}
OBSERVED = {row["code"]: row for row in files.table("smtp-nonstandard.csv")}

# Pairs that servers send every day and the registry does not list. The explanations name them; the rule on
# unassociated codes goes by the registry alone.
USUAL_BUT_UNREGISTERED = {
    "421": {"3.2", "7.0"},
    "450": {"1.8", "7.1", "7.25"},
    "452": {"2.2", "5.3"},
    "502": {"5.1"},
    "504": {"5.2"},
    "530": {"7.1"},
    "535": {"7.1"},
    "553": {"1.3", "1.8", "7.1"},
    "554": {"7.1"},
    "455": {"5.4"},
}

# Rows of the table that are no reply codes anybody sends, or whose meaning nobody knows.
NO_REPLY_CODES = {
    "101": "a client's own message, impossible as a reply",
    "111": "an operating system's error number",
    "345": "a misprint of 354",
    "602": "the first digit cannot be SMTP",
    "605": "a number of a web interface",
    "999": "a placeholder of libraries",
    "472": "nobody known to use it",
    "515": "nobody known to use it",
    "517": "nobody known to use it",
    "531": "nobody known to use it",
    "532": "an FTP code; nobody known to use it in SMTP",
    "543": "nobody known to use it",
    "546": "nobody known to use it",
    "547": "nobody known to use it",
    "557": "a draft that nobody is known to follow",
    "572": "nobody known to use it",
}

Replies = list[Record]


def replies_of_smtp() -> Replies:
    """The entries as they stand in the file, the caller's to change."""
    return copy.deepcopy(files.document("smtp.yaml")["replies"])


def by_code(replies: Replies) -> dict[str, Record]:
    return {entry["code"]: entry for entry in replies}


def standard(replies: Replies) -> dict[str, Record]:
    return {code: entry for code, entry in by_code(replies).items() if entry["status"] != "observed"}


def each_code_once(replies: Replies) -> list[str]:
    counts = Counter(entry["code"] for entry in replies)
    return [f"{code}: {count} entries" for code, count in counts.items() if count > 1]


def no_standard_code_is_missing(replies: Replies) -> list[str]:
    return [f"{code}: missing" for code in sorted(FACTS.keys() - standard(replies).keys())]


def no_code_claims_to_be_standard(replies: Replies) -> list[str]:
    return [f"{code}: no RFC defines it" for code in sorted(standard(replies).keys() - FACTS.keys())]


def texts_are_the_standards(replies: Replies) -> list[str]:
    return [
        f"{code}: {entry['text']!r} against {FACTS[code]['text']!r}"
        for code, entry in standard(replies).items()
        if code in FACTS and entry["text"] != FACTS[code]["text"]
    ]


def only_withdrawn_codes_are_obsolete(replies: Replies) -> list[str]:
    return [
        f"{code}: {entry['status']}, the RFC says {FACTS[code]['status']}"
        for code, entry in standard(replies).items()
        if code in FACTS and (entry["status"] == "obsolete") != (FACTS[code]["status"] == "historical")
    ]


def the_defining_rfc_is_cited(replies: Replies) -> list[str]:
    return [
        f"{code}: {FACTS[code]['primary_rfc']} is not cited"
        for code, entry in standard(replies).items()
        if code in FACTS and not files.rfcs([FACTS[code]["primary_rfc"]]) <= files.rfcs(entry["sources"])
    ]


def no_unrelated_rfc_is_cited(replies: Replies) -> list[str]:
    out = []
    for code, entry in standard(replies).items():
        defining = files.rfcs([FACTS[code]["defined_by"]]) if code in FACTS else set()
        unrelated = files.rfcs(entry["sources"]) - defining - {5321}
        out += [f"{code}: RFC {rfc} says nothing of it" for rfc in sorted(unrelated)]
    return out


def commands_and_roles_are_the_rfcs(replies: Replies) -> list[str]:
    wanted: dict[str, set[str]] = {code: set() for code in FACTS}
    for row in files.table("smtp-command-replies.csv"):
        wanted[row["reply"]].add(f"{row['command']}={row['role']}")
    out = []
    for code, entry in standard(replies).items():
        roles = entry.get("commands", {})
        got = {f"{command}={role}" for role, commands in roles.items() for command in commands}
        out += [f"{code}: {pair} is missing" for pair in sorted(wanted.get(code, set()) - got)]
        out += [f"{code}: {pair} is in no RFC" for pair in sorted(got - wanted.get(code, set()))]
    return out


def the_registrys_pairs_are_there(replies: Replies) -> list[str]:
    out = []
    for code, entry in by_code(replies).items():
        pairs = {detail for detail, row in DETAILS.items() if code in files.split(row["basic_codes"])}
        out += [f"{code}: {detail} is missing" for detail in sorted(pairs - set(entry.get("enhanced", [])))]
    return out


def no_pair_contradicts_the_registry(replies: Replies) -> list[str]:
    out = []
    for code, entry in standard(replies).items():
        for detail in entry.get("enhanced", []):
            if detail not in DETAILS:
                out.append(f"{code}: {detail} is not registered")
                continue
            row = DETAILS[detail]
            allowed = files.split(row["basic_codes"]) | files.split(row["other_basic_allowed"])
            fits = allowed & {code, f"{code[0]}XX", "Any", "Not given"}
            if not fits and detail not in USUAL_BUT_UNREGISTERED.get(code, set()):
                out.append(f"{code}: {detail} goes with {', '.join(sorted(allowed))}")
    return out


def every_code_in_use_is_there(replies: Replies) -> list[str]:
    known = by_code(replies).keys() | NO_REPLY_CODES.keys()
    return [f"{code}: {OBSERVED[code]['meaning_in_the_wild']}" for code in sorted(OBSERVED.keys() - known)]


def observed_codes_are_in_the_table(replies: Replies) -> list[str]:
    seen = {entry["code"] for entry in replies if entry["status"] == "observed"}
    return [
        f"{code}: who was seen to use it?"
        for code in sorted(seen - (OBSERVED.keys() - NO_REPLY_CODES.keys()))
    ]


def observed_codes_say_whose_they_are(replies: Replies) -> list[str]:
    codes = standard(replies)
    out = []
    for entry in replies:
        if entry["status"] != "observed":
            continue
        if not entry.get("used_by"):
            out.append(f"{entry['code']}: used by whom?")
        if not entry.get("instead") or not set(entry["instead"]) <= codes.keys():
            out.append(f"{entry['code']}: which standard code says the same?")
        if not entry["summary"].startswith("Nonstandard"):
            out.append(f"{entry['code']}: the summary must begin with 'Nonstandard'")
    return out


def other_uses_are_told(replies: Replies) -> list[str]:
    """A standard code that is also in use for something else says so."""
    shared = {code for code, row in OBSERVED.items() if row["code_is_also_standard"].startswith("yes")}
    codes = by_code(replies)
    return [
        f"{code}: other use not told" for code in sorted(shared) if not codes.get(code, {}).get("also_used")
    ]


def recommended_pairs_are_usable(replies: Replies) -> list[str]:
    """What we tell developers to send, such as "550 5.7.1", is in order itself."""
    out = []
    for entry in replies:
        advice = " ".join(entry.get("advice", {}).get(role, "") for role in ("developer", "receiving-admin"))
        for code, class_, detail in re.findall(r"\b([245]\d\d) ([245])\.(\d+\.\d+)\b", advice):
            basic = files.split(DETAILS[detail]["basic_codes"]) if detail in DETAILS else set()
            usual = detail in USUAL_BUT_UNREGISTERED.get(code, set())
            if code[0] != class_ or not (basic & {code, "Not given"} or usual):
                out.append(f"{entry['code']}: advises {code} {class_}.{detail}")
    return out


Check = Callable[[Replies], list[str]]

CHECKS: list[Check] = [
    each_code_once,
    no_standard_code_is_missing,
    no_code_claims_to_be_standard,
    texts_are_the_standards,
    only_withdrawn_codes_are_obsolete,
    the_defining_rfc_is_cited,
    no_unrelated_rfc_is_cited,
    commands_and_roles_are_the_rfcs,
    the_registrys_pairs_are_there,
    no_pair_contradicts_the_registry,
    every_code_in_use_is_there,
    observed_codes_are_in_the_table,
    observed_codes_say_whose_they_are,
    other_uses_are_told,
    recommended_pairs_are_usable,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_smtp_replies(check: Check) -> None:
    assert check(replies_of_smtp()) == []


# What each check is for: one wrong record, and what the check says of it. None drops the entry.
FAULTS: list[tuple[Check, str, Record | None, str]] = [
    (each_code_once, "551", {"code": "550"}, "550: 2 entries"),
    (no_standard_code_is_missing, "556", None, "556: missing"),
    (no_code_claims_to_be_standard, "441", {"status": "standard"}, "441: no RFC defines it"),
    (texts_are_the_standards, "450", {"text": "Try later"}, "450: 'Try later' against"),
    (
        only_withdrawn_codes_are_obsolete,
        "538",
        {"status": "standard"},
        "538: standard, the RFC says historical",
    ),
    (only_withdrawn_codes_are_obsolete, "421", {"status": "obsolete"}, "421: obsolete, the RFC says current"),
    (the_defining_rfc_is_cited, "550", {"sources": ["RFC 821 section 4.2.2"]}, "550: RFC5321 is not cited"),
    (
        no_unrelated_rfc_is_cited,
        "550",
        {"sources": ["RFC 959 section 4.2"]},
        "550: RFC 959 says nothing of it",
    ),
    (commands_and_roles_are_the_rfcs, "354", {"commands": {"S": ["DATA"]}}, "354: DATA=S is in no RFC"),
    (commands_and_roles_are_the_rfcs, "354", {"commands": {}}, "354: DATA=I is missing"),
    (the_registrys_pairs_are_there, "535", {"enhanced": ["7.0"]}, "535: 7.8 is missing"),
    (no_pair_contradicts_the_registry, "535", {"enhanced": ["1.1"]}, "535: 1.1 goes with 451, 550"),
    (no_pair_contradicts_the_registry, "535", {"enhanced": ["7.99"]}, "535: 7.99 is not registered"),
    (every_code_in_use_is_there, "571", None, "571: 571 Delivery not authorized"),
    (observed_codes_are_in_the_table, "571", {"code": "577"}, "577: who was seen to use it?"),
    (observed_codes_say_whose_they_are, "571", {"used_by": []}, "571: used by whom?"),
    (observed_codes_say_whose_they_are, "571", {"instead": ["570"]}, "571: which standard code"),
    (observed_codes_say_whose_they_are, "571", {"summary": "Refused."}, "571: the summary must begin"),
    (other_uses_are_told, "432", {"also_used": []}, "432: other use not told"),
    (
        recommended_pairs_are_usable,
        "571",
        {"advice": {"developer": "Use 451 5.7.1."}},
        "571: advises 451 5.7.1",
    ),
    (
        recommended_pairs_are_usable,
        "571",
        {"advice": {"developer": "Use 550 5.3.1."}},
        "571: advises 550 5.3.1",
    ),
]


@pytest.mark.parametrize(
    ("check", "code", "change", "says"), FAULTS, ids=lambda value: getattr(value, "__name__", None)
)
def test_a_wrong_smtp_reply_is_found(check: Check, code: str, change: Record | None, says: str) -> None:
    replies = replies_of_smtp()
    broken = by_code(replies)[code]
    if change is None:
        replies.remove(broken)
    else:
        broken.update(change)
    assert any(line.startswith(says) for line in check(replies)), check(replies)


def test_every_smtp_check_is_seen_to_fail() -> None:
    assert {check.__name__ for check in CHECKS} == {fault[0].__name__ for fault in FAULTS}


def test_every_exception_is_needed() -> None:
    replies = by_code(replies_of_smtp())
    for code, details in USUAL_BUT_UNREGISTERED.items():
        assert details <= set(replies[code]["enhanced"]), code
        assert not [d for d in details if code in files.split(DETAILS[d]["basic_codes"])], code
    assert NO_REPLY_CODES.keys() <= OBSERVED.keys()
