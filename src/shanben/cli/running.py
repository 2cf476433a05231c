"""How far a run is: a bar on a terminal; elsewhere, as in the log of a batch job, a line a minute."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from shanben.engines.job import Done
    from shanben.engines.state import State

Sizes = Callable[[], Iterator[tuple[str, int]]]

_LOG_SECONDS: Final = 60.0


@contextmanager
def progress(sources: tuple[str, ...], output: str, quiet: bool) -> Iterator[Callable[[State, Done], None] | None]:
    """What shows how far the run is, its rate and the time that is left; None where nobody wants to know."""
    from shanben.engines.trail import files_beside  # noqa: PLC0415

    def sizes() -> Iterator[tuple[str, int]]:
        return ((str(path), path.stat().st_size) for path in files_beside(Path(output), sources) if path.is_file())

    if quiet:
        yield None
    elif not sys.stderr.isatty():
        yield Log(sizes, lambda line: click.echo(line, err=True))
    else:
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        columns = (BarColumn(), TextColumn("{task.percentage:.0f}%"), TextColumn("{task.description}"), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            yield Bar(bar, sizes)


class Bar:
    """Moves a bar of bytes. Of a run that is gone on with, the rate is that of the documents since then."""

    def __init__(self, bar: Any, sizes: Sizes) -> None:
        self.bar = bar
        self.behind = _Behind(sizes)
        self.task = bar.add_task("", total=self.behind.total)
        self.documents = 0

    def __call__(self, state: State, done: Done) -> None:
        """Show the state after a document."""
        self.documents += 1
        behind = self.behind.after(done)
        if state.read % 10 == 0:
            rate = self.documents / max(self.bar.tasks[0].elapsed or 0.0, 1.0)
            self.bar.update(self.task, completed=behind, description=f"{state.read} documents, {rate:.0f} a second")


class Log:
    """Writes a line a minute, from the second one on with the time that is left."""

    def __init__(self, sizes: Sizes, write: Callable[[str], None]) -> None:
        self.sizes = sizes
        self.write = write
        self.behind: _Behind | None = None
        self.documents = 0
        self.begun = self.last = time.monotonic()
        self.first = (0.0, 0)

    def __call__(self, state: State, done: Done) -> None:
        """Count a document, and write the line if it is time."""
        self.documents += 1
        now = time.monotonic()
        if now - self.last < _LOG_SECONDS:
            return
        self.last = now
        self.behind = self.behind or _Behind(self.sizes)  # which looks at every file: not for a run of seconds
        behind, total = self.behind.after(done), max(self.behind.total, 1)
        rate = self.documents / (now - self.begun)
        self.write(f"{state.read} documents, {rate:.0f} a second, {behind / total:.0%}{self._left(now, behind, total)}")

    def _left(self, now: float, behind: int, total: int) -> str:
        then, before = self.first
        if behind <= before or not then:
            self.first = self.first if then else (now, behind)
            return ""
        return f", {timedelta(seconds=round((total - behind) * (now - then) / (behind - before)))} left"


class _Behind:
    """How many bytes of the files are behind: those of the files that are done, and what was read of the one that is not."""

    def __init__(self, sizes: Sizes) -> None:
        self.total = sum(size for _, size in sizes())
        self._sizes = sizes()
        self._file, self._size, self._files = "", 0, 0

    def after(self, done: Done) -> int:
        """The bytes that are behind after a document."""
        if self._file != done.place.file:
            self._reach(done.place.file)
        return self._files + done.read

    def _reach(self, file: str) -> None:
        """Leave the files before this one behind; all of them if it is a file that was not there when the run began."""
        self._files += self._size
        self._file, self._size = file, 0
        for name, size in self._sizes:
            if name == file:
                self._size = size
                return
            self._files += size
