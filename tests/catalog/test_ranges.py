"""Which codes a vendor's meaning is about."""

from __future__ import annotations

import pytest

from replycodes.catalog.ranges import covers, covers_reply, enhanced_range


@pytest.mark.parametrize(
    ("pattern", "code", "held"),
    [
        ("5.7.26", "5.7.26", True),
        ("5.7.26", "4.7.26", False),
        ("x.7.26", "4.7.26", True),
        ("5.7.606-5.7.649", "5.7.606", True),
        ("5.7.606-5.7.649", "5.7.630", True),
        ("5.7.606-5.7.649", "5.7.650", False),
        ("5.7.26", "x.7.26", True),
        ("5.7.606-5.7.649", "5.6.630", False),
        ("5.7.x", "5.7.26", False),
        ("", "5.7.26", False),
    ],
)
def test_a_vendors_range_covers(pattern, code, held):
    assert covers(pattern, code) is held


@pytest.mark.parametrize(
    "text", ["", "5.7", "5.7.x", "9.7.1", "5.7.649-5.7.606", "5.7.1-5.6.9", "x.7.1-5.7.9"]
)
def test_what_is_no_range_is_said(text):
    with pytest.raises(ValueError, match=r"^enhanced "):
        enhanced_range(text)


@pytest.mark.parametrize(("pattern", "code"), [("550", "550"), ("4xx", "451"), ("55x", "553")])
def test_a_reply_field_may_leave_digits_open(pattern, code):
    assert covers_reply(pattern, code)
    assert not covers_reply(pattern, "221")
