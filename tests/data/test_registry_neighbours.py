"""pop3.yaml, managesieve.yaml, nntp.yaml and theory.yaml agree with the tables made from the RFCs."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest

from tests.data import files
from tests.data.files import Record

NNTP_COMMANDS = {
    "connection": {"CONNECT"},
    "generic": {"ANY"},
    "AUTHINFO": {"AUTHINFO USER", "AUTHINFO PASS", "AUTHINFO SASL"},
}


def response_codes(name: str, entries: dict[str, Record]) -> list[str]:
    """What differs between the response codes of a protocol and its table."""
    rows = {row["code"]: row for row in files.table(f"{name}-response-codes.csv")}
    found = [f"{code} is missing" for code in rows.keys() - entries.keys()]
    found += [f"{code} is not in the table" for code in entries.keys() - rows.keys()]
    for code in rows.keys() & entries.keys():
        row, entry = rows[code], entries[code]
        goes = {word.strip() for word in row["goes_with"].split(",")}
        if set(entry["statuses"]) != goes:
            found.append(f"{code} goes with {entry['statuses']}, the table says {sorted(goes)}")
        arguments = row.get("syntax", "").removeprefix(code).strip()
        if entry.get("arguments", "") != arguments:
            found.append(f"{code} has arguments {entry.get('arguments')!r}, the table {arguments!r}")
        if files.rfcs(entry["sources"]) != files.rfcs([row["reference"]]):
            found.append(f"{code} cites {entry['sources']}, the table {row['reference']}")
    return sorted(found)


def nntp(replies: dict[str, Record]) -> list[str]:
    """What differs between nntp.yaml and its table."""
    rows = {row["code"]: row for row in files.table("nntp-replies.csv")}
    found = [f"{code} is missing" for code in rows.keys() - replies.keys()]
    found += [f"{code} is not in the table" for code in replies.keys() - rows.keys()]
    for code in rows.keys() & replies.keys():
        row, entry = rows[code], replies[code]
        if entry["text"] != row["meaning"]:
            found.append(f"{code} has the text {entry['text']!r}, the table {row['meaning']!r}")
        if (
            not files.rfcs([row["primary_rfc"]])
            <= files.rfcs(entry["sources"])
            <= files.rfcs([row["sources"]])
        ):
            found.append(f"{code} cites {entry['sources']}, the table {row['sources']}")
        mine = {command for commands in entry["commands"].values() for command in commands}
        for group in row["commands"].split("; "):
            named = NNTP_COMMANDS.get(group, {group})
            if group != "several" and not mine & named:
                found.append(f"{code} does not name {group}")
        if set(entry["commands"]) != {{"3": "I", "4": "E", "5": "E"}.get(code[0], "S")}:
            found.append(f"{code} has a role that its first digit forbids")
    return sorted(found)


def places(text: str) -> set[str]:
    """The places cited: "RFC5321 4.2.1; RFC821 App. E" -> {"RFC 5321 4.2.1", "RFC 821 E"}."""
    found = set()
    for part in text.split("; "):
        document, _, rest = part.replace("RFC ", "RFC").partition(" ")
        number = document.removeprefix("RFC")
        for place in re.findall(r"[\d.]*\d|\b[A-Z]+\b", rest.replace("App.", "")):
            found.add(f"RFC {number} {place}")
    return found


def theory(records: list[Record]) -> list[str]:
    """The rows of theory.csv that no record covers: digits by their item, all by a place they cite."""
    found = []
    for row in files.table("theory.csv"):
        digits = row["topic"] in ("first digit", "second digit")
        mine = [
            record
            for record in records
            if record["protocol"] in {row["protocol"], "enhanced", "ftp"}
            and (not digits or (record["protocol"], record["item"]) == (row["protocol"], row["item"]))
        ]
        cited = {
            re.sub(r" (?:section|appendix) ", " ", source) for record in mine for source in record["sources"]
        }
        if not places(row["sources"]) & cited:
            found.append(f"{row['protocol']} {row['topic']} {row['item']}: no record cites {row['sources']}")
    return found


@pytest.mark.parametrize("name", ["pop3", "managesieve"])
def test_response_codes_agree_with_the_rfcs(name):
    assert response_codes(name, files.entries(f"{name}.yaml", "response_codes")) == []


def test_nntp_agrees_with_the_rfcs():
    assert nntp(files.entries("nntp.yaml")) == []


def test_theory_covers_its_table():
    assert theory(files.document("theory.yaml")["theory"]) == []


def test_every_digit_can_be_decoded_once():
    records = files.document("theory.yaml")["theory"]
    keys = [(record["protocol"], record["topic"], record["item"]) for record in records]
    assert len(keys) == len(set(keys))
    for protocol, firsts in (("smtp", "12345"), ("ftp", "123456"), ("nntp", "12345")):
        assert {(protocol, "first digit", f"{digit}yz") for digit in firsts} <= set(keys)
    for protocol, seconds in (("smtp", "012345"), ("ftp", "012345"), ("nntp", "0123489")):
        assert {(protocol, "second digit", f"x{digit}z") for digit in seconds} <= set(keys)


@pytest.mark.parametrize(
    ("code", "change", "complaint"),
    [
        ("SYS/TEMP", {"statuses": ["+OK"]}, "SYS/TEMP goes with ['+OK']"),
        ("SYS/TEMP", {"sources": ["RFC 2449 section 8"]}, "SYS/TEMP cites"),
        ("SYS/TEMP", {"arguments": "seconds"}, "SYS/TEMP has arguments 'seconds'"),
    ],
)
def test_a_wrong_response_code_is_found(code, change, complaint):
    entries = deepcopy(files.entries("pop3.yaml", "response_codes"))
    entries[code].update(change)
    entries["MADEUP"] = entries.pop("UTF8")
    found = response_codes("pop3", entries)
    assert any(complaint in line for line in found)
    assert {"UTF8 is missing", "MADEUP is not in the table"} <= set(found)


@pytest.mark.parametrize(
    ("code", "change", "complaint"),
    [
        ("411", {"text": "mailbox busy"}, "411 has the text"),
        ("411", {"sources": ["RFC 959 section 4.2.2"]}, "411 cites"),
        ("411", {"commands": {"E": ["LISTGROUP"]}}, "411 does not name GROUP"),
        ("411", {"commands": {"S": ["GROUP", "LISTGROUP"]}}, "411 has a role"),
    ],
)
def test_a_wrong_nntp_reply_is_found(code, change, complaint):
    replies = deepcopy(files.entries("nntp.yaml"))
    replies[code].update(change)
    assert any(complaint in line for line in nntp(replies))


def test_missing_theory_is_found():
    records = [record for record in files.document("theory.yaml")["theory"] if record["item"] != "6yz"]
    assert theory(records) == ["ftp first digit 6yz: no record cites RFC2228 5.2"]
