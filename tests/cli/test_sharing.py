"""Work that is shared out comes back whole and in order, and faults come with it."""

import os
import sys

import pytest
from click import ClickException

from replycodes.cli import sharing
from replycodes.cli.sharing import shared_out


def doubled(text: str) -> str:
    return text * 2


def process(_: int) -> int:
    return os.getpid()


def divided(number: int) -> float:
    return 1 / number


def ended(_: object) -> None:
    os._exit(3)


@pytest.mark.parametrize("platform", ["linux", "elsewhere"])
def test_results_come_in_the_order_of_the_work(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing.sys, "platform", platform if sys.platform == "linux" else sys.platform)
    work = [str(number) * size for number, size in enumerate([1, 3_000_000, 7, 100_000, 0, 2, 1_000_000, 5])]
    assert list(shared_out(doubled, iter(work), 3)) == [(text, text * 2) for text in work]


def test_no_work_ends_at_once() -> None:
    assert list(shared_out(doubled, iter(()), 2)) == []


def test_work_is_done_elsewhere() -> None:
    done = {where for _, where in shared_out(process, iter(range(40)), 2)}
    assert 1 <= len(done) <= 2
    assert os.getpid() not in done


def test_work_is_taken_as_it_is_done() -> None:
    taken = []

    def work() -> object:
        for number in range(100):
            taken.append(number)
            yield number

    for number, _ in shared_out(process, work(), 2):
        assert len(taken) <= number + 1 + 2 * 3


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have a pool of their library")
def test_a_fault_is_told_and_ends_the_work() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        list(shared_out(divided, iter([1, 0, 1]), 2))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have a pool of their library")
def test_a_process_that_vanishes_is_told() -> None:
    with pytest.raises(ClickException, match="--jobs 1"):
        list(shared_out(ended, iter([1, 2]), 2))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have a pool of their library")
def test_a_process_that_vanishes_with_its_work_half_given_is_told() -> None:
    with pytest.raises(ClickException, match="--jobs 1"):
        list(shared_out(ended, (str(number) * 500_000 for number in range(6)), 2))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have a pool of their library")
def test_who_stops_listening_leaves_no_process() -> None:
    results = shared_out(doubled, iter(["a" * 2_000_000] * 50), 2)
    next(results)
    results.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
