"""Debian's daemons and clients: the detector finds the replies that were given, in each log and each output, and no more."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from replycodes.catalog.files import load_catalog, load_formats
from replycodes.detect.detector import Detector
from tests.daemons import debian, runs
from tests.detect.test_live_servers import assert_all_right

pytestmark = pytest.mark.daemons

# As in tests/detect/test_live_servers.py: sessions that are not all right yet.
KNOWN = frozenset(
    {
        "exim-mainlog",
        "lftp-pure-ftpd-login.txt",
        "lftp-pure-ftpd-list.txt",
    }
)


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(load_catalog(), load_formats())


@pytest.mark.parametrize("name", runs.RUNS)
def test_daemon(name: str, detector: Detector) -> None:
    try:
        with (
            tempfile.TemporaryDirectory() as folder
        ):  # pytest's own is closed to the users that daemons run as
            sessions = list(runs.RUNS[name](Path(folder)))
    except debian.MissingError as missing:
        pytest.skip(str(missing))
    assert_all_right(detector, sessions, least=10, known=KNOWN & {session.name for session in sessions})
