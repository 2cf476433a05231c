"""Worker processes that may die or hang: it is told what they were at, and the work goes on.

`concurrent.futures` gives up the whole pool when one process dies, and cannot end one that hangs.
"""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, Final, Generic, TypeVar

from shanben.errors import ShanbenError
from shanben.limits import DOCUMENT_SECONDS, QUEUED_BYTES, QUEUED_DOCUMENTS

Result = TypeVar("Result")

_BATCH: Final = 16
_BATCH_SECONDS: Final = 0.05
# The socket between two processes takes 64 KiB and more without its reader: half of that is sent ahead without waiting.
_AHEAD_BYTES: Final = 2**15
_BATCH_BYTES: Final = 2**20
# A machine may be so busy that it takes minutes to import what the work needs.
_START_SECONDS: Final = 600.0
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


class _Task:
    """An item on its way: its number, its pickled form until it is handed out, and how often a process died at it."""

    __slots__ = ("item", "number", "packed", "size", "tries")

    def __init__(self, number: int, item: Any) -> None:
        self.number = number
        self.item = item
        self.tries = 0
        self.pack()
        self.size = len(self.packed)

    def pack(self) -> None:
        self.packed = pickle.dumps(self.item, pickle.HIGHEST_PROTOCOL)


class _Worker:
    """A process, and the tasks that it was given and has not answered: it is at the first of them."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        # Forking a process that has threads may dead-lock; spawned workers import afresh and are safe everywhere.
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(function, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.tasks: deque[_Task] = deque()
        self.unread: _Task | None = None
        self.ready = False
        self.since = time.monotonic()

    def give(self, tasks: list[_Task]) -> None:
        """Hand out tasks in one message. If the process has died, that will show when it is listened to."""
        if not self.tasks:
            self.since = time.monotonic()
        self.unread = tasks[0]
        self.tasks.extend(tasks)
        with suppress(OSError):
            self.pipe.send([task.packed for task in tasks])
        for task in tasks:
            task.packed = b""

    def answers(self) -> Iterator[tuple[_Task, bytes, float]]:
        """The tasks that have been answered, the answers, and the seconds; EOFError or OSError once the process has died."""
        while self.pipe.poll():
            answer = self.pipe.recv_bytes()
            before, self.since = self.since, time.monotonic()
            if not self.ready:
                self.ready = True
                continue
            task = self.tasks.popleft()
            if task is self.unread:
                self.unread = None
            yield task, answer, self.since - before

    def left(self, seconds: float) -> float:
        """How many seconds are left to it for what it is at, if it has so many for a task, and more to begin."""
        return self.since + (seconds if self.ready else max(seconds, _START_SECONDS)) - time.monotonic()

    def end(self) -> str:
        """End the process, if it has not ended; how it ended."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        code = self.process.exitcode or 0
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


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
        self.rest = (_Task(number, item) for number, item in enumerate(items))
        self.waiting: deque[_Task] = deque()
        self.answers: dict[int, bytes] = {}
        self.held = self.next = self.answered = 0
        self.busy = 0.0
        self.unborn = 0
        self.workers = [_Worker(function) for _ in range(workers)]

    def results(self) -> Iterator[Result]:
        """The results, in order."""
        while self._feed():
            self._listen()
            while (answer := self.answers.pop(self.next, None)) is not None:
                self.next += 1
                self.held -= len(answer)
                yield pickle.loads(answer)

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
            if (
                worker.unread is None
                and len(worker.tasks) < batch
                and (tasks := list(self._batch(batch, room, not worker.tasks)))
            ):
                worker.give(tasks)
        return any(worker.tasks for worker in self.workers)

    def _batch(self, count: int, room: int, idle: bool) -> Iterator[_Task]:
        """The next tasks, at most `count` and of at most `room` bytes; an idle worker takes one of any size."""
        while count and (task := self._peek()) and (task.size <= room or idle):
            self.waiting.popleft()
            yield task
            count, room, idle = count - 1, room - task.size, False

    def _peek(self) -> _Task | None:
        """The task that is to be handed out next; None if there is none, or too much is held already."""
        if not self.waiting:
            ahead = self.held < QUEUED_BYTES and self._read() < QUEUED_DOCUMENTS * len(self.workers)
            for task in islice(self.rest, 1 if ahead else 0):
                self.held += task.size
                self.waiting.append(task)
        return self.waiting[0] if self.waiting else None

    def _read(self) -> int:
        """How many items were read and are not yielded yet."""
        return len(self.answers) + sum(len(worker.tasks) for worker in self.workers)

    def _listen(self) -> None:
        """Take the answers that have come, or wait for the first; replace workers that died or hang."""
        left = min(worker.left(self.seconds) for worker in self.workers if worker.tasks)
        wait([worker.pipe for worker in self.workers], max(left, 0))
        for at, worker in enumerate(self.workers):
            try:
                for task, answer, seconds in worker.answers():
                    self.busy += seconds
                    self._answer(task, answer)
            except (EOFError, OSError):
                self._replace(at, None)
            else:
                if worker.tasks and worker.left(self.seconds) < 0:
                    self._replace(at, f"took longer than {self.seconds:g} s")

    def _answer(self, task: _Task, answer: bytes) -> None:
        self.held += len(answer) - task.size
        self.answered += 1
        self.unborn = 0
        self.answers[task.number] = answer

    def _replace(self, at: int, reason: str | None) -> None:
        """Start a worker in the place of one that died or hangs, and hand out its tasks again."""
        worker = self.workers[at]
        how = worker.end()
        if not worker.ready:  # that is no fault of what it was to work at
            self.unborn += 1
            if self.unborn == _STARTS * len(self.workers):
                raise ShanbenError(f"{self.unborn} worker processes ended before they began to work: {reason or how}")
        elif worker.tasks:
            task = worker.tasks[0]
            task.tries += 1
            if reason or task.tries == _TRIES:
                worker.tasks.popleft()
                self._answer(task, pickle.dumps(self.lost(task.item, reason or f"its process died twice: {how}")))
        for task in reversed(worker.tasks):
            task.pack()
            self.waiting.appendleft(task)
        self.workers[at] = _Worker(self.function)


def _work(function: Callable[[Any], Any], pipe: Connection) -> None:
    """What a process does: answer every task in turn, until the other side goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that hands out the work
    Thread(target=_follow, daemon=True).start()
    with suppress(EOFError, OSError):
        pipe.send_bytes(b"ready")
        while True:
            for packed in pipe.recv():
                pipe.send_bytes(pickle.dumps(function(pickle.loads(packed)), pickle.HIGHEST_PROTOCOL))


def _follow() -> None:
    """End this process when the one that started it ends, even in the middle of a document."""
    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)
