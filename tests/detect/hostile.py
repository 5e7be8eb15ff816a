"""Texts that are made to be slow: what is dense, what repeats, what counts, what stays open, what no memory can help with."""

from __future__ import annotations

import random
from collections.abc import Callable

Rows = Callable[[random.Random], str]


def _word(rng: random.Random) -> str:
    return "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randrange(3, 10)))


def _words(rng: random.Random, count: int) -> str:
    return " ".join(_word(rng) for _ in range(count))


def _code(rng: random.Random) -> int:
    return rng.randrange(100, 600)


REPEATED = {
    "digits": "5",
    "hyphens": "550-",
    "codes and blanks": "550 ",
    "dots": "5.",
    "dots without end": "4.4.4.4.4.",
    "enhanced codes": "5.1.1 ",
    "brackets": "[(",
    "codes in parentheses": "(550)",
    "codes in quotes": '"550"',
    "quoted list": '"550",',
    "tabs": "550\t",
    "NUL": "550\0",
    "combining characters": "e\u0301 550 ",
    "quotes": "\"'",
    "escapes": "\\n550-",
    "escapes with text": "\\n550-x ",
    "statuses": "* OK ",
    "every status": "* OK * NO * BAD * BYE * PREAUTH ",
    "open brackets of a status": "NO [",
    "tags": "a1 NO [ALERT] ",
    "strings with response codes": "'[ALERT] ",
    "parts": "{5, 1, 1}",
    "objects": '{"code":550,"status":"5.1.1","x":[',
    "invented codes in JSON": '{"code": 599,"x":1},',
    "lists": "550, ",
    "keys": "a=550 ",
    "paths": "/550",
    "long blanks": "550 no" + " " * 500,
    "lines with long blanks": "550 no" + " " * 3_000 + "\n",
    "empty lines": "\n",
    "lines of a code": "550\n",
    "lines of a hyphen": "550-\n",
    "lines of a reply": "550 no\n",
    "carriage returns": "550-a\r\n",
    "lines of an enhanced code": "5.1.1\n",
    "lines of a key": "code: 599,\n",
    "quoted replies": "> 250\n",
    "marked replies": "<<< 550-x\n",
    "lines of a status": "a001 NO [\n",
    "unclosed replies": "220-x\n",
    "replies that never close": "220-a\n550-b\n",
    "three replies that never close": "220-a\n550-b\n421-c\n",
    "inside replies": "220-x\n 530 y\n",
    "bodies": "DATA\n354 x\n550 y\n",
    "commands": "RETR 550\n",
    "HTTP": "HTTP/1.1 550\n",
    "folded headers": "Diagnostic-Code: smtp; 550 5.1.1\n folded 550 text\n folded 550 text\n",
    "one log line": "Feb  1 00:00:01 mx1 postfix/smtp[123]: 4F2AB: to=<a@example.net>, dsn=5.1.1, status=bounced "
    "(host mx.example.net[203.0.113.5] said: 550 5.1.1 no such user)\n",
}
"""A unit that is written again and again."""

COUNTED = {
    "counted open replies": "550-line {}\n",
    "counted open replies, on one line": "550-line {} ",
    "open replies with counted text": "550-{} text\n",
    "counted replies that never close": "220-a{0}\n550-b{0}\n",
    "counted open replies with enhanced codes": "550-5.1.1 user{} unknown\n",
    "counted replies of strings": "550-a{}\\r\\n",
    "counted hyphens": "550-{} ",
    "counted dots": "5.{}.",
    "counted brackets": "[{}\n",
    "counted quotes": '"{}\n',
}
"""A unit that is written again and again, with a number that rises."""

