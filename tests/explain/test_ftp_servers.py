"""What an FTP server means by its own words comes first, and those words tell FTP from SMTP."""

from __future__ import annotations

from dataclasses import replace

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.detect.occurrence import ReplyContext
from replycodes.explain import vendors
from replycodes.explain.compose import explain

CASES = [
    ("530", "Non-anonymous sessions must use encryption.", "vsftpd", "FTPES"),
    ("421", "There are too many connections from your internet address.", "vsftpd", "fewer simultaneous"),
    ("500", "OOPS: vsftpd: refusing to run with writable root inside chroot()", "vsftpd", "write permission"),
    ("553", "Could not create file.", "vsftpd", "where you may write"),
    ("522", "SSL connection failed; session reuse required: see require_ssl_reuse", "vsftpd", "reuses TLS"),
    ("425", "Unable to build data connection: Operation not permitted", "ProFTPD", "reuses TLS"),
    ("550", "SSL/TLS required on the control channel", "ProFTPD", "FTPES"),
    (
        "425",
        "Unable to build data connection: TLS session of data connection not resumed.",
        "FileZilla Server",
        "TLS 1.3",
    ),
    ("530", "User cannot log in, home directory inaccessible.", "IIS (Microsoft FTP Service)", "NTFS"),
    ("534", "Policy requires SSL.", "IIS (Microsoft FTP Service)", "FTPES"),
    ("530", "Login authentication failed", "Pure-FTPd", "user@domain"),
    ("500", "I won't open a connection to 192.168.1.5 (only to 198.51.100.7)", "Pure-FTPd", "passive mode"),
]


@pytest.mark.parametrize(("code", "text", "server", "advice"), CASES)
def test_a_server_is_known_by_its_words(code, text, server, advice):
    catalog = load_catalog()
    context = ReplyContext(protocols=("smtp", "ftp"), reply=code, text=text)
    found = vendors.match(context, catalog)
    assert found is not None
    assert found.vendor.name == server
    said = explain(context, catalog)
    assert said.protocol == "ftp"
    assert said.other is None
    assert advice in " ".join(step.text for step in said.steps)


@pytest.mark.parametrize(
    ("around", "server"),
    [
        ("220 (vsFTPd 3.0.5)", "vsftpd"),
        ("Nov 21 20:00:01 host1 vsftpd[4242]: [anna] FTP response: ...", "vsftpd"),
        ("220 ProFTPD Server (Example) [203.0.113.5]", "ProFTPD"),
    ],
)
def test_common_words_are_a_server_s_own_only_beside_its_name(around, server):
    catalog = load_catalog()
    context = ReplyContext(protocols=("ftp",), reply="530", text="Login incorrect.")
    assert vendors.match(context, catalog) is None
    found = vendors.match(replace(context, surroundings=around), catalog)
    assert found is not None
    assert found.vendor.name == server


def test_a_mail_reply_is_never_an_ftp_server_s():
    context = ReplyContext(protocols=("smtp",), reply="553", text="Could not create file.")
    assert vendors.match(context, load_catalog()) is None


def test_words_that_nobody_owns_leave_both_protocols():
    said = explain(ReplyContext(protocols=("smtp", "ftp"), reply="550", text="Access denied"), load_catalog())
    assert said.other is not None
