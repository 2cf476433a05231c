"""Progress, for people who wait at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def shown(items: Sequence[Item], *, quiet: bool = False) -> Iterator[Item]:
    """The items one by one; a bar on standard error counts them if it is a terminal and the data go elsewhere."""
    if quiet or len(items) < 2 or sys.stdout.isatty() or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415  (only people's eyes need it)
    from rich.progress import track  # noqa: PLC0415

    yield from track(items, "Cleaning", console=Console(stderr=True), transient=True)
