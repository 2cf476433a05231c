"""A worker process, from both sides: what it is given, what it answers, and what it was at when it died.

Workers are forked, where that is safe, from a process that has loaded what they need (`engines.preload`) and does nothing else:
they begin at once, and share its memory. It is Python's fork server, and stays until this process ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, Final

# Forking this process might dead-lock, for it may have threads, and what macOS itself provides may not be forked at all: there,
# and where nothing can be forked, workers import afresh.
_FORKED: Final = "forkserver" in get_all_start_methods() and sys.platform != "darwin"
# A message costs either side some tenths of a millisecond: answers go together, but not much later than they are there.
_ANSWER_SECONDS: Final = 0.2
_COUNT_BYTES: Final = 4
# A machine may be so busy that it takes minutes to import what the work needs.
_START_SECONDS: Final = 600.0


class Task:
    """An item on its way: its number, its pickled form until it is handed out, and how often a process died at it."""

    __slots__ = ("item", "number", "packed", "size", "tries")

    def __init__(self, number: int, item: Any) -> None:
        self.number = number
        self.item = item
        self.tries = 0
        self.pack()
        self.size = len(self.packed)

    def pack(self) -> None:
        """Pickle the item, again if it is to be handed out again."""
        self.packed = pickle.dumps(self.item, pickle.HIGHEST_PROTOCOL)


class Worker:
    """A process, and the tasks that it was given and has not answered, in their order."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        context = _context()
        self.pipe, theirs = context.Pipe()
        # In memory that both share: it is told even by a process that was killed.
        self._begun = context.RawValue("Q", 0)
        self._process: BaseProcess = context.Process(target=_work, args=(function, theirs, self._begun), daemon=True)
        self._process.start()
        theirs.close()
        self.tasks: deque[Task] = deque()
        self.ready = False
        self._given = self._answered = self._before = 0
        self._since = time.monotonic()

    @property
    def waits(self) -> bool:
        """Whether a message waits behind the one that it is at."""
        return self._answered < self._before

    def give(self, tasks: list[Task]) -> None:
        """Hand out tasks in one message. If the process has died, that will show when it is listened to."""
        if not self.tasks:
            self._since = time.monotonic()
        self._before = self._given
        self._given += len(tasks)
        self.tasks.extend(tasks)
        with suppress(OSError):
            self.pipe.send([task.packed for task in tasks])
        for task in tasks:
            task.packed = b""

    def answer(self) -> tuple[list[Task], bytes, float]:
        """The next tasks that it has answered, the answer (see `results_of`), and its seconds for them.

        There are none of them when it says that it is ready.

        Raises:
            EOFError, OSError: the process has died.
        """
        answer = self.pipe.recv_bytes()
        before, self._since, self.ready = self._since, time.monotonic(), True
        tasks = [self.tasks.popleft() for _ in range(int.from_bytes(answer[:_COUNT_BYTES], "big"))]
        self._answered += len(tasks)
        return tasks, answer, self._since - before

    def at_work(self) -> Task:
        """Of its tasks the one that it is at, or was when it died; those before it are done, but not answered yet."""
        return self.tasks[max(self._begun.value - self._answered - 1, 0)]

    def left(self, seconds: float) -> float:
        """How many seconds are left to it for what it is at, if it has so many for a task, and more to begin."""
        given = seconds + _ANSWER_SECONDS if self.ready else max(seconds, _START_SECONDS)
        return self._since + given - time.monotonic()

    def end(self) -> str:
        """End the process, if it has not ended; how it ended."""
        self._process.kill()
        self._process.join()
        self.pipe.close()
        code = self._process.exitcode or 0
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def prepare() -> None:
    """Start the process that workers are forked from, if they are: it loads what they need while this one does other things."""
    if _FORKED:
        from multiprocessing import forkserver  # noqa: PLC0415  (there is none where nothing can be forked)

        _context()
        forkserver.ensure_running()


def answer_of(results: list[Any]) -> bytes:
    """Results as one message: how many they are, and all of them pickled together, which is quicker than each alone."""
    return len(results).to_bytes(_COUNT_BYTES, "big") + pickle.dumps(results, pickle.HIGHEST_PROTOCOL)


def results_of(answer: bytes) -> list[Any]:
    """The results that a message holds.

    >>> results_of(answer_of(["一", 2]))
    ['一', 2]
    """
    results: list[Any] = pickle.loads(memoryview(answer)[_COUNT_BYTES:])
    return results


def _context() -> Any:
    """How processes are started here."""
    context = get_context("forkserver" if _FORKED else "spawn")
    if _FORKED:
        context.set_forkserver_preload(["shanben.engines.preload"])
    return context


def _work(function: Callable[[Any], Any], pipe: Connection, begun: Any) -> None:
    """What a process does: answer every task in turn, until the other side goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that hands out the work
    Thread(target=_follow, daemon=True).start()
    with suppress(EOFError, OSError):
        pipe.send_bytes(answer_of([]))
        while True:
            for answer in _answers(function, pipe.recv(), begun):
                pipe.send_bytes(answer)


def _answers(function: Callable[[Any], Any], tasks: list[bytes], begun: Any) -> Iterator[bytes]:
    """The answers to a message: one, or more if its tasks take long."""
    results: list[Any] = []
    since = time.monotonic()
    for task in tasks:
        begun.value += 1
        results.append(function(pickle.loads(task)))
        if time.monotonic() - since > _ANSWER_SECONDS:
            yield answer_of(results)
            results, since = [], time.monotonic()
    if results:
        yield answer_of(results)


def _follow() -> None:
    """End this process when the one that started it ends, even in the middle of a document."""
    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)
