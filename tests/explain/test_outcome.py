"""What a class says, and how advice on retrying begins."""

from __future__ import annotations

import pytest

from replycodes.explain import outcome


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("No.", "Do not retry."),
        ("No; only with a corrected address.", "Do not retry; only with a corrected address."),
        ("Not unchanged; send it smaller.", "Do not retry unchanged; send it smaller."),
        ("Not with the same method.", "Do not retry with the same method."),
        ("Only after signing works.", "Do not retry unchanged: only after signing works."),
        ("Not by itself; only later.", "Do not retry unchanged: not by itself; only later."),
        ("Never: it can not succeed.", "Do not retry unchanged: never: it can not succeed."),
    ],
)
def test_a_permanent_failure_says_do_not_retry(said, shown):
    assert outcome.retry_said(said, "permanent") == shown


def test_other_advice_stays_as_the_entry_has_it():
    assert outcome.retry_said("After some minutes.", "temporary") == "After some minutes."


@pytest.mark.parametrize(
    ("code", "protocol", "said"),
    [
        ("250", "smtp", "success"),
        ("354", "smtp", "intermediate"),
        ("150", "ftp", "preliminary"),
        ("150", "smtp", "undefined"),
        ("631", "ftp", "protected"),
        ("631", "smtp", "undefined"),
        ("411", "nntp", "refused"),
        ("100", "nntp", "success"),
        ("", "smtp", "undefined"),
    ],
)
def test_the_first_digit_states_the_outcome(code, protocol, said):
    assert outcome.of_reply(code, protocol) == said


def test_three_is_no_class_of_enhanced_codes():
    assert outcome.of_enhanced("3.1.1") == "undefined"
    assert outcome.of_enhanced("4.1.1") == "temporary"
