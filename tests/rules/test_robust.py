"""Rules on texts that nobody wrote: no error, places inside their lines, and memory changes no answer."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replycodes.rules.run import Checker
from tests.rules.support import document

NAMES = [
    "mock.yaml",
    "smtp.py",
    "ftp.json",
    "session.txt",
    "mail.log",
    "bounce.eml",
    "imap.js",
    "main.cf",
    "x",
]
PIECES = [
    "250", "550", "599", "354", "226", "750", "211", "5.1.1", "4.7.1", "5.7.606", "5.9.99", "-", " ", "  ", "\t", '"',
    "'", "`", "/", "\\r\\n", "\\n", "\\d", "[0-9]", "(", ")", "|", "^", "$", ":", ": ", "=", "==", "<", ">= ", "{", "}",
    ",", "code", "command", "reply", "smtp", "ftp", "DATA", "RCPT TO", "EHLO", "QUIT", "ABOR", "MAIL FROM:<>", "C: ",
    "S: ", ">>> ", "<<< ", "a1 NO [AUTHENTICATIONFAILED] x", "* OK [NOPE] y", "said: ", "# replycodes: ", "ignore[x]",
    "ignore-file", "off", "on", "- ", "if ", "def handle_", "mailbox full", "é", "\U0001f600", "\u2028", "\x0c", "range(",
]  # fmt: skip

lines = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
texts = st.lists(lines, min_size=1, max_size=12)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(NAMES), texts)
def test_any_text(name: str, text: list[str]) -> None:
    whole = document(name, text)
    checker = Checker(whole)
    found = [(line, one) for line, findings in checker.check_found(whole.found.items()) for one in findings]
    assert found == list(Checker(whole).check_all(range(len(text))))
    assert found == [(n, one) for n in range(len(text)) for one in Checker(whole).check(n)]
    for line, finding in checker.answered(found):
        assert 0 <= finding.start < finding.end <= len(text[line])
        assert finding.message
        assert "\n" not in finding.message
        for fix in checker.proven(line, finding).fixes:
            for edit in fix.edits:
                assert 0 <= edit.start <= edit.end <= len(text[line + edit.line])
        for other in finding.related:
            assert 0 <= other.start < other.end <= len(text[line + other.line])
