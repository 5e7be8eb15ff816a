"""A short run of every fuzz target; `make fuzz` is the long one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS

FOUND = [("yaml-loader", ("\ud800",))]
"""Inputs that once failed."""


@pytest.mark.parametrize(("name", "inputs"), FOUND)
def test_what_was_found(name: str, inputs: tuple[object, ...]) -> None:
    TARGETS[name].function(*inputs)


@pytest.mark.parametrize("name", TARGETS)
def test_a_short_run(name: str) -> None:
    target = TARGETS[name]

    @given(st.tuples(*target.inputs))
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def run(inputs: tuple[object, ...]) -> None:
        target.function(*inputs)

    run()
