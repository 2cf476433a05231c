"""One run at a time in a folder: a second one would cut off what the first has written.

The lock is one of `fcntl.lockf` on a file in the folder. The operating system holds it for one process alone: it ends with that
process, however that ends, and no worker inherits it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EAGAIN
from pathlib import Path
from typing import Final

from shanben.errors import RunError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_LOCK: Final = ".lock"
_HELD: Final[dict[tuple[int, Path], object]] = {}  # by process too, for one that was forked from this holds nothing


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder, which must be there.

    Where the system or the file system has no such locks (Windows, some network file systems), only those of this process.

    Raises:
        RunError: a run is at work in the folder.
        OSError: the folder cannot be written.
    """
    mine, run = (os.getpid(), folder.resolve()), object()
    # The system's lock does not keep out this process itself, whose other threads may run too, and would be gone with their end.
    if _HELD.setdefault(mine, run) is not run:
        raise _refusal(folder)
    try:
        lock = _opened(folder)
        try:
            yield
        finally:
            with suppress(OSError):  # it is of no use, but does no harm
                (folder / _LOCK).unlink()
            os.close(lock)
    finally:
        del _HELD[mine]


def _opened(folder: Path) -> int:
    """The descriptor of the locked file."""
    while True:
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _take(lock, folder)
            if _is_there(lock, folder / _LOCK):
                return lock
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)  # the run that ended meanwhile has removed it: another one may lock a new file


def _take(lock: int, folder: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (EACCES, EAGAIN):
            raise _refusal(folder) from error
        # else the file system knows no locks


def _is_there(lock: int, path: Path) -> bool:
    """Whether the file that was opened still has its name."""
    try:
        return os.path.samestat(os.fstat(lock), path.stat())
    except FileNotFoundError:
        return False


def _refusal(folder: Path) -> RunError:
    return RunError(f"{folder}: another run is at work there; wait until it has ended, or take another folder")
