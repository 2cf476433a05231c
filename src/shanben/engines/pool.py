"""Worker processes that may die or hang: what they were at is told, and the work goes on.

`concurrent.futures` gives up the whole pool when one process dies, and cannot end one that hangs.
"""

from __future__ import annotations

import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, Final, Generic, TypeVar

from shanben.errors import ShanbenError
from shanben.limits import DOCUMENT_SECONDS, QUEUED_BYTES, QUEUED_DOCUMENTS

Result = TypeVar("Result")
Lost = Callable[[Any, str], Result]

# A pipe holds 64 KiB on Linux. A message of half of that is taken at once, whatever its reader is at.
_AHEAD_BYTES: Final = 2**15
_BATCH: Final = 16
_TRIES: Final = 2


def in_processes(
    function: Callable[[Any], Result],
    items: Iterable[Any],
    workers: int,
    *,
    lost: Lost[Result],
    seconds: float = DOCUMENT_SECONDS,
) -> Iterator[Result]:
    """Yield `function` of each item, in the order of the items, computed by `workers` processes in bounded memory.

    A process that dies, or is longer than `seconds` at one item, is replaced. The item that it died at is tried once more, since
    it may have been another's fault; then, as for one that hangs, `lost(item, reason)` stands for its result.

    Args:
        function: what to do; it is pickled, and must not raise.
        items: what to do it with; pickled too. They are read `limits.QUEUED_DOCUMENTS` for each worker ahead of what is yielded.
        workers: how many processes.
        lost: makes the result of an item on which no process could end its work.
        seconds: how long one item may take.

    Raises:
        ShanbenError: the processes end before they have begun to work.
    """
    pool = _Pool(function, items, workers, lost, seconds)
    try:
        yield from pool.results()
    finally:
        pool.close()


class _Task:
    """An item, its number, and how often a process died at it."""

    __slots__ = ("item", "number", "packed", "tries")

    def __init__(self, number: int, item: Any) -> None:
        self.number = number
        self.item = item
        self.packed = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        self.tries = 0


class _Worker:
    """A process, and the tasks that it has been given and not answered, the first of which it is at."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        # Forking a process that has threads may dead-lock; spawned workers import afresh and are safe everywhere.
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(function, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.tasks: deque[_Task] = deque()
        self.ready = False
        self.unread = False
        self.since = time.monotonic()

    def room(self, task: _Task) -> bool:
        """Whether it takes this task without making us wait."""
        return not self.tasks or (not self.unread and len(self.tasks) < _BATCH and len(task.packed) <= _AHEAD_BYTES)

    def give(self, tasks: list[_Task]) -> None:
        """Hand out tasks in one message. That it has died shows elsewhere."""
        if not self.tasks:
            self.since = time.monotonic()
        self.unread = True
        self.tasks.extend(tasks)
        try:
            self.pipe.send([task.packed for task in tasks])
        except OSError:
            pass

    def answers(self) -> Iterator[tuple[_Task, bytes]]:
        """The answers that have come, and the tasks that they answer. Raises EOFError or OSError once it has died."""
        while self.pipe.poll():
            answer = self.pipe.recv_bytes()
            self.since = time.monotonic()
            if not self.ready:
                self.ready = True
                continue
            self.unread = False
            yield self.tasks.popleft(), answer

    def end(self) -> int | None:
        """End the process, if it has not ended; its exit code."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode


class _Pool(Generic[Result]):
    """The workers, what waits to be handed out again, and the answers that wait for their turn."""

    def __init__(
        self, function: Callable[[Any], Result], items: Iterable[Any], workers: int, lost: Lost[Result], seconds: float
    ) -> None:
        self.function = function
        self.lost = lost
        self.seconds = seconds
        self.rest = enumerate(items)
        self.again: deque[_Task] = deque()
        self.answers: dict[int, bytes | Result] = {}
        self.held = 0
        self.next = 0
        self.window = QUEUED_DOCUMENTS * workers
        self.workers = [_Worker(function) for _ in range(workers)]

    def close(self) -> None:
        for worker in self.workers:
            worker.end()
