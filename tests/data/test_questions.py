"""What people ask about SMTP codes is answered: what it means, and who does what next.

The questions are those that administrators ask in public; the answers come through the explanation engine, as a
hover would give them. FTP and IMAP have theirs elsewhere.
"""

from __future__ import annotations

import re

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain.compose import explain
from replycodes.explain.model import Explanation


def ask(question: str) -> Explanation:
    """Explain "550 5.1.1", "550" or "5.1.1"."""
    codes = question.split()
    reply = next((code for code in codes if "." not in code), None)
    enhanced = next((code for code in codes if "." in code), None)
    return explain(ReplyContext(protocols=("smtp",), reply=reply, enhanced=enhanced), load_catalog())


# The question, what the first line must mean, who must act first, what they are told.
QUESTIONS = [
    ("550 5.1.1", r"no such mailbox", "sender", r"spelling"),
    ("550", r"does not say which", "sender", r"enhanced code"),
    ("550 5.7.1", r"relaying", "sending-admin", r"block list"),
    ("554 5.7.1", r"relaying", "sending-admin", r"ask for removal"),
    ("450 4.2.0", r"greylisting", "nobody", r"retry passes"),
    ("451 4.7.1", r"greylisting", "nobody", r"retry passes"),
    ("421", r"ends the connection", "sending-admin", r"fewer connections"),
    ("421 4.7.0", r"too fast", "sending-admin", r"more slowly"),
    ("450 4.7.28", r"too much too fast", "sending-admin", r"[Ss]low down"),
    ("452 4.2.2", r"mailbox is full, and the server waits", "recipient", r"[Dd]elete"),
    ("552 5.2.2", r"mailbox is full, and the server has given", "sender", r"another way"),
    ("552 5.3.4", r"server's size limit", "sender", r"link"),
    ("552 5.2.3", r"too large for that mailbox", "sender", r"smaller"),
    ("554", r"no service for this client", "sending-admin", r"block list"),
    ("535 5.7.8", r"login was refused", "sender", r"app password"),
    ("535", r"[Ll]ogin refused", "sender", r"app password"),
    ("530", r"log in, or first start TLS", "sender", r"STARTTLS"),
    ("530 5.7.0", r"STARTTLS|start TLS", "sender", r"STARTTLS \(port 587\)"),
    ("530 5.7.1", r"log in, or first start TLS", "sender", r"port 587"),
    ("535 5.7.3", r"[Ll]ogin refused", "sender", r"app password"),
    ("535 5.7.13", r"account is disabled", "sender", r"provider"),
    ("530 5.5.1", r"log in, or first start TLS", "sender", r"port 587"),
    ("535 5.7.0", r"[Ll]ogin refused", "sender", r"app password"),
    ("535 5.7.1", r"[Ll]ogin refused", "sender", r"app password"),
    ("454 4.7.0", r"login service", "receiving-admin", r"login daemon"),
    ("454 4.7.1", r"relaying", "nobody", r"log in, port 587"),
    ("550 5.7.0", r"security rule", "sending-admin", r"STARTTLS"),
    ("552 5.7.0", r"security rule", "sending-admin", r"attachments"),
    ("552 5.2.0", r"mailbox is over its storage", "sender", r"smaller"),
    ("534 5.7.9", r"does not allow this login method", "sender", r"app password"),
    ("538 5.7.11", r"Encrypt first", "sender", r"STARTTLS"),
    ("503 5.5.1", r"out of order", "developer", r"EHLO, AUTH if needed, MAIL, RCPT, DATA"),
    ("503", r"wrong moment", "developer", r"reply before this one"),
    ("500", r"does not know this command", "developer", r"EHLO answer"),
    ("501", r"badly written", "sender", r"typing errors"),
    ("502", r"does not offer", "developer", r"EHLO answer"),
    ("504", r"HELO name", "sending-admin", r"full DNS name"),
    ("504 5.5.2", r"as written", "sending-admin", r"full DNS name"),
    ("450 4.7.25", r"reverse name", "sending-admin", r"PTR"),
    ("550 5.7.25", r"reverse name", "sending-admin", r"PTR"),
    ("550 5.7.23", r"SPF failed", "sending-admin", r"SPF record"),
    ("550 5.7.24", r"could not be evaluated", "sending-admin", r"ten look-ups"),
    ("450 4.1.8", r"could not be looked up", "sending-admin", r"MX or A record"),
    ("553 5.1.8", r"does not exist", "sending-admin", r"MX or A record"),
    ("550 5.4.1", r"No connection", "sending-admin", r"port 25"),
    ("556 5.1.10", r"takes no mail", "sender", r"another address"),
    ("451 4.4.1", r"No connection", "sending-admin", r"port 25"),
    ("451 4.4.2", r"connection to the server broke", "sending-admin", r"MTU, firewall"),
    ("4.4.7", r"too long in the queue", "sending-admin", r"earlier 4xx lines"),
    ("5.4.7", r"too long in the queue", "sending-admin", r"earlier 4xx lines"),
    ("554 5.4.6", r"mail loop", "sending-admin", r"Received lines"),
    ("5.4.4", r"No way to the domain", "sender", r"spelling"),
    ("550 5.1.2", r"domain does not exist", "sender", r"spelling"),
    ("452 4.5.3", r"Too many recipients", "nobody", r"further transaction"),
    ("250 2.0.0", r"taken the message", "nobody", r"queue id"),
]


