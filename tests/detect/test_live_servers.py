"""Real servers and clients talk on loopback; the detector finds the replies that the client was given, and no more."""

from __future__ import annotations

import difflib
import imaplib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from replycodes.catalog.files import load_catalog, load_formats
from replycodes.detect.detector import Detector
from tests.detect import live_ftp, live_imap, live_smtp
from tests.detect.live import Session

# Sessions that are not all right yet. The list only shrinks: a session that is right fails while it stands here.
KNOWN_SMTP: frozenset[str] = frozenset()
KNOWN_FTP: frozenset[str] = frozenset()
KNOWN_IMAP: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(load_catalog(), load_formats())


def problems(detector: Detector, session: Session) -> str:
    """What was found too much, too little or in the wrong protocol, with its line."""
    lines = session.text.split("\n")
    found = detector.scan(lines, detector.profile(session.name, "plaintext", lines), 0, len(lines))
    actual = [(f"{o.kind} {o.code}", line) for line, occurrences in found for o in occurrences]
    expected = [f"{kind} {code}" for kind, code in session.codes]
    out = []
    matcher = difflib.SequenceMatcher(a=expected, b=[text for text, _ in actual], autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag != "equal":
            near = actual[min(b1, len(actual) - 1)][1] if actual else 0
            out.append(
                f"  given {expected[a1:a2]}, found {[t for t, _ in actual[b1:b2]]} near line {near + 1}:"
            )
            out += [f"    {line[:200]}" for line in lines[max(0, near - 1) : near + 2]]
    for line, occurrences in found:
        for o in occurrences:
            if o.protocol != session.protocol:
                out.append(f"  {o.code} is taken for {o.protocol}: {lines[line][:200]}")
    return "\n".join([f"{session.name}:", *out]) if out else ""


def assert_all_right(
    detector: Detector, sessions: Iterable[Session], least: int, known: frozenset[str]
) -> None:
    seen = list(sessions)
    assert sum(len(session.codes) for session in seen) >= least, "the clients heard less than they should"
    wrong = {session.name: text for session in seen if (text := problems(detector, session))}
    new = "\n".join(text for name, text in wrong.items() if name not in known)
    assert not new, new
    assert known <= set(wrong), f"right now, take them out of the list: {sorted(known - set(wrong))}"


def test_smtp(detector: Detector) -> None:
    assert_all_right(detector, live_smtp.sessions(), least=600, known=KNOWN_SMTP)


def test_ftp(detector: Detector, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert_all_right(
        detector, live_ftp.sessions(tmp_path, lambda: capsys.readouterr().out), least=400, known=KNOWN_FTP
    )


def test_imap(
    detector: Detector, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(imaplib, "Debug", 4)
    capture: Callable[[], str] = lambda: capsys.readouterr().err  # noqa: E731
    assert_all_right(detector, live_imap.sessions(capture), least=40, known=KNOWN_IMAP)
