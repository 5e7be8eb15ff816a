"""What is done before somebody asks, and after somebody was answered."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Callable
from typing import Any

from lsprotocol import types

from replycodes.lsp import rehearsal
from replycodes.lsp.collecting import Collector
from replycodes.lsp.engine import Engine
from replycodes.lsp.messages import converter


class Listener:
    """Answers what is rehearsed and keeps the answers."""

    def __init__(self) -> None:
        self.answers: list[tuple[str, str, object]] = []

    def rehearse(self, method: str, params: dict[str, Any], answer: Callable[[Any], object]) -> None:
        expected: Any = types.METHOD_TO_TYPES[method][2]
        uri = params["textDocument"]["uri"]
        self.answers.append((method, uri, answer(converter().structure(params, expected))))


def test_every_rehearsal_has_an_answer() -> None:
    engine = Engine(types.ClientCapabilities(), None, lambda path: None, list)
    listener: Any = Listener()
    rehearsal.first(engine, listener)
    assert {uri for _, uri, _ in listener.answers} == {"untitled:mail.log", "untitled:replies.yaml"}
    assert all(rehearsal.further(engine, listener))
    for method, uri, answer in listener.answers:
        if method in (types.TEXT_DOCUMENT_HOVER, types.TEXT_DOCUMENT_COMPLETION):
            assert answer, (method, uri)


class Node:
    """Something that only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_is_collected_when_nobody_waits() -> None:
    waiting = [True, True, False]

    async def session() -> None:
        collector = Collector(lambda: waiting.pop(0))
        nodes = [Node() for _ in range(1000)]
        last = weakref.ref(nodes[-1])
        del nodes
        collector.soon()
        collector.soon()
        while waiting:
            assert last() is not None
            await asyncio.sleep(0.001)
        assert last() is None

    gc.collect()
    gc.disable()
    try:
        asyncio.run(session())
    finally:
        gc.enable()
