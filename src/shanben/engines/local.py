"""Many documents on all cores of this machine, in order and in bounded memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

from shanben.limits import QUEUED_DOCUMENTS

Result = TypeVar("Result")


def in_processes(function: Callable[[Any], Result], items: Iterable[Any], workers: int) -> Iterator[Result]:
    """Yield `function` of each item, in the order of the items, computed by `workers` processes.

    Items are read only `limits.QUEUED_DOCUMENTS` for each worker ahead of what has been yielded.
    """
    # Forking a process that has threads may dead-lock; spawned workers import afresh and are safe everywhere.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        rest = iter(items)
        waiting: deque[Future[Result]] = deque(pool.submit(function, item) for item in islice(rest, QUEUED_DOCUMENTS * workers))
        while waiting:
            result = waiting.popleft().result()
            waiting.extend(pool.submit(function, item) for item in islice(rest, 1))
            yield result
