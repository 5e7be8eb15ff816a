"""The loader: what it reads, what it refuses and how it says so."""

import textwrap

import pytest

from replycodes.catalog import compiled
from replycodes.catalog.loader import load

REPLY = """
    protocol: smtp
    replies:
      - code: "550"
        text: "Requested action not taken: mailbox unavailable"
        summary: "The server refuses."
        status: standard
        sources: ["RFC 5321 section 4.2.3"]
        commands: {E: [MAIL, RCPT]}
        advice: {sender: "Check the address."}
"""
ENHANCED = """
    details:
      - code: "2.2"
        text: "Mailbox full"
        summary: "No room."
        status: registered
        sources: ["RFC 3463 section 3.3"]
        basic: ["552"]
        classes:
          "4": {summary: "May clear.", advice: {nobody: "Wait."}}
"""
VENDOR = """
    name: "Gmail"
    hosts: ["google.com"]
    sources:
      - {id: "Gmail SMTP errors", title: "Errors", url: "https://support.google.com/"}
    meanings:
      - enhanced: "5.7.26"
        phrases: ["unauthenticated"]
        summary: "Neither SPF nor DKIM passed."
        advice: {sending-admin: "Repair SPF or DKIM."}
        sources: ["Gmail SMTP errors"]
"""


def read(**files: str):
    return load({name.replace("__", "/") + ".yaml": textwrap.dedent(text) for name, text in files.items()})


def test_reads_every_kind_of_file():
    catalog = read(smtp=REPLY, enhanced=ENHANCED, vendors__google=VENDOR)
    assert catalog.problems == ()
    reply = catalog.replies["smtp"]["550"]
    assert (reply.protocol, reply.commands) == ("smtp", {"E": ("MAIL", "RCPT")})
    assert catalog.enhanced_details["2.2"].classes["4"].advice == {"nobody": "Wait."}
    assert catalog.vendors["google"].meanings[0].enhanced == "5.7.26"
    assert "Gmail SMTP errors" in catalog.sources


def test_the_compiled_form_gives_the_same_catalog():
    catalog = read(smtp=REPLY, enhanced=ENHANCED, vendors__google=VENDOR)
    assert compiled.from_json(compiled.to_json(catalog)) == catalog


@pytest.mark.parametrize(
    ("status", "standard"), [("standard", True), ("obsolete", True), ("observed", False)]
)
def test_the_export_says_whether_a_specification_defines_the_code(status, standard):
    catalog = read(smtp=REPLY.replace("status: standard", f"status: {status}"))
    assert compiled.to_json(catalog)["smtp"]["replies"]["550"]["standard"] is standard


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (('"550"', "550"), 4, "quote this value"),
        (("status: standard", "status: wrong"), 7, "none of standard"),
        (("summary:", "sumary:"), 6, "did you mean 'summary'"),
        (("        text:", "        code:"), 5, "stands twice"),
        (('"550"', '"5500"'), 4, "no code of the form"),
        (("{sender:", "{sendr:"), 4, "none of sender"),
        (('["RFC 5321 section 4.2.3"]', '"RFC 5321"'), 8, "a list is expected"),
        (("protocol: smtp\n", "\n"), 3, "needs a line 'protocol:'"),
        (("standard\n", "!!python/name:os.system x\n"), 7, "tags are not allowed"),
        (("  - code", "- code: [\n"), 5, "not valid YAML"),
    ],
)
def test_a_fault_is_reported_with_its_line(change, line, says):
    catalog = read(smtp=REPLY.replace(*change, 1), enhanced=ENHANCED)
    assert "2.2" in catalog.enhanced_details, "the rest loads"
    reported = [(problem.line, problem.message) for problem in catalog.problems]
    assert any(at == line and says in message for at, message in reported), reported


def test_aliases_are_refused():
    bomb = "a: &a [x]\nb: [*a, *a, *a]\n"
    assert "anchors" in load({"smtp.yaml": bomb}).problems[0].message


def test_deep_nesting_is_refused():
    assert load({"smtp.yaml": "replies: " + "[" * 900 + "]" * 900}).problems


def test_a_duplicate_code_keeps_the_first():
    twice = textwrap.dedent(REPLY) + textwrap.dedent(REPLY).split("replies:\n")[1].replace(
        "refuses", "says no"
    )
    catalog = load({"smtp.yaml": twice})
    assert catalog.replies["smtp"]["550"].summary == "The server refuses."
    assert "stands twice" in catalog.problems[0].message
