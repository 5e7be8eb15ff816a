"""What is asked of the session as a whole, and not of one document, may use this."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from replycodes.detect.detector import Detector
from replycodes.features.analysis import Analysis
from replycodes.features.session import Session


@dataclass(frozen=True, slots=True)
class Desk:
    """The session, and its open documents by URI."""

    session: Session
    detector: Detector
    analysis_of: Callable[[str], Analysis | None]  # None when the document is not open
    open_documents: Callable[[], Iterable[str]] = tuple
