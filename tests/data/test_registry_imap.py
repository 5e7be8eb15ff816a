"""imap.yaml agrees with the tables made from the RFCs and the IANA registry: every status, every code."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest

from tests.data import files
from tests.data.files import Record

WORDS = re.compile(r"\b(?:OK|NO|BAD|BYE|PREAUTH)\b")
EVERY_STATUS = {"OK", "NO", "BAD", "BYE", "PREAUTH"}


def statuses(entries: dict[str, Record]) -> list[str]:
    """What differs between the status entries and imap-status.csv."""
    rows = {row["status"]: row for row in files.table("imap-status.csv")}
    found = [f"{word} is missing" for word in rows.keys() - entries.keys()]
    found += [f"{word} is no IMAP status" for word in entries.keys() - rows.keys()]
    for word in rows.keys() & entries.keys():
        for field in ("tagged", "untagged", "greeting"):
            want = "true" if rows[word][field] == "yes" else "false"
            if entries[word].get(field) != want:
                found.append(f"{word} has {field}: {entries[word].get(field)}, the table says {want}")
        if not files.rfcs(entries[word]["sources"]) & files.rfcs([rows[word]["sources"]]):
            found.append(f"{word} cites none of {rows[word]['sources']}")
    return sorted(found)


def wanted_status(row: dict[str, str]) -> str:
    if row["basis"] != "standard":
        return "observed"
    if row["obsolete"] != "no":
        return "obsolete"
    return "registered" if "IANA" in row["sources"] else "standard"


def wanted_arguments(row: dict[str, str]) -> str:
    """The syntax without the code itself: "NEWNAME old new" -> "old new", "A B | A C" -> "B | C"."""
    return " | ".join(form.removeprefix(row["code"]).strip() for form in row["syntax"].split(" | "))


def response_codes(entries: dict[str, Record]) -> list[str]:
    """What differs between the response codes and imap-response-codes.csv."""
    rows = {row["code"]: row for row in files.table("imap-response-codes.csv")}
    found = [f"{code} is missing" for code in rows.keys() - entries.keys()]
    found += [f"{code} is not in the table" for code in entries.keys() - rows.keys()]
    for code in rows.keys() & entries.keys():
        row, entry = rows[code], entries[code]
        if entry["status"] != wanted_status(row):
            found.append(f"{code} has status {entry['status']}, the table says {wanted_status(row)}")
        goes = EVERY_STATUS if row["goes_with"].startswith("any") else set(WORDS.findall(row["goes_with"]))
        if set(entry["statuses"]) != goes:
            found.append(f"{code} goes with {entry['statuses']}, the table says {sorted(goes)}")
        if entry.get("arguments", "") != wanted_arguments(row):
            found.append(
                f"{code} has arguments {entry.get('arguments')!r}, the table {wanted_arguments(row)!r}"
            )
        allowed = files.rfcs([row["references"], row["sources"]]) | {3501, 5530, 9051}
        if wrong := files.rfcs(entry["sources"]) - allowed:
            found.append(f"{code} cites RFC {sorted(wrong)}, which do not define it")
        if ("IANA IMAP Response Codes" in entry["sources"]) != ("IANA" in row["sources"]):
            found.append(f"{code} and the table disagree whether the registry lists it")
        if wanted_status(row) == "observed":
            found += [f"{code} says no {field}" for field in ("used_by", "instead") if not entry.get(field)]
    return sorted(found)


STATUSES = files.entries("imap.yaml", "statuses")
CODES = files.entries("imap.yaml", "response_codes")


def test_statuses_agree_with_the_rfcs():
    assert statuses(STATUSES) == []


def test_response_codes_agree_with_the_registry():
    assert response_codes(CODES) == []


@pytest.mark.parametrize(
    ("word", "change", "complaint"),
    [
        ("BYE", {"tagged": "true"}, "BYE has tagged: true"),
        ("BYE", {"sources": ["RFC 5321"]}, "BYE cites none"),
        ("BYE", None, "BYE is missing"),
    ],
)
def test_a_wrong_status_is_found(word, change, complaint):
    entries = deepcopy(STATUSES)
    if change is None:
        entries["CIAO"] = entries.pop(word)
        assert "CIAO is no IMAP status" in statuses(entries)
    else:
        entries[word].update(change)
    assert any(complaint in line for line in statuses(entries))


@pytest.mark.parametrize(
    ("code", "change", "complaint"),
    [
        ("AUTHENTICATIONFAILED", {"statuses": ["OK"]}, "goes with ['OK']"),
        ("THROTTLED", {"status": "standard"}, "THROTTLED has status standard"),
        ("THROTTLED", {"instead": []}, "THROTTLED says no instead"),
        ("UNSEEN", {"status": "registered"}, "UNSEEN has status registered"),
        ("APPENDUID", {"arguments": "uid"}, "APPENDUID has arguments 'uid'"),
        ("ALERT", {"sources": ["RFC 2449", "IANA IMAP Response Codes"]}, "ALERT cites RFC [2449]"),
        ("HASCHILDREN", {"sources": ["IANA IMAP Response Codes"]}, "disagree whether the registry lists it"),
    ],
)
def test_a_wrong_response_code_is_found(code, change, complaint):
    entries = deepcopy(CODES)
    entries[code].update(change)
    assert any(complaint in line for line in response_codes(entries))


def test_a_missing_and_an_invented_response_code_are_found():
    entries = deepcopy(CODES)
    entries["MADEUP"] = entries.pop("ALERT")
    assert response_codes(entries)[0] == "ALERT is missing"
    assert "MADEUP is not in the table" in response_codes(entries)
