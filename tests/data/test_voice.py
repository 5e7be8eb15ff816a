"""Every entry is finished and speaks in the house's voice: plain sentences, then what to do."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from replycodes.catalog.model import ROLES
from tests.data import files
from tests.data.files import DATA, EXCEPTIONS, Record

LONGEST_SUMMARY = 160

# What other lists say and we must not: protocol file, code, pattern.
KNOWN_ERRORS = [
    ("smtp.yaml", "200", r"(?<!not )system status"),
    ("smtp.yaml", "551", r"relay(ing)? (is )?denied"),
    ("smtp.yaml", "450", r"^The (user|mailbox) does not exist"),
    ("smtp.yaml", "550", r"^The (user|mailbox) does not exist"),
    ("ftp.yaml", "200", r"status"),
    ("ftp.yaml", "550", r"mailbox"),
    ("ftp.yaml", "202", r"fail|error"),
    ("imap.yaml", "AUTHENTICATIONFAILED", r"the user exists"),
]
# Names that keep their small letter at the beginning of a sentence.
SMALL_NAMES = r"vsftpd|pyftpdlib|qmail|iCloud"
JUDGEMENTS = re.compile(r"\b(?:hard|soft) bounces?\b|\bobviously\b|\bplease\b", re.IGNORECASE)


def texts(entry: Record) -> Iterator[tuple[str, str]]:
    """The sentences of an entry with the field they stand in. Phrases (``differs``) are no sentences."""
    yield "summary", entry.get("summary", "")
    for role, sentence in entry.get("advice", {}).items():
        yield f"advice for {role}", sentence
    for field in ("triggers", "also_used"):
        for sentence in entry.get(field, []):
            yield field, sentence
    if "retry" in entry:
        yield "retry", entry["retry"]
    for digit, part in entry.get("classes", {}).items():
        for field, sentence in texts(part):
            yield f"{field} of class {digit}", sentence


def unfinished(entry: Record) -> list[str]:
    """Fields without which an entry is not finished."""
    advised = entry.get("advice") or entry.get("classes")
    wanted = {
        "text": entry.get("text"),
        "summary": entry.get("summary"),
        "sources": entry.get("sources"),
        "advice": advised,
    }
    found = [f"no {field}" for field, value in wanted.items() if not value]
    for digit, part in entry.get("classes", {}).items():
        found += [f"no {field} of class {digit}" for field in ("summary", "advice") if not part.get(field)]
    return found


def no_sentence(entry: Record) -> list[str]:
    """Texts that are no sentences, or too long for a glance."""
    found = []
    for field, sentence in texts(entry):
        if not re.match(rf"[A-Z0-9'\"+\[]|{SMALL_NAMES}", sentence) or not re.search(
            r"[.!?]['\"]?$", sentence
        ):
            found.append(f"{field} is no sentence: {sentence!r}")
        if field.startswith("summary") and len(sentence) > LONGEST_SUMMARY:
            found.append(
                f"{field} has {len(sentence)} characters; {LONGEST_SUMMARY} are readable at a glance"
            )
    return found


def unknown_roles(entry: Record) -> list[str]:
    """Roles in advice that the model does not know."""
    parts = [entry, *entry.get("classes", {}).values()]
    return [
        f"unknown role {role!r}" for part in parts for role in part.get("advice", {}) if role not in ROLES
    ]


def slips(entry: Record) -> list[str]:
    """Doubled words, stray blanks and words that judge instead of telling."""
    found = []
    phrases = [("differs", phrase) for phrase in entry.get("differs", {}).values()]
    for field, text in [*texts(entry), *phrases]:
        if match := re.search(r"\b([A-Za-z]+) \1\b", text):
            found.append(f"{field} doubles {match[1]!r}")
        if text != text.strip() or re.search(r"  |\s[,.;:!?](?:\s|$)", text):
            found.append(f"{field} has a stray blank: {text!r}")
        if match := JUDGEMENTS.search(text):
            found.append(f"{field} says {match[0]!r}")
    return found


def dangling(entry: Record, codes: set[str]) -> list[str]:
    """Codes named in ``differs`` and ``instead`` that have no entry, and an entry that differs from itself."""
    named = [*entry.get("differs", {}), *entry.get("instead", [])]
    found = [f"names {code}, which has no entry" for code in named if code not in codes]
    return found + (["differs from itself"] if entry["code"] in named else [])


EACH: list[Callable[[Record], list[str]]] = [unfinished, no_sentence, unknown_roles, slips]


@pytest.mark.parametrize("check", EACH, ids=lambda check: check.__name__)
def test_entries(check):
    assert [f"{place}: {found}" for place, entry in files.all_entries() for found in check(entry)] == []


@pytest.mark.parametrize("name", files.names())
def test_related_codes_have_entries(name):
    found = []
    for section in files.SECTIONS:
        codes = files.entries(name, section)
        found += [f"{code}: {line}" for code, entry in codes.items() for line in dangling(entry, set(codes))]
    assert found == []


@pytest.mark.parametrize("name", files.names("vendors"))
def test_meanings_of_vendors(name):
    found = []
    for number, meaning in enumerate(files.document(name)["meanings"], 1):
        label = f"meaning {number} ({meaning.get('reply', '')} {meaning.get('enhanced', '')})"
        complaints = [line for check in (no_sentence, unknown_roles, slips) for line in check(meaning)]
        complaints += [f"no {field}" for field in ("summary", "advice", "sources") if not meaning.get(field)]
        found += [f"{label}: {line}" for line in complaints]
    assert found == []


@pytest.mark.parametrize(("name", "code", "error"), KNOWN_ERRORS)
def test_errors_of_other_lists_are_not_repeated(name, code, error):
    entry = files.entries(name).get(code)
    assert entry is None or not re.search(error, entry["summary"], re.IGNORECASE)


def misspelled(*arguments: str, text: str | None = None) -> str:
    command = [
        sys.executable,
        "-m",
        "codespell_lib",
        "--ignore-words",
        str(EXCEPTIONS / "spelling.txt"),
        *arguments,
    ]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False).stdout


def test_spelling():
    assert misspelled(str(DATA)) == ""


def test_a_misspelling_is_found():
    assert "teh ==> the" in misspelled("-", text="summary: teh server is gone\n")


GOOD: Record = {
    "code": "550",
    "text": "File unavailable",
    "summary": "The file is not there.",
    "advice": {"user": "Check the path."},
    "sources": ["RFC 959"],
}


def test_a_good_entry_passes_every_check():
    assert [line for check in EACH for line in check(GOOD)] + dangling(GOOD, {"550"}) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"summary": ""}, "no summary"),
        ({"text": ""}, "no text"),
        ({"sources": []}, "no sources"),
        ({"advice": {}}, "no advice"),
        ({"classes": {"4": {"summary": "It waits."}}}, "no advice of class 4"),
        ({"summary": "the file is not there."}, "summary is no sentence"),
        ({"summary": "The file is not there"}, "summary is no sentence"),
        ({"advice": {"user": "check the path"}}, "advice for user is no sentence"),
        ({"summary": f"The file is {'very ' * 40}far."}, "summary has"),
        ({"advice": {"boss": "Pay for it."}}, "unknown role 'boss'"),
        ({"summary": "The file is is not there."}, "summary doubles 'is'"),
        ({"summary": "The file , it is not there."}, "summary has a stray blank"),
        ({"summary": "It is a hard bounce."}, "summary says 'hard bounce'"),
    ],
)
def test_a_bad_entry_is_found(change, complaint):
    assert any(complaint in line for check in EACH for line in check(GOOD | change))


def test_a_dangling_relation_is_found():
    assert dangling(GOOD | {"differs": {"577": "is made up"}}, {"550"}) == ["names 577, which has no entry"]
    assert dangling(GOOD | {"instead": ["550"]}, {"550"}) == ["differs from itself"]
