"""Where codes give no reason, the reply's words suggest one, and it is said as a suggestion."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain import suggested
from replycodes.explain.compose import explain
from replycodes.explain.plain import plain


def reply(code, text, enhanced=None):
    return ReplyContext(protocols=("smtp",), reply=code, enhanced=enhanced, text=text)


@pytest.mark.parametrize(
    ("code", "text", "enhanced", "meant"),
    [
        ("550", "<u@example.net>... User unknown", None, "5.1.1"),
        ("550", "<u@example.net>... User unknown", "5.0.0", "5.1.1"),
        ("550", "Sorry, no such user here", None, "5.1.1"),
        ("554", "Relay access denied", None, "5.7.1"),
        ("552", "Mailbox is over quota", None, "5.2.2"),
        ("452", "Mailbox is over quota", None, "4.2.2"),
        ("554", "Too many hops, mail loop?", None, "5.4.6"),
        ("550", "SPF check failed", None, "5.7.23"),
        ("550", "High probability of spam", None, "5.7.1"),
        ("450", "Client host rejected: cannot find your reverse hostname", None, "4.7.25"),
    ],
)
def test_words_suggest_a_reason(code, text, enhanced, meant):
    assert suggested.enhanced(reply(code, text, enhanced), load_catalog()) == meant


@pytest.mark.parametrize(
    ("code", "text", "enhanced"),
    [
        ("550", "", None),
        ("550", "Requested action not taken: mailbox unavailable", None),
        ("550", "We do not accept mail from your network", None),
        ("550", "User unknown", "5.7.1"),  # the code gives a reason already
        ("250", "user unknown is what we never say", None),
        ("535", "user unknown", None),
        ("550", "superuser unknownness", None),
    ],
)
def test_without_clear_words_nothing_is_suggested(code, text, enhanced):
    assert suggested.enhanced(reply(code, text, enhanced), load_catalog()) is None


@pytest.mark.parametrize(
    "text", ["<u@example.net>... User unknown", "SPF check failed", "cannot find your reverse hostname"]
)
def test_words_about_mail_decide_for_it(text):
    both = replace(reply("550", text), protocols=("smtp", "ftp"))
    assert explain(both, load_catalog()).other is None


@pytest.mark.parametrize("text", ["Quota exceeded", "Access denied"])
def test_words_that_other_protocols_use_too_decide_nothing(text):
    both = replace(reply("550", text), protocols=("smtp", "ftp"))
    assert explain(both, load_catalog()).other is not None


def test_it_is_said_as_a_suggestion_and_its_advice_is_taken():
    catalog = load_catalog()
    said = plain(explain(reply("550", "<u@example.net>... User unknown"), catalog))
    assert "The text suggests 5.1.1 (Bad destination mailbox address): " in said
    assert next(iter(catalog.enhanced_details["1.1"].classes["5"].advice.values())) in said
    assert said.startswith("SMTP reply 550, “Requested action not taken: mailbox unavailable”,")
