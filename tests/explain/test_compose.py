"""What an explanation says, and in which order."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from replycodes.catalog.loader import load
from replycodes.detect.occurrence import Occurrence, ReplyContext
from replycodes.explain import given_up
from replycodes.explain.compose import explain
from replycodes.explain.markdown import markdown
from replycodes.explain.model import Step
from replycodes.explain.plain import plain
from replycodes.explain.terminal import terminal

BOUNCE = ReplyContext(
    protocols=("smtp",),
    reply="550",
    enhanced="5.1.1",
    text="<u@example.net>: Recipient address rejected",
    command="RCPT",
)


def at(code, kind="reply", protocols=("smtp",)):
    return Occurrence(start=0, end=len(code), kind=kind, code=code, protocols=protocols)


def test_the_basic_code_of_a_bounce(catalog):
    said = plain(explain(at("550"), catalog, BOUNCE))
    assert said.splitlines() == [
        "SMTP reply 550, “Requested action not taken: mailbox unavailable”, is a permanent failure by its code.",
        "5.1.1 (Bad destination mailbox address): The mailbox does not exist at that server.",
        "It answers RCPT TO: it concerns this one recipient, others of the message may pass.",
        "The sender acts first: Check the spelling; take the address off your lists.",
        "Retry: Do not retry unchanged: the same attempt would be refused again.",
        "Digits: first digit 5: permanent negative completion; second digit 5: mail system.",
        "Related: 5.1.2: the whole domain is wrong.",
        "Sources: RFC 5321 section 4.2.3 <https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3>, "
        "RFC 3463 section 3.2 <https://www.rfc-editor.org/rfc/rfc3463#section-3.2>",
    ]


def test_the_enhanced_code_of_a_bounce(catalog):
    said = plain(explain(at("5.1.1", "enhanced"), catalog, BOUNCE)).splitlines()
    assert said[0] == (
        "Enhanced code 5.1.1, “Bad destination mailbox address”, is a permanent failure by its code."
    )
    assert said[1] == "The mailbox does not exist at that server."
    assert "Related: 5.1.2: the whole domain is wrong." in said
    assert "Digits: class 5: permanent failure; subject 1: addressing status." in said


def test_a_basic_code_alone_says_its_own_summary_and_advice(catalog):
    explanation = explain(at("550"), catalog)
    assert [meaning.origin for meaning in explanation.meanings if meaning.specific] == ["reply"]
    assert [step.role for step in explanation.steps] == ["sender", "developer"]


def test_an_enhanced_code_without_detail_leaves_the_word_to_the_basic_code(catalog):
    explanation = explain(at("550"), catalog, replace(BOUNCE, enhanced="5.0.0"))
    assert explanation.meanings[0].code == "550"
    assert explanation.steps[0].text == "Read the text behind the code."


def test_advice_is_that_of_the_class(catalog):
    temporary = explain(at("4.2.2", "enhanced"), catalog)
    permanent = explain(at("5.2.2", "enhanced"), catalog)
    assert (temporary.steps[0].role, temporary.retry) == ("nobody", "Retry for some days.")
    assert permanent.steps[0].text == "Reach the person another way."
    assert permanent.retry.startswith("Do not retry unchanged")


def test_contradicting_classes_are_named_and_the_reply_code_decides(catalog):
    context = ReplyContext(protocols=("smtp",), reply="550", enhanced="4.2.2")
    explanation = explain(at("550"), catalog, context)
    assert "contradict" in explanation.notes[0]
    assert explanation.meanings[0].text == "The mailbox is full and mail for it is given up."
    assert explanation.retry.startswith("Do not retry unchanged")


def test_an_observed_code_is_marked_nonstandard(catalog):
    explanation = explain(at("541"), catalog)
    assert explanation.standing is not None
    assert explanation.standing.text == (
        "Nonstandard: no specification defines 541; used by Some filter. The standard code for it is 550."
    )


def test_an_unknown_code_is_decoded_by_its_digits(catalog):
    explanation = explain(at("559"), catalog)
    assert explanation.standing is not None
    assert explanation.standing.kind == "unknown"
    assert explanation.standing.text == "No standard and no known server defines 559 for SMTP."
    assert explanation.headline == "SMTP reply 559 is a permanent failure by its code."
    assert explanation.digits
    assert explanation.steps
    assert explanation.retry


def test_a_code_of_another_protocol_is_said_to_be_one(catalog):
    standing = explain(at("226"), catalog).standing
    assert standing is not None
    assert standing.text == "SMTP does not define 226; FTP (Closing data connection) does."


def test_an_undecided_protocol_is_explained_both_ways(catalog):
    explanation = explain(at("550", protocols=("smtp", "ftp")), catalog)
    assert explanation.doubt.startswith("Nothing here decides between SMTP and FTP")
    assert explanation.other is not None
    assert "If it is FTP: FTP reply 550" in plain(explanation)


def test_an_undecided_code_that_one_protocol_defines_is_that_protocols(catalog):
    explanation = explain(at("226", protocols=("smtp", "ftp")), catalog)
    assert (explanation.protocol, explanation.other) == ("ftp", None)


def test_a_response_code_gives_the_reason_of_its_status(catalog):
    context = ReplyContext(protocols=("imap",), status="NO", response_code="AUTHENTICATIONFAILED")
    status = explain(at("NO", "status", ("imap",)), catalog, context)
    code = explain(at("AUTHENTICATIONFAILED", "response-code", ("imap",)), catalog, context)
    assert status.headline == (
        "IMAP status NO, “Operational error”, is a refusal; AUTHENTICATIONFAILED behind it gives the reason."
    )
    assert code.headline.endswith("gives the reason of NO.")
    assert status.steps == code.steps


def test_a_whole_reply_can_be_explained_without_an_occurrence(catalog):
    assert explain(BOUNCE, catalog) == explain(at("550"), catalog, BOUNCE)


@pytest.mark.parametrize("code", ["250", "354", "450", "550", "541", "559", "999", "190"])
@pytest.mark.parametrize("protocol", ["smtp", "ftp", "nntp"])
def test_every_explanation_says_who_acts_and_whether_to_retry(catalog, code, protocol):
    explanation = explain(at(code, protocols=(protocol,)), catalog)
    assert explanation.steps
    assert explanation.retry
    assert explanation.headline.endswith(".")
    assert code in explanation.headline


def test_every_renderer_says_the_same_words(catalog):
    explanation = explain(at("550"), catalog, BOUNCE)
    shown = [terminal(explanation).plain, markdown(explanation).replace("**", "")]
    for text in shown:
        for meaning in explanation.meanings:
            if meaning.specific:
                assert meaning.text in text
        assert explanation.headline in text
        assert explanation.retry in text


def test_json_holds_plain_values_only(catalog):
    explanation = explain(at("550", protocols=("smtp", "ftp")), catalog)
    assert json.loads(json.dumps(explanation.json())) == explanation_as_lists(explanation.json())


def explanation_as_lists(value):
    if isinstance(value, dict):
        return {key: explanation_as_lists(item) for key, item in value.items()}
    return [explanation_as_lists(item) for item in value] if isinstance(value, tuple | list) else value


FTP_WORDS = """
protocol: ftp
replies:
  - code: "550"
    text: "Requested action not taken; file unavailable"
    summary: "The file is missing."
    keywords: ["no such file"]
    status: standard
    sources: ["RFC 959"]
