"""replycodes scan and explain: formats, standard input, bad input."""

import json

import pytest
from click.testing import CliRunner

from replycodes.cli import pieces
from replycodes.cli.group import cli

LINE = "Feb 21 09:22:04 mx1 postfix/smtpd[4239]: NOQUEUE: reject: RCPT from unknown[203.0.113.77]:54421: 554 5.7.1 <box@example.net>: Relay access denied; from=<a@example.com> to=<box@example.net> proto=ESMTP helo=<host.invalid>\n"


def run(*arguments, input=None):
    return CliRunner().invoke(cli, list(arguments), input=input)


def rows(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_jsonl_is_the_contract(tmp_path):
    log = tmp_path / "mail.log"
    log.write_text(LINE, encoding="utf-8")
    first, second = rows(run("scan", "--format", "jsonl", str(log)))
    column = LINE.index("554") + 1
    assert first == {
        "path": str(log), "line": 1, "column": column, "end_column": column + 3,
        "text": "554", "kind": "reply", "protocol": "smtp", "code": "554",
    }  # fmt: skip
    assert (second["code"], second["kind"]) == ("5.7.1", "enhanced")


def test_standard_input():
    assert [row["path"] for row in rows(run("scan", "--format", "jsonl", "-", input=LINE))] == ["-", "-"]


@pytest.mark.parametrize("size", [200, 1000, 4096])
def test_pieces_do_not_show(tmp_path, monkeypatch, size):
    """Whatever the size of the pieces that a file is read in, the finds are the same."""
    log = tmp_path / "mail.log"
    log.write_text(LINE * 40, encoding="utf-8")
    whole = run("scan", "--format", "jsonl", str(log)).stdout
    monkeypatch.setattr(pieces, "HEAD", 3 * size)
    monkeypatch.setattr(pieces, "PIECE", size)
    assert run("scan", "--format", "jsonl", str(log)).stdout == whole
    assert whole.count("\n") == 80


def test_bad_input_is_said_in_one_line_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 64)
    (tmp_path / "b.log").write_bytes(LINE.encode() + b"caf\xe9\n" + LINE.encode())
    (tmp_path / "c.log").write_text("x" * 5_000_000 + "\n" + LINE, encoding="utf-8")
    (tmp_path / "gone.log").symlink_to(tmp_path / "nowhere")
    done = run("scan", "--format", "jsonl", str(tmp_path))
    assert done.exit_code == 2
    said = done.stderr.splitlines()
    assert len(said) == 3
    assert any("a.bin: binary" in line for line in said)
    assert any("b.log: not valid UTF-8" in line for line in said)
    assert any("gone.log: no such file" in line for line in said)
    assert len(rows(done)) == 6


def test_a_byte_order_mark_shifts_no_column(tmp_path):
    log = tmp_path / "mail.log"
    log.write_bytes(b"\xef\xbb\xbf" + LINE.encode())
    assert rows(run("scan", "--format", "jsonl", str(log)))[0]["column"] == LINE.index("554") + 1


def test_why_names_the_evidence(tmp_path):
    log = tmp_path / "mail.log"
    log.write_text(LINE, encoding="utf-8")
    done = run("scan", "--why", str(log))
    assert "554 reply: yes, smtp (" in done.stdout
    assert "enhanced code follows" in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["550"], "mailbox unavailable"),
        (["550", "5.1.1"], "no such mailbox"),
        (["--protocol", "ftp", "425"], "data connection"),
        (["AUTHENTICATIONFAILED"], "login was refused"),
        (["452 4.2.2 Mailbox full"], "mailbox is full"),
    ],
)
def test_explain(words, says):
    done = run("explain", *words)
    assert done.exit_code == 0
    assert says in done.stdout


def test_explain_of_no_code_points_to_search():
    done = run("explain", "hello")
    assert done.exit_code == 2
    assert "replycodes search" in done.stderr
