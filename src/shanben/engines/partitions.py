"""A run on a cluster: the files in partitions, each cleaned by one task as a run of its own, and one account of them all.

The engine has to call a function with the numbers of the partitions, anywhere and if need be again: a task works in a folder of
its own, which gets its name when it is whole. So nothing is lost with a task, and none is done twice. Sources and output are on a
file system that all machines share.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from os import PathLike
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from shanben.engines import local
from shanben.engines.duplicates import write_duplicates
from shanben.engines.lock import locked
from shanben.engines.state import check_plan, finished, merged
from shanben.engines.trail import check_ended, files_beside
from shanben.errors import RunError
from shanben.io.readers import kind_of
from shanben.io.writers import json_of, write_whole
from shanben.sites import Sites

Work = Callable[[int], int]
Execute = Callable[[Work, Sequence[int]], None]

_FILES: Final = 1000


@dataclass(frozen=True)
class Partitions:
    """The work of a run in parts: call it with a number, on any machine."""

    folder: Path
    parts: tuple[tuple[str, ...], ...]
    base: Path
    options: dict[str, Any]

    def __call__(self, number: int) -> int:
        """Clean a partition, unless that is done; its number."""
        target = self.part(number)
        if not target.exists():
            draft = target.with_name(f".{target.name}-{uuid4().hex}")
            local.run(self.parts[number], draft, workers=1, base=self.base, **self.options)
            try:
                draft.rename(target)
            except OSError:  # another task, which was taken for dead, has been faster
                shutil.rmtree(draft)
        return number

    def part(self, number: int) -> Path:
        """The folder of a partition."""
        return self.folder / "partitions" / f"{number:05d}"

    def done(self, number: int) -> bool:
        """Whether a partition is done.

        Raises:
            RunError: it was done by another run, or its files have changed since.
        """
        account = self.account(number)
        if account:
            check_ended(self.part(number), self.parts[number], account)
        return account is not None

    def account(self, number: int) -> dict[str, Any] | None:
        """The account of a partition that is done.

        Raises:
            RunError: it was done by another run.
        """
        account = finished(self.part(number))
        if account:
            options = {name: value for name, value in self.options.items() if name != "seconds"}
            check_plan(self.part(number), account["plan"], local.plan_of(self.parts[number], **options))
        return account


def run(
    sources: Sequence[str | PathLike[str]], out: str | PathLike[str], execute: Execute, *, resume: bool, **options: Any
) -> dict[str, Any]:
    """Clean all documents of the sources in partitions, and return the account of them all (the folder's run.json).

    A partition is one file of many documents, or up to a thousand files that are one document each. Below the folder,
    partitions/00000 … hold what `engines.local.run` writes; beside them are failed.jsonl and dropped.jsonl of all, sites.json,
    where sites are learned, and duplicates.jsonl, where it is asked for, which compares the documents of all.

    Args:
        sources: as for `engines.local.run`.
        out: the folder, on a file system that all machines share.
        execute: calls a function with each of these numbers, and returns when all calls have returned.
        resume: go on with the run that is in the folder: partitions that are done stay.
        options: as for `engines.local.run`.

    Raises:
        RunError: as `engines.local.run`; or a partition was not done.
    """
    folder = Path(out).absolute()
    paths = [Path(source).absolute() for source in sources]
    parts = Partitions(folder, tuple(_parts(paths, folder)), local.base_of(paths), options)
    try:
        (folder / "partitions").mkdir(parents=True, exist_ok=True)
        with locked(folder):
            if not resume and any((folder / "partitions").iterdir()):
                raise RunError(f"{folder}: holds a run; go on with it (--resume), or take another folder")
            todo = [number for number in range(len(parts.parts)) if not parts.done(number)]
            if todo:
                execute(parts, todo)
            return _finish(parts)
    except OSError as error:
        raise RunError(f"{error.filename or folder}: {error.strerror or error}") from error


def _parts(sources: Sequence[Path], folder: Path) -> Iterator[tuple[str, ...]]:
    """The files of each partition, always the same ones for the same sources; where there is no file, one partition is empty."""
    if not any(True for _ in files_beside(folder, sources)):
        yield tuple(map(str, sources))
    for alone, group in groupby(files_beside(folder, sources), key=lambda path: kind_of(path) is not None):
        names = list(map(str, group))
        step = 1 if alone else _FILES
        yield from (tuple(names[at : at + step]) for at in range(0, len(names), step))


def _finish(parts: Partitions) -> dict[str, Any]:
    """Put together what belongs to all partitions, and clear away what tasks left that died."""
    numbers = range(len(parts.parts))
    accounts = [parts.account(number) for number in numbers]
    whole = [account for account in accounts if account]
    if len(whole) < len(accounts):
        raise RunError(
            f"{parts.folder}: {len(accounts) - len(whole)} of {len(accounts)} partitions are not done; go on with --resume"
        )
    for name in ("failed.jsonl", "dropped.jsonl"):
        with (parts.folder / name).open("wb") as out:
            for number in numbers:
                with (parts.part(number) / name).open("rb") as part:
                    shutil.copyfileobj(part, out)
    if parts.options.get("form") == "sites":
        sites = Sites()
        sites.merge(Sites.load(parts.part(number) / "sites.json") for number in numbers)
        write_whole(parts.folder / "sites.json", sites.to_json().encode())
    for draft in (parts.folder / "partitions").glob(".*"):
        shutil.rmtree(draft)
    account = {**merged(whole), "partitions": len(whole)}
    if parts.options.get("duplicates"):
        account["counts"]["duplicates"] = {"marked": write_duplicates(parts.folder, map(parts.part, numbers))}
    account["plan"]["sources"] = [name for part in parts.parts for name in part]
    write_whole(parts.folder / "run.json", json_of(account, 1))
    return account