"""


def test_the_replys_own_words_rank_its_protocols(catalog):
    ftp = load({"ftp.yaml": FTP_WORDS}).replies["ftp"]
    both = replace(catalog, replies={**catalog.replies, "ftp": ftp})
    context = ReplyContext(
        protocols=("smtp", "ftp"), reply="550", text="report.txt: No such file or directory"
    )
    assert explain(context, both).protocol == "ftp"
    assert explain(replace(context, text="No such user"), both).protocol == "smtp"


def test_a_temporary_code_promises_no_retry_once_the_sending_server_has_given_up(catalog):
    report = ReplyContext(protocols=("smtp",), reply="450", enhanced="4.2.2", given_up=True)
    for explanation in (explain(report, catalog), explain(at("4.2.2", "enhanced"), catalog, report)):
        assert "but the sending server has given up" in explanation.headline
        assert [step.role for step in explanation.steps] == ["sender"]
        assert explanation.retry.startswith("Nobody tries again")


def test_a_permanent_code_is_told_the_same_after_giving_up(catalog):
    assert explain(replace(BOUNCE, given_up=True), catalog) == explain(BOUNCE, catalog)


def test_advice_that_relies_on_the_queue_is_left_out_once_it_has_given_up():
    usual = [
        Step(role="sending-admin", text="Let the queue retry; if it lasts, query the MX record yourself."),
        Step(role="recipient", text="Delete mail; the waiting message then arrives by itself."),
    ]
    assert given_up.steps(usual)[1:] == (
        Step(role="sending-admin", text="If it lasts, query the MX record yourself."),
    )
