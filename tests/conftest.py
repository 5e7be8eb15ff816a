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
