"""Named, weighted pieces of evidence for and against a candidate; their sum decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from replycodes.detect.codes import Codes
from replycodes.detect.site import Site

THRESHOLD = 5.0  # a candidate of so much weight is a code
Weights = list[tuple[str, float]]
"""What the pieces of evidence are called, and what they weigh."""


class Evidence(NamedTuple):
    """One question about a candidate's window; its answer is a weight, 0 when it has nothing to say."""

    name: str
    weigh: Callable[[Site, Codes], float]


def total(weights: Weights) -> float:
    """The sum of the evidence; a loop, because it is asked for every candidate."""
    found = 0.0
    for _, weight in weights:
        found += weight
    return found
