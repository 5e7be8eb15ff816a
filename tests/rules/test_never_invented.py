"""Codes of specifications, registries and programs in use are never called invented, wherever they stand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.rules.support import findings

REGISTRY = Path(__file__).parents[1] / "registry"
INVENTED = {"unknown-reply-code", "malformed-reply-code", "unknown-enhanced-code"}

SMTP = {
    "mock.yaml": 'smtp:\n  greeting: {{code: 220, text: "mx.example.org ESMTP"}}\n  rcpt_to: {{code: {0}, text: "said so"}}',
    "mock.json": '{{"smtp": [{{"command": "MAIL FROM", "code": 250}}, {{"command": "RCPT TO", "code": {0}}}]}}',
    "smtp_server.py": 'import smtplib\ndef rcpt(smtp):\n    smtp.send("{0} said so")\n    smtp.send("250 2.1.5 ok")',
    "server.go": 'import "github.com/emersion/go-smtp"\nvar err = &smtp.SMTPError{{Code: {0}, Message: "said so"}}',
    "session.txt": "220 mx.example.org ESMTP\nHELO a.example.net\n250 mx.example.org\nMAIL FROM:<a@example.net>\n{0} said so",
    "mail.log": "Nov 21 19:37:18 mx1 postfix/smtp[12]: 4F2A: status=bounced (host mx.example.net[192.0.2.7] said: {0} no)",
}
FTP = {
    "mock.yaml": 'ftp:\n  greeting: {{code: 220, text: "FTP server ready"}}\n  retr: {{code: {0}, text: "said so"}}',
    "ftp_server.py": "from pyftpdlib.handlers import FTPHandler\nclass H(FTPHandler):\n"
    '    def ftp_RETR(self, file):\n        self.respond("{0} said so.")',
    "session.txt": "220 ftp.example.org FTP server ready\nUSER alice\n331 password please\nPASS x\n{0} said so",
}


HEARSAY = {"web-list", "misprint", "out-of-range", "draft"}  # nobody is known to send these


def codes(name: str) -> list[str]:
    with (REGISTRY / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("kind") not in HEARSAY]
        return sorted({row["code"] for row in rows if row["code"].isdigit()})


def rules_in(name: str, text: str) -> set[str]:
    return {finding.rule for _, finding in findings(name, text.split("\n"))[1]}


@pytest.mark.parametrize("code", sorted({*codes("smtp-replies.csv"), *codes("smtp-nonstandard.csv")}))
def test_smtp(code: str) -> None:
    for name, text in SMTP.items():
        assert not rules_in(name, text.format(code)) & INVENTED, name


@pytest.mark.parametrize("code", sorted({*codes("ftp-replies.csv"), *codes("ftp-nonstandard.csv")}))
def test_ftp(code: str) -> None:
    for name, text in FTP.items():
        assert not rules_in(name, text.format(code)) & INVENTED, name


@pytest.mark.parametrize(
    "code",
    ["422", "453", "455", "458", "459", "521", "523", "524", "525", "538", "555", "556", "498", "605", "607"],
)
def test_smtp_codes_that_look_invented(code: str) -> None:
    for name, text in SMTP.items():
        assert not rules_in(name, text.format(code)) & INVENTED, name


@pytest.mark.parametrize("code", ["430", "431", "522", "554"])
def test_ftp_codes_that_look_invented(code: str) -> None:
    for name, text in FTP.items():
        assert not rules_in(name, text.format(code)) & INVENTED, name


@pytest.mark.parametrize(("code", "whose"), [("5.7.606", "Exchange Online"), ("498", "Mailgun")])
def test_it_is_said_whose_code_it_is(code: str, whose: str) -> None:
    text = SMTP["smtp_server.py"].format(f"550 {code}" if "." in code else code)
    (finding,) = (one for _, one in findings("smtp_server.py", text.split("\n"))[1] if one.code == code)
    assert finding.rule == "nonstandard-reply-code"
    assert whose in finding.message
    assert any(word in finding.message for word in ("says the same", "nearest registered"))


@pytest.mark.parametrize("code", ["599", "577", "596", "379"])
def test_an_invented_code_is_called_so(code: str) -> None:
    found = [name for name, text in SMTP.items() if "unknown-reply-code" in rules_in(name, text.format(code))]
    assert len(found) >= len(SMTP) // 2, found
