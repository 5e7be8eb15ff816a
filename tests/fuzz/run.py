"""The long run: every target for some minutes with fresh inputs; a failing input is shrunk, printed and kept in
.hypothesis/, so that the next run begins with it."""

from __future__ import annotations

import argparse
import sys
import time
import traceback

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, Target

EXAMPLES = 500  # in one round; the clock is looked at between rounds


def fuzz(target: Target, seconds: float) -> tuple[int, bool]:
    """Rounds of examples until the time is over or one fails; how many examples, and whether all passed."""

    @given(st.tuples(*target.inputs))
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    def run(inputs: tuple[object, ...]) -> None:
        target.function(*inputs)

    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            run()
        except Exception:
            traceback.print_exc()
            return count, False
        count += EXAMPLES
    return count, True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="for each target")
    parser.add_argument("targets", nargs="*", default=list(TARGETS))
    options = parser.parse_args()
    clean = True
    for name in options.targets:
        count, passed = fuzz(TARGETS[name], options.minutes * 60)
        print(f"{name}: {count} examples, {'clean' if passed else 'FAILED'}", flush=True)
        clean &= passed
    sys.exit(0 if clean else 1)


if __name__ == "__main__":
    main()
