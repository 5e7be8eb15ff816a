"""Requests that are answered before somebody makes them: the first of a kind is late, because patterns are compiled, tables are
filled, and the code that reads and writes its messages is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from replycodes.features.analysis import Analysis
from replycodes.lsp.wiring import FEATURES, Feature
from replycodes.text import Document

if TYPE_CHECKING:
    from replycodes.lsp.engine import Engine
    from replycodes.lsp.protocol import Protocol

_CURSOR = "‸"


class Scene(NamedTuple):
    """A document and the cursor in it."""

    name: str
    language: str
    text: str


_FIRST = (
    Scene(
        "mail.log",
        "log",
        "Feb 21 09:21:54 mx postfix/smtp[1]: connect to mx.example.org[192.0.2.1]:25\n"
        "Feb 21 09:21:55 mx postfix/smtp[1]: 4F2A1: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1, "
        "status=bounced (host mx.example.org said: 55‸0 5.1.1 User unknown (in reply to RCPT TO command))\n",
    ),
    Scene(
        "replies.yaml",
        "yaml",
        'smtp:\n  - command: RCPT\n    reply: "55‸0 5.1.1 no"\n    code: 550\n',
    ),
)
_LATER = (
    Scene(
        "server.py",
        "python",
        'def rcpt(smtp):\n    smtp.reply("55‸0 5.1.1 User unknown")\n    return 250, "Ok"\n',
    ),
    Scene(
        "session.txt",
        "plaintext",
        "S: 220 mx.example.org ESMTP\nC: RCPT TO:<a@example.org>\nS: 55‸0 5.1.1 no\n",
    ),
    Scene("imap.txt", "plaintext", "C: a1 LOGIN a b\nS: a1 NO [AUTH‸ENTICATIONFAILED] Sorry.\n"),
)
_MOST_ASKED = frozenset({"hover", "completion"})
_ABOUT_DOCUMENTS = [feature for feature in FEATURES if not feature.of_session]


def first(engine: Engine, protocol: Protocol) -> None:
    """What the first answers of most sessions would wait for."""
    asked = [feature for feature in _ABOUT_DOCUMENTS if feature.name in _MOST_ASKED]
    for scene in _FIRST:
        for _ in _answered(engine, protocol, scene, asked):
            pass


def further(engine: Engine, protocol: Protocol) -> Iterator[bool]:
    """What others would wait for, one answer with each step."""
    for scene in (*_FIRST, *_LATER):
        yield from _answered(engine, protocol, scene, _ABOUT_DOCUMENTS)


def _answered(
    engine: Engine, protocol: Protocol, scene: Scene, features: Iterable[Feature]
) -> Iterator[bool]:
    detector = engine.workspaces.around(None).detector
    text = Document(scene.text.replace(_CURSOR, ""))
    analysis = Analysis(text, detector, engine.session.catalog, scene.name, scene.language)
    asked = _params(scene)
    for feature in features:
        answer = partial(engine.feature(feature.name), analysis, engine.session)
        protocol.rehearse(feature.method, asked, answer)
        yield True


def _params(scene: Scene) -> dict[str, Any]:
    """What any request about a document needs."""
    before = scene.text[: scene.text.index(_CURSOR)]
    cursor = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
    return {
        "textDocument": {"uri": f"untitled:{scene.name}"},
        "position": cursor,
        "range": {"start": {"line": 0, "character": 0}, "end": cursor},
        "context": {"diagnostics": [], "triggerKind": 1},
        "previousResultId": "",
    }
