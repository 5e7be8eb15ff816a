"""Words as search sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replycodes.catalog import words


@pytest.mark.parametrize(
    "forms",
    [
        "greylist greylisted greylisting greylists",
        "deny denied denies",
        "relay relayed relaying relays",
        "block blocked blocking blocks",
        "throttle throttled throttling throttles",
        "refuse refused refusing refuses",
        "quit quitting",
        "mailbox mailboxes",
        "policy policies",
        "greylisting graylisting",
        "blocklist blacklists",
    ],
)
def test_the_forms_of_a_word_are_one_word(forms):
    assert len({words.stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["full fully", "address addressed", "class classic", "news new"])
def test_unlike_words_stay_apart_or_meet_harmlessly(pair):
    assert all(len(words.stem(word)) >= 3 for word in pair.split())


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("", "", 0),
        ("full", "full", 0),
        ("ful", "full", 1),
        ("mialbox", "mailbox", 1),
        ("quta", "quota", 1),
        ("abc", "xyz", 3),
    ],
)
def test_distance(one, other, edits):
    assert words.distance(one, other) == words.distance(other, one) == edits


@given(st.text(alphabet="abcde", max_size=8), st.text(alphabet="abcde", max_size=8))
def test_distance_is_at_least_the_difference_in_length(one, other):
    assert abs(len(one) - len(other)) <= words.distance(one, other) <= max(len(one), len(other))


def test_near_words():
    vocabulary = words.Vocabulary(["mailbox", "quota", "greylist", "full"])
    assert list(vocabulary.near("mialbox")) == ["mailbox"]
    assert list(vocabulary.near("qouta")) == ["quota"]
    assert list(vocabulary.near("grelistt")) == ["greylist"]
    assert list(vocabulary.near("ful")) == []  # too short to guess at
    assert list(vocabulary.beginning_with("mail")) == ["mailbox"]


@given(st.text())
def test_any_query_has_tokens_without_fault(text):
    assert len(words.query_words(text)) <= 12
