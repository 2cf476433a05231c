"""Files of the command: whole or not at all, and standard input and output in UTF-8."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import IO

import click


def standard_input() -> bytes:
    """All of standard input."""
    return sys.stdin.buffer.read()


@contextmanager
def written(path: str | None) -> Iterator[IO[str]]:
    """Standard output (None or "-"), or a file that stands under its name only when it is whole.

    Raises:
        click.ClickException: the file cannot be written.
    """
    if path is None or path == "-":
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        yield sys.stdout
        sys.stdout.flush()
        return
    target = Path(os.path.realpath(path))
    special = target.exists() and not target.is_file() and not target.is_dir()  # a device, a pipe: nothing to replace
    part = target if special else target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
        if not special:
            _put(part, target)
    except BaseException as error:
        if not special:
            with suppress(OSError):
                part.unlink()
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise click.ClickException(f"cannot write {path}: {error.strerror}") from error
        raise


def _put(part: Path, target: Path) -> None:
    """Put a whole file in the place of another, with its permissions."""
    if target.exists():
        shutil.copymode(target, part)
    part.replace(target)