@pytest.mark.parametrize(("question", "means", "who", "does"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_the_question_is_answered(question: str, means: str, who: str, does: str) -> None:
    answer = ask(question)
    assert re.search(means, answer.meanings[0].text), answer.meanings[0].text
    assert answer.steps[0].role == who
    told = " ".join(step.text for step in answer.steps)
    assert re.search(does, told), told
    assert answer.retry


# What a neighbour of the code is for: people ask for the difference.
DIFFERENCES = {
    "421": ["450", "451", "452"],
    "450": ["451", "452", "550"],
    "451": ["421", "450", "452"],
    "452": ["552"],
    "500": ["501", "502", "503", "504"],
    "501": ["500", "504"],
    "502": ["500", "503", "504"],
    "503": ["500", "502"],
    "504": ["501", "502"],
    "530": ["535"],
    "535": ["530", "534", "538"],
    "550": ["551", "552", "553", "554"],
    "551": ["251", "550"],
    "552": ["452", "550", "553", "554"],
    "553": ["550", "552", "554"],
    "554": ["550", "552", "553"],
}


@pytest.mark.parametrize("code", DIFFERENCES)
def test_the_difference_to_its_neighbours_is_told(code: str) -> None:
    assert set(DIFFERENCES[code]) <= {related.code for related in ask(code).related}


# Errors that are copied from list to list: they must not come back.
COPIED_ERRORS = [
    ("551", r"[Rr]elay\w* (access )?denied"),
    ("5.0.0", r"address does not exist"),
    ("523", r"too large for"),
    ("541", r"^Rejected by (an )?anti-?spam"),
    ("200", r"[Ss]ystem status"),
    ("5.4.1", r"[Aa]ccess denied|directory"),
]


@pytest.mark.parametrize(("question", "wrong"), COPIED_ERRORS)
def test_copied_errors_are_not_repeated(question: str, wrong: str) -> None:
    assert not any(re.search(wrong, meaning.text) for meaning in ask(question).meanings)


@pytest.mark.parametrize("code", ["101", "111", "345", "602", "999"])
def test_numbers_that_cannot_be_smtp_replies_are_not_explained_as_such(code: str) -> None:
    assert code not in load_catalog().replies["smtp"]


def test_no_bounce_is_called_hard_or_soft() -> None:
    catalog = load_catalog()
    for entry in (*catalog.replies["smtp"].values(), *catalog.enhanced_details.values()):
        assert not re.search(r"\b(hard|soft)[ -]?bounce", str(entry)), entry.code
