"""What people ask about FTP and IMAP codes is answered: what it means, and what to do next."""

from __future__ import annotations

import re

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain.compose import explain
from replycodes.explain.model import Explanation

# The code, what its meaning must say, who must act first, what they are told.
FTP = [
    ("150", r"second reply", "nobody", r"226"),
    ("227", r"p1\*256\+p2", "nobody", r"private"),
    ("229", r"port named", "nobody", r"firewall"),
    ("331", r"password next", "nobody", r"Only 230 means logged in"),
    ("421", r"ends the session", "user", r"fewer"),
    ("425", r"could not be opened", "user", r"active to passive"),
    ("426", r"had begun and then", "user", r"resume"),
    ("430", r"no RFC", "user", r"530"),
    ("500", r"does not know", "user", r"SFTP, FTPS and FTP"),
    ("521", r"PROT setting", "user", r"PROT P"),
    ("522", r"other IP version", "user", r"reuses the TLS session"),
    ("530", r"not logged in", "user", r"TLS"),
    ("550", r"does not say which", "user", r"upper and lower case"),
    ("552", r"quota", "user", r"Delete"),
    ("553", r"cannot be stored", "user", r"may write"),
]
IMAP = [
    ("NO", r"understood .* refuses", "user", r"bracket"),
    ("BAD", r"did not understand", "developer", r"grammar"),
    ("BYE", r"about to close", "nobody", r"LOGOUT"),
    ("AUTHENTICATIONFAILED", r"does not say whether", "user", r"app password"),
    ("UNAVAILABLE", r"down at the moment", "nobody", r"tries again"),
    ("OVERQUOTA", r"full", "user", r"[Dd]elete"),
    ("TRYCREATE", r"could be created", "developer", r"CREATE"),
    ("PRIVACYREQUIRED", r"encrypted", "user", r"993"),
    ("UIDVALIDITY", r"still hold", "nobody", r"fetch it anew"),
    ("AUTH", r"POP3 code", "user", r"AUTHENTICATIONFAILED"),
]


def judge(said: Explanation, means: str, who: str, told: str) -> None:
    assert re.search(means, " ".join(meaning.text for meaning in said.meanings))
    assert said.steps[0].role == who
    assert re.search(told, " ".join(step.text for step in said.steps))
    assert said.sources


@pytest.mark.parametrize(("code", "means", "who", "told"), FTP)
def test_ftp(code, means, who, told):
    judge(explain(ReplyContext(protocols=("ftp",), reply=code), load_catalog()), means, who, told)


@pytest.mark.parametrize(("code", "means", "who", "told"), IMAP)
def test_imap(code, means, who, told):
    field = "status" if code in ("NO", "BAD", "BYE") else "response_code"
    context = ReplyContext(protocols=("imap",), **{field: code})
    judge(explain(context, load_catalog()), means, who, told)


def test_a_hyphen_behind_the_code_is_explained():
    texts = {(fact.protocol, fact.topic, fact.item): fact.text for fact in load_catalog().theory}
    assert "another line follows" in texts["smtp", "multi-line", "hyphen and space"]
    assert "the last line" in texts["ftp", "multi-line", "hyphen and space"]
