"""Options that all tests share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-marks",
        action="store_true",
        help="rewrite the marks of the fixture files from what the code does; review the difference",
    )


@pytest.fixture
def updating_marks(request: pytest.FixtureRequest) -> bool:
    """True when the run is to rewrite marks, not to judge them."""
    return bool(request.config.getoption("--update-marks"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Daemons are driven only when asked for: they need Debian packages and some seconds each."""
    if "daemons" in str(config.getoption("-m")):
        return
    for item in items:
        if item.get_closest_marker("daemons"):
            item.add_marker(pytest.mark.skip(reason="drives mail and FTP daemons: make test-daemons"))
