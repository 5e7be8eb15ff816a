"""A small database, so that these tests are about composing and not about facts."""

from __future__ import annotations

import pytest

from replycodes.catalog.loader import load
from replycodes.catalog.model import Catalog

SMTP = """
protocol: smtp
replies:
  - code: "250"
    text: "Requested mail action okay, completed"
    summary: "Done."
    status: standard
    sources: ["RFC 5321 section 4.2.3"]
  - code: "354"
    text: "Start mail input; end with <CRLF>.<CRLF>"
    summary: "The server is ready for the message."
    status: standard
    sources: ["RFC 5321 section 4.2.3"]
  - code: "450"
    text: "Requested mail action not taken: mailbox unavailable"
    summary: "The mailbox cannot take mail just now."
    advice: {nobody: "The queue tries again."}
    status: standard
    sources: ["RFC 5321 section 4.2.3"]
  - code: "550"
    text: "Requested action not taken: mailbox unavailable"
    summary: "The server refuses this address or this message for good; the number alone does not say which."
    advice:
      sender: "Read the text behind the code."
      developer: "Say why with an enhanced code."
    differs:
      "551": "not here, but the reply names where"
      "552": "the mailbox is there but over its storage"
    status: standard
    sources: ["RFC 5321 section 4.2.3"]
  - code: "541"
    text: "Recipient address rejected"
    summary: "Message refused by a filter."
    used_by: ["Some filter"]
    instead: ["550"]
    status: observed
    sources: ["RFC 5321"]
"""
FTP = """
protocol: ftp
replies:
  - code: "226"
    text: "Closing data connection"
    summary: "The transfer is complete."
    status: standard
    sources: ["RFC 959 section 4.2.2"]
  - code: "550"
    text: "Requested action not taken; file unavailable"
    summary: "The file is missing or not readable."
    advice: {user: "Check the path and its rights."}
    status: standard
    sources: ["RFC 959 section 4.2.2"]
"""
ENHANCED = """
classes:
  - {code: "4", text: "Persistent Transient Failure", summary: "May pass later.", status: registered,
     sources: ["RFC 3463 section 2"]}
  - {code: "5", text: "Permanent Failure", summary: "Will not pass.", status: registered,
     sources: ["RFC 3463 section 2"]}
subjects:
  - {code: "1", text: "Addressing Status", summary: "About an address.", status: registered,
     sources: ["RFC 3463 section 2"]}
details:
  - code: "0.0"
    text: "Other undefined Status"
    summary: "No detail."
    status: registered
    sources: ["RFC 3463 section 3.1"]
  - code: "1.1"
    text: "Bad destination mailbox address"
    summary: "The mailbox does not exist at that server."
    advice: {sender: "Check the spelling; take the address off your lists."}
    differs: {"1.2": "the whole domain is wrong"}
    status: registered
    sources: ["RFC 3463 section 3.2"]
  - code: "2.2"
    text: "Mailbox full"
    summary: "The mailbox is over its storage."
    status: registered
    sources: ["RFC 3463 section 3.3"]
    classes:
      "4": {summary: "The mailbox is full for now.", advice: {nobody: "Wait."}, retry: "Retry for some days."}
      "5": {summary: "The mailbox is full and mail for it is given up.",
            advice: {sender: "Reach the person another way."}}
"""
IMAP = """
protocol: imap
statuses:
  - {code: "NO", text: "Operational error", summary: "The server understood the command and refused it.",
     status: standard, tagged: true, untagged: true, sources: ["RFC 9051 section 7.1.2"]}
response_codes:
  - code: AUTHENTICATIONFAILED
    text: "Authentication failed"
    summary: "The login was refused, for a reason that the server keeps to itself."
    advice: {user: "Check name and password."}
    statuses: ["NO"]
    status: standard
    sources: ["RFC 5530 section 3"]
"""
THEORY = """
theory:
  - {protocol: smtp, topic: first digit, item: "5yz", text: "Permanent negative completion.",
     sources: ["RFC 5321 section 4.2.1"]}
  - {protocol: smtp, topic: second digit, item: "x5z", text: "Mail system.",
     sources: ["RFC 5321 section 4.2.1"]}
"""
SOURCES = """
sources:
  - {id: "RFC 5321", title: "Simple Mail Transfer Protocol", url: "https://www.rfc-editor.org/rfc/rfc5321"}
  - {id: "RFC 959", title: "File Transfer Protocol", url: "https://www.rfc-editor.org/rfc/rfc959"}
  - {id: "RFC 3463", title: "Enhanced Mail System Status Codes",
     url: "https://www.rfc-editor.org/rfc/rfc3463"}
  - {id: "RFC 5530", title: "IMAP Response Codes", url: "https://www.rfc-editor.org/rfc/rfc5530"}
  - {id: "RFC 9051", title: "IMAP4rev2", url: "https://www.rfc-editor.org/rfc/rfc9051"}
"""


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    loaded = load(
        {
            "smtp.yaml": SMTP,
            "ftp.yaml": FTP,
            "enhanced.yaml": ENHANCED,
            "imap.yaml": IMAP,
            "theory.yaml": THEORY,
            "sources.yaml": SOURCES,
        }
    )
    assert loaded.problems == ()
    return loaded
