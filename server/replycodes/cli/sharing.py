"""Work shared out among processes, with the results in the order of the work."""

from __future__ import annotations

import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Generic, NoReturn, TypeVar

from click import ClickException

A = TypeVar("A")
T = TypeVar("T")

_AHEAD = 3  # tasks for each process that are under way, or done and wait for those before them
_SMALL = 1 << 14  # bytes of a task that its pipe holds until the process has time for it
_RESULT = 1 << 20  # bytes of a result that its pipe should hold until somebody reads it
_LENGTH = 8  # bytes in front of a result that tell its length


def shared_out(task: Callable[[A], T], work: Iterator[A], jobs: int) -> Iterator[tuple[A, T]]:
    """What ``task`` makes of each piece of work. Arguments and results are plain, and only a bounded number of them is held."""
    if sys.platform == "linux":  # elsewhere forking is not safe or not known
        yield from _forked(task, work, jobs)
    else:
        yield from _spawned(task, work, jobs)


def _spawned(task: Callable[[A], T], work: Iterator[A], jobs: int) -> Iterator[tuple[A, T]]:
    from concurrent.futures import Future, ProcessPoolExecutor

    with ProcessPoolExecutor(jobs) as pool:
        waiting: deque[tuple[A, Future[T]]] = deque()
        while True:
            for given in islice(work, jobs * _AHEAD - len(waiting)):
                waiting.append((given, pool.submit(task, given)))
            if not waiting:
                return
            given, future = waiting.popleft()
            yield given, future.result()


class _Slot(Generic[A, T]):
    """A task under way, and its result."""

    __slots__ = ("done", "given", "result")

    def __init__(self, given: A) -> None:
        self.given = given
        self.done = False
        self.result: T


class _Worker(Generic[A, T]):
    """A forked process: it has in memory what was loaded, and starts at once."""

    def __init__(self, task: Callable[[A], T], others: Sequence[_Worker[A, T]]) -> None:
        tasks, self._tasks = os.pipe()
        self.results, results = os.pipe()
        _widen(results)
        self._pid = os.fork()
        if not self._pid:
            for worker in (*others, self):  # else none would notice that the tasks of another end
                os.close(worker._tasks)
                os.close(worker.results)
            _work(task, tasks, results)
        os.close(tasks)
        os.close(results)
        self.under_way: deque[_Slot[A, T]] = deque()
        self._arrived = bytearray()

    def give(self, slot: _Slot[A, T], data: bytes) -> None:
        """Hand out a task."""
        self.under_way.append(slot)
        try:
            while data:
                data = data[os.write(self._tasks, data) :]
        except BrokenPipeError:  # it would pass for our own output that nobody reads
            raise _vanished() from None

    def receive(self) -> None:
        """Take what has arrived of results."""
        data = os.read(self.results, _RESULT)
        if not data:
            raise _vanished()
        arrived = self._arrived
        arrived += data
        while len(arrived) >= _LENGTH:
            end = _LENGTH + int.from_bytes(arrived[:_LENGTH], "little")
            if len(arrived) < end:
                break
            done, result = pickle.loads(arrived[_LENGTH:end])
            del arrived[:end]
            if not done:
                raise RuntimeError(result)
            slot = self.under_way.popleft()
            slot.result, slot.done = result, True

    def end(self) -> None:
        """Let the process end; whatever it still works at is not wanted."""
        os.close(self._tasks)
        os.close(self.results)
        if self.under_way:
            os.kill(self._pid, 9)
        os.waitpid(self._pid, 0)


def _vanished() -> ClickException:
    return ClickException("a process was ended from outside; with --jobs 1 the work needs less memory")


def _widen(pipe: int) -> None:
    """Let a pipe hold a result, so that the process goes on before somebody reads it."""
    import fcntl

    with suppress(OSError):  # the system allows no more
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _RESULT)


def _work(task: Callable[[A], T], tasks: int, results: int) -> NoReturn:
    """Serve one task after the other."""
    status = 1
    try:
        with open(tasks, "rb") as given, open(results, "wb", buffering=0) as made:
            while True:
                try:
                    one = pickle.load(given)
                except EOFError:
                    break
                try:
                    answer: tuple[bool, object] = True, task(one)
                except Exception:
                    import traceback

                    answer = False, traceback.format_exc()
                data = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
                made.write(len(data).to_bytes(_LENGTH, "little"))
                rest = memoryview(data)
                while rest:
                    rest = rest[made.write(rest) :]
        status = 0
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # nobody wants the results any more
    finally:
        os._exit(status)


def _forked(task: Callable[[A], T], work: Iterator[A], jobs: int) -> Iterator[tuple[A, T]]:
    workers: list[_Worker[A, T]] = []
    try:
        for _ in range(jobs):
            workers.append(_Worker(task, workers))
        yield from _exchanged(work, workers)
    finally:
        for worker in workers:
            worker.end()


def _exchanged(work: Iterator[A], workers: Sequence[_Worker[A, T]]) -> Iterator[tuple[A, T]]:
    """Hands out work and takes results."""
    import select

    poll = select.poll()
    for worker in workers:
        poll.register(worker.results, select.POLLIN)
    by_pipe = {worker.results: worker for worker in workers}
    waiting: deque[_Slot[A, T]] = deque()
    held: tuple[_Slot[A, T], bytes] | None = None  # the next task, while nobody has time for it
    while True:
        while len(waiting) < len(workers) * _AHEAD:
            if held is None:
                for given in islice(work, 1):
                    held = _Slot(given), pickle.dumps(given, pickle.HIGHEST_PROTOCOL)
            if held is None:
                break
            worker = min(workers, key=lambda worker: len(worker.under_way))
            if len(worker.under_way) > (len(held[1]) <= _SMALL):
                break
            worker.give(*held)
            waiting.append(held[0])
            held = None
        if not waiting:
            return
        if waiting[0].done:
            slot = waiting.popleft()
            yield slot.given, slot.result
        else:
            for pipe, _ in poll.poll():
                by_pipe[pipe].receive()
