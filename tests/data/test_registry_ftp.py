"""ftp.yaml agrees with the tables made from the RFCs: every code, its text, its source, its commands."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest

from tests.data import files
from tests.data.files import Record

# Documents that may stand beside the one that defines a code: predecessors and the host requirements.
ALSO = {765, 959, 1123}

DATA_COMMANDS = ("STOR", "STOU", "RETR", "LIST", "NLST", "APPE")
SECURITY_COMMANDS = ("AUTH", "ADAT", "PBSZ", "PROT", "CCC", "MIC", "CONF", "ENC")
GROUPS = {"any data command": DATA_COMMANDS, "any security command": SECURITY_COMMANDS}
ROLES = {
    "preliminary": "P",
    "completion": "S",
    "intermediate": "I",
    "transient error": "E",
    "permanent error": "E",
    "protected": "S",
}


def standard(replies: dict[str, Record]) -> list[str]:
    """What differs between the standard and obsolete entries and ftp-replies.csv."""
    found = []
    rows = {row["code"]: row for row in files.table("ftp-replies.csv")}
    for code, row in rows.items():
        if code not in replies:
            found.append(f"{code} is missing: {row['text']}")
            continue
        entry = replies[code]
        status = "obsolete" if row["status"] == "obsolete" else "standard"
        if entry["status"] != status:
            found.append(f"{code} has status {entry['status']}, the table says {status}")
        if not files.alike(entry["text"], row["text"]):
            found.append(f"{code} has the text {entry['text']!r}, the table {row['text']!r}")
        cited = files.rfcs(entry["sources"])
        if wrong := cited - files.rfcs([row["defined_by"]]) - ALSO:
            found.append(f"{code} cites RFC {sorted(wrong)}, which do not define it")
        if not files.rfcs([row["primary_rfc"]]) <= cited:
            found.append(f"{code} does not cite {row['primary_rfc']}")
    found += [
        f"{code} claims to be {entry['status']}, but no RFC in the table defines it"
        for code, entry in replies.items()
        if entry["status"] != "observed" and code not in rows
    ]
    return found


def observed(replies: dict[str, Record]) -> list[str]:
    """What differs between the observed entries and ftp-nonstandard.csv."""
    rows = files.table("ftp-nonstandard.csv")
    wild = {row["code"] for row in rows if row["code_is_also_standard"] == "no"}
    wild = {code for code in wild if re.fullmatch(r"\d{3}", code)}  # 10054 and its kin are no replies
    mine = {code for code, entry in replies.items() if entry["status"] == "observed"}
    found = [f"{code} is in use, but has no observed entry" for code in sorted(wild - mine)]
    found += [
        f"{code} is called observed, but the table does not know who uses it" for code in sorted(mine - wild)
    ]
    for code in sorted(mine):
        found += [
            f"{code} says no {field}" for field in ("used_by", "instead") if not replies[code].get(field)
        ]
    return found


def pairs_of(entry: Record) -> set[tuple[str, str]]:
    return {(command, role) for role, commands in entry.get("commands", {}).items() for command in commands}


def commands(replies: dict[str, Record], extra: dict[str, str]) -> list[str]:
    """What differs between the commands of the entries and ftp-command-replies.csv."""
    wanted: dict[str, set[tuple[str, str]]] = {}
    for row in files.table("ftp-command-replies.csv"):
        for command in GROUPS.get(row["command"], (row["command"],)):
            wanted.setdefault(row["reply"], set()).add((command, ROLES[row["role"]]))
    found = []
    for code, entry in replies.items():
        if entry["status"] == "observed":
            continue
        mine, want = pairs_of(entry), wanted.get(code, set())
        anywhere = {role for command, role in mine if command == "ANY"}
        missing = {(command, role) for command, role in want - mine if role not in anywhere}
        found += [f"{code} lacks {command} ({role})" for command, role in sorted(missing)]
        found += [
            f"{code} names {command} ({role}), which no RFC lists"
            for command, role in sorted(mine - want)
            if f"{code} {command}" not in extra
        ]
    return found


REPLIES = files.entries("ftp.yaml")
EXTRA = files.exceptions("ftp-commands.txt")


def test_every_standard_code_agrees_with_its_rfc():
    assert standard(REPLIES) == []


def test_every_code_seen_in_use_is_marked_as_observed():
    assert observed(REPLIES) == []


def test_commands_are_those_of_the_rfcs():
    assert commands(REPLIES, EXTRA) == []


def test_every_exception_is_still_needed():
    stated = {f"{code} {command}" for code, entry in REPLIES.items() for command, _ in pairs_of(entry)}
    assert set(EXTRA) - stated == set()


@pytest.mark.parametrize(
    ("code", "change", "complaint"),
    [
        ("425", None, "425 is missing"),
        ("425", {"status": "observed"}, "425 has status observed"),
        ("425", {"text": "Mailbox full"}, "425 has the text"),
        ("425", {"sources": ["RFC 5321 section 4.2.3"]}, "425 cites RFC [5321]"),
        ("229", {"sources": ["RFC 959 section 4.2.2"]}, "229 does not cite RFC2428"),
        ("430", {"status": "standard"}, "430 claims to be standard"),
    ],
)
def test_a_wrong_standard_entry_is_found(code, change, complaint):
    replies = deepcopy(REPLIES)
    if change is None:
        del replies[code]
    else:
        replies[code].update(change)
    assert any(complaint in line for line in standard(replies))


def test_a_wrong_observed_entry_is_found():
    replies = deepcopy(REPLIES)
    del replies["520"]
    replies["430"]["instead"] = []
    replies["577"] = {"code": "577", "status": "observed", "used_by": ["nobody"], "instead": ["550"]}
    assert observed(replies) == [
        "520 is in use, but has no observed entry",
        "577 is called observed, but the table does not know who uses it",
        "430 says no instead",
    ]


def test_a_wrong_command_is_found():
    replies = {"331": REPLIES["331"] | {"commands": {"I": ["PASS"]}}}
    assert commands(replies, {}) == ["331 lacks USER (I)", "331 names PASS (I), which no RFC lists"]