VARIED: dict[str, Rows] = {
    "random numbers": lambda r: f"{r.randrange(100, 1000)} ",
    "random numbers, a line each": lambda r: f"{r.randrange(100, 1000)}\n",
    "rows of random numbers": lambda r: " ".join(str(r.randrange(100, 1000)) for _ in range(10)) + "\n",
    "comma-separated random numbers": lambda r: (
        ",".join(str(r.randrange(100, 1000)) for _ in range(12)) + "\n"
    ),
    "minified JSON": lambda r: f'{{"code":{_code(r)}}},',
    "XML on one line": lambda r: f"<code>{_code(r)}</code>",
    "JSON lines": lambda r: f'{{"code":{_code(r)}}}\n',
    "XML lines": lambda r: f"<code>{_code(r)}</code>\n",
    "YAML": lambda r: f"code: {_code(r)},\n",
    "random enhanced codes": lambda r: f"{r.choice('245')}.{r.randrange(8)}.{r.randrange(31)} {_word(r)}\n",
    "shuffled open replies": lambda r: r.choice(["220-a\n", "550-b\n", "421 c\n", "DATA\n", " 530 d\n"]),
    "new processes": lambda r: (
        f"Feb  1 00:00:01 mx1 postfix/smtp[{r.randrange(99999)}]: said: {r.randrange(400, 600)} {_word(r)}\n"
    ),
    "words around a code": lambda r: f"{_words(r, 3)} 550 {_words(r, 3)}\n",
    "words around a code, on one line": lambda r: f"{_words(r, 3)} 550 {_words(r, 3)} ",
    "words before a colon": lambda r: f"{_words(r, 2)}: {r.choice([550, 554, 421])} {_words(r, 4)}\n",
    "one word and a hyphen": lambda r: f"{_word(r)} {_code(r)}-\n",
    "unbalanced quotes": lambda r: f'"{_word(r)} 550\n',
    "MIME boundaries": lambda r: f"--{_word(r)}550\nContent-Type: text/plain\n\n550 {_word(r)}\n",
    "web requests": lambda r: f"HTTP/1.1 {_code(r)} {_word(r)}\n",
    "IMAP responses": lambda r: (
        f"a{r.randrange(1000)} {r.choice(['OK', 'NO', 'BAD'])} [{_word(r).upper()}] {_words(r, 2)}\n"
    ),
    "sessions": lambda r: (
        f"S: {r.randrange(200, 560)} {_words(r, 2)}\nC: {r.choice(['MAIL FROM', 'DATA'])}:<{_word(r)}>\n"
    ),
    "dates": lambda r: f"2024-10-{r.randrange(10, 29)} {_code(r)} 12:{r.randrange(10, 60)}:11 {_code(r)}\n",
    "directory listings": lambda r: f"-rw-r--r-- 1 ftp ftp {_code(r)} Jan {r.randrange(1, 29)} {_word(r)}\n",
    "arrays of structures": lambda r: f'    {{ {_code(r)}, "{_words(r, 2)}" }},\n',
    "ideographs": lambda r: f"错误 {r.randrange(400, 600)} 用户\n",
}
"""Rows that are never the same."""

OPENED: dict[str, tuple[str, Rows]] = {
    "a body without end": ("DATA\n354 go\n", lambda r: f"550 {_words(r, 3)}\n"),
    "a reply without end": ("230-hello\n", lambda r: f"{_code(r)} {_words(r, 3)}\n"),
    "indented text without end": ("230-hello\n", lambda r: f" 230 {_words(r, 3)}\n"),
    "a table with a header": (
        "#Fields: date time c-ip cs-method sc-status\n",
        lambda r: f"2024-01-01 00:00:00 192.0.2.1 {r.choice(['USER', 'RETR'])} {_code(r)}\n",
    ),
}
"""Something that begins and never ends, and then rows."""

NAMES = (*REPEATED, *COUNTED, *VARIED, *OPENED)


def _counted(unit: str, size: int) -> str:
    rows, length = [""], 0
    while length < size:
        rows.append(unit.format(len(rows)))
        length += len(rows[-1])
    return "".join(rows)


def text(name: str, size: int) -> str:
    """About ``size`` code points of a text, the same for the same size."""
    if name in REPEATED:
        unit = REPEATED[name]
        return unit * (size // len(unit))
    if name in COUNTED:
        return _counted(COUNTED[name], size)
    begin, row = OPENED[name] if name in OPENED else ("", VARIED[name])
    rng = random.Random(5)
    rows, length = [begin], len(begin)
    while length < size:
        rows.append(row(rng))
        length += len(rows[-1])
    return "".join(rows)
