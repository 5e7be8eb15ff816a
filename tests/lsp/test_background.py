"""The background's order: who waits goes first, then documents that are due, then what nobody waits for."""

from __future__ import annotations

import asyncio

from lsprotocol import types

from replycodes.lsp.background import Background
from replycodes.lsp.documents import OpenDocument
from replycodes.lsp.leisure import Leisure
from replycodes.text import Encoding


def document() -> OpenDocument:
    return OpenDocument(types.TextDocumentItem("file:///a.log", "log", 1, "550 no\n"), Encoding.UTF16)


def test_leisure_comes_last_and_ends() -> None:
    done: list[str] = []
    waiting = [True, True, True, False]

    def step(_: OpenDocument, lines: int) -> int:
        done.append("document")
        return lines if done.count("document") < 3 else 0

    def leisure() -> bool:
        done.append("leisure")
        return done.count("leisure") < 4

    async def session() -> None:
        background = Background(lambda: waiting.pop(0) if waiting else False, step, lambda _: None)
        background.schedule(document(), pause=0)
        background.use_leisure(leisure)
        for _ in range(40):
            await asyncio.sleep(0)

    asyncio.run(session())
    assert done == ["document"] * 3 + ["leisure"] * 4
    assert not waiting


def test_leisure_waits_until_all_is_quiet() -> None:
    done: list[float] = []
    compiled: list[int] = []

    async def session() -> None:
        now = asyncio.get_running_loop().time
        background = Background(lambda: False, lambda document, lines: 0, lambda _: None)

        def step() -> bool:
            done.append(now() - heard)
            if len(done) == 2:
                leisure.heard()
            return len(done) < 4

        def small() -> bool:
            compiled.append(1)
            return len(compiled) < 3

        heard = now()
        leisure = Leisure(background, small, step, quiet=0.02)
        await asyncio.sleep(0.01)
        heard = now()
        leisure.heard()
        while len(done) < 4:
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.03)

    asyncio.run(session())
    assert len(done) == 4
    assert len(compiled) >= 3
    assert done[0] >= 0.02
    assert done[2] - done[1] >= 0.02
