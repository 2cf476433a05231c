"""Worker processes that may die or hang: it is told what they were at, and the work goes on.

`concurrent.futures` gives up the whole pool when one process dies, and cannot end one that hangs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import wait
from typing import Any, Final, Generic, TypeVar

from shanben.engines.worker import Task, Worker, answer_of, results_of
from shanben.errors import ShanbenError
from shanben.limits import DOCUMENT_SECONDS, QUEUED_BYTES, QUEUED_DOCUMENTS

Result = TypeVar("Result")

_BATCH: Final = 16
_BATCH_SECONDS: Final = 0.05
# The socket between two processes takes 64 KiB and more without its reader: half of that is sent ahead without waiting.
_AHEAD_BYTES: Final = 2**15
_BATCH_BYTES: Final = 2**20
_STARTS: Final = 3
_TRIES: Final = 2


def in_processes(
    function: Callable[[Any], Result],
    items: Iterable[Any],
    workers: int,
    *,
    lost: Callable[[Any, str], Result],
    seconds: float = DOCUMENT_SECONDS,
) -> Iterator[Result]:
    """Yield `function` of each item, in the order of the items, computed by `workers` processes in bounded memory.

    A process that dies, or is at one item for longer than `seconds`, is replaced. The item that it died at is tried once more,
    for it may not have been the item's fault; after that, as for one that hangs, `lost(item, reason)` stands for its result.

    Args:
        function: what to do; it is pickled, and must not raise.
        items: what to do it with, pickled too. They are read at most `limits.QUEUED_DOCUMENTS` for each worker and
            `limits.QUEUED_BYTES` ahead of what has been yielded.
        workers: how many processes.
        lost: makes the result of an item on which no process could end its work.
        seconds: how long one item may take.

    Raises:
        ShanbenError: one process after the other ends before it has begun to work.
    """
    pool = _Pool(function, items, workers, lost, seconds)
    try:
        yield from pool.results()
    finally:
        pool.close()


class _Pool(Generic[Result]):
    """The workers, the tasks to be handed out again, and the answers that wait for their turn."""

    def __init__(
        self,
        function: Callable[[Any], Result],
        items: Iterable[Any],
        workers: int,
        lost: Callable[[Any, str], Result],
        seconds: float,
    ) -> None:
        self.function = function
        self.lost = lost
        self.seconds = seconds
        self.rest = (Task(number, item) for number, item in enumerate(items))
        self.waiting: deque[Task] = deque()
        self.answers: dict[int, bytes] = {}  # by the number of their first task
        self.held = self.next = self.read = self.answered = 0
        self.busy = 0.0
        self.unborn = 0
        self.workers = [Worker(function) for _ in range(workers)]

    def results(self) -> Iterator[Result]:
        """The results, in order."""
        while self._feed():
            self._listen()
            while (answer := self.answers.pop(self.next, None)) is not None:
                results = results_of(answer)
                self.next += len(results)
                self.held -= len(answer)
                yield from results

    def close(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.end()

    def _feed(self) -> bool:
        """Hand out what the workers have room for; False when all work is done."""
        pace = self.busy / self.answered if self.answered else _BATCH_SECONDS
        batch = max(1, min(_BATCH, int(_BATCH_SECONDS / max(pace, 1e-6))))
        for worker in self.workers:
            room = _AHEAD_BYTES if worker.tasks else _BATCH_BYTES
            if not worker.waits and (tasks := list(self._batch(batch, room, not worker.tasks))):
                worker.give(tasks)
        return any(worker.tasks for worker in self.workers)

    def _batch(self, count: int, room: int, idle: bool) -> Iterator[Task]:
        """The next tasks in a row, at most `count` and of at most `room` bytes; an idle worker takes one of any size."""
        number = None
        while count and (task := self._peek()) and (task.size <= room or idle) and number in (None, task.number):
            self.waiting.popleft()
            yield task
            count, room, idle, number = count - 1, room - task.size, False, task.number + 1

    def _peek(self) -> Task | None:
        """The task that is to be handed out next; None if there is none, or too much is held already."""
        if not self.waiting:
            ahead = self.held < QUEUED_BYTES and self.read - self.next < QUEUED_DOCUMENTS * len(self.workers)
            for task in islice(self.rest, 1 if ahead else 0):
                self.read += 1
                self.held += task.size
                self.waiting.append(task)
        return self.waiting[0] if self.waiting else None

    def _listen(self) -> None:
        """Take the answers that have come, or wait for the first; replace workers that died or hang."""
        left = min(worker.left(self.seconds) for worker in self.workers if worker.tasks)
        told = wait([worker.pipe for worker in self.workers], max(left, 0))
        for at, worker in enumerate(self.workers):
            try:
                if worker.pipe in told:
                    self._take(*worker.answer())
            except (EOFError, OSError):
                self._replace(at, None)
            else:
                if worker.tasks and worker.left(self.seconds) < 0:
                    self._replace(at, f"took longer than {self.seconds:g} s")

    def _take(self, tasks: list[Task], answer: bytes, seconds: float = 0.0) -> None:
        """Keep the answer of these tasks until it is its turn."""
        if tasks:
            self.answers[tasks[0].number] = answer
            self.answered += len(tasks)
            self.busy += seconds
            self.held += len(answer) - sum(task.size for task in tasks)
            self.unborn = 0

    def _replace(self, at: int, reason: str | None) -> None:
        """Start a worker in the place of one that died or hangs, and hand out its tasks again."""
        worker = self.workers[at]
        how = worker.end()
        if not worker.ready:  # that is no fault of what it was to work at
            self.unborn += 1
            if self.unborn == _STARTS * len(self.workers):
                raise ShanbenError(f"{self.unborn} worker processes ended before they began to work: {reason or how}")
        elif worker.tasks:
            task = worker.at_work()
            task.tries += 1
            if reason or task.tries == _TRIES:
                worker.tasks.remove(task)
                self._take([task], answer_of([self.lost(task.item, reason or f"its process died twice: {how}")]))
        for task in reversed(worker.tasks):
            task.pack()
            self.waiting.appendleft(task)
        self.workers[at] = Worker(self.function)
