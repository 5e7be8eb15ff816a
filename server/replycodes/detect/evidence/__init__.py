"""Named, weighted pieces of evidence for and against a candidate; their sum decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from replycodes.detect.codes import Codes
from replycodes.detect.site import Site


@dataclass(frozen=True, slots=True)
class Evidence:
    """One question about a candidate's window; its answer is a weight, 0 when it has nothing to say."""

    name: str
    weigh: Callable[[Site, Codes], float]
