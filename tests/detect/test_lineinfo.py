"""What a line says by itself, read in a hurry: the quick looks that come first pass over nothing."""

from __future__ import annotations

import pytest

from replycodes.detect import lineinfo
from replycodes.detect.lineinfo import LineInfo, Sign
from tests.detect.test_fixtures import CASES

HTTP = """\
HTTP/1.1 503 Service Unavailable
x http_status=550
"GET / 404
"CONNECT host
GET http://example.org
PATCH /a
method: "POST
res.status(550)
response.sendStatus(550)
res.writeHead(502)
res.send(550)
http_response_code(404)
w.WriteHeader(500)
abort(404)
100-continue
HTTP error 502
HTTPStatus.OK
"http":
"url":
"urlPath":
"uri":
"path":
"endpoint":
"""


@pytest.mark.parametrize("line", HTTP.splitlines())
def test_a_line_about_http(line: str) -> None:
    assert LineInfo(line).http


SIGNS = {name: sign for name, sign in vars(lineinfo).items() if isinstance(sign, Sign)}


@pytest.mark.parametrize("name", SIGNS)
def test_what_is_looked_for_first_passes_over_no_sign(name: str) -> None:
    lines = {line for case in CASES for line in case.lines}
    needs, pattern = SIGNS[name]
    held = [line.lower() for line in lines if pattern.search(line)]
    assert held
    assert not [line for line in held if not any(need in line for need in needs)]


@pytest.mark.parametrize(
    ("line", "smtp", "ftp"),
    [("xSMTPx", 1, 0), ("LMTPx", 1, 0), ("an_smtp_name", 1, 0), ("FTPx FTP_x", 0, 1), ("swift", 0, 0)],
)
def test_parts_of_words_name_a_protocol(line: str, smtp: int, ftp: int) -> None:
    info = LineInfo(line)
    assert (info.smtp, info.ftp) == (smtp, ftp)
