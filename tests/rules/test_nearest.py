"""The codes that a fix offers instead of an invented one: by what the text says, then by the digits."""

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.rules.nearest import nearest_replies


@pytest.mark.parametrize(
    ("code", "text", "first"),
    [
        ("599", "mailbox full", ["552", "452"]),
        ("566", "user unknown", ["550"]),
        ("596", "no such user", ["550"]),
        ("560", "too many connections", ["421"]),
        ("598", "try again later, greylisted", ["450", "451"]),
        ("571", "message refused by policy", ["550"]),
        ("533", "authentication required", ["530"]),
        ("590", "message too large", ["552"]),
        ("299", "ok", ["250"]),
        ("379", "send it", ["354"]),
        ("599", "", ["554"]),
    ],
)
def test_smtp(code, text, first):
    assert nearest_replies(load_catalog(), "smtp", code, text)[: len(first)] == first


@pytest.mark.parametrize(
    ("code", "text", "first"),
    [("559", "Quota exceeded", "552"), ("559", "file not found", "550"), ("199", "", "150")],
)
def test_ftp(code, text, first):
    assert nearest_replies(load_catalog(), "ftp", code, text)[0] == first


@pytest.mark.parametrize(
    ("enhanced", "first"), [("5.7.1", "550"), ("4.2.2", "452"), ("5.7.8", "535"), ("5.1.1", "550")]
)
def test_the_enhanced_code_beside_it_decides(enhanced, first):
    assert nearest_replies(load_catalog(), "smtp", "599", "full", beside=enhanced)[0] == first
