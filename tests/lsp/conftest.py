"""A server for the tests of this folder: one for all that leave it as it was, a fresh one for the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.lsp.client import Client


@pytest.fixture(scope="module")
def server() -> Iterator[Client]:
    """A server in session, shared by the tests of a module: each must leave it in working order."""
    with Client() as client:
        client.initialize()
        yield client
        assert client.alive()
        assert client.shutdown() == 0


@pytest.fixture
def fresh() -> Iterator[Client]:
    """A server that was just started, not initialized."""
    with Client() as client:
        yield client
