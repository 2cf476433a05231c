"""The files of a run in their order: which were read, how they were then, and whether they still are when the run goes on."""

from __future__ import annotations

import hashlib
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from shanben.errors import RunError
from shanben.io.item import Fields, Item
from shanben.io.readers import documents, files

Source = str | os.PathLike[str]
Seen = list[Any]
"""A file as it was: its name, its size in bytes, and the nanosecond when it was modified; the name alone if it was not there."""


@dataclass
class Reach:
    """How far the files are read; there may be millions, so that all but the last are one hash.

    `files`: how many were begun. `before`: the hash of those before the last. `last`: that one. `documents`: read of it.
    """

    files: int = 0
    before: str = ""
    last: Seen = field(default_factory=list)
    documents: int = 0

    @property
    def digest(self) -> str:
        """The hash of all files that were begun, as they were."""
        return hashlib.sha256(f"{self.before} {self.last}".encode("utf-8", "surrogatepass")).hexdigest() if self.files else ""

    def after(self, path: Path) -> Reach:
        """The reach when one more file is begun."""
        return Reach(self.files + 1, self.digest, _seen(path))

    def check(self, found: Reach) -> None:
        """Refuse to go on where the files are not as they were.

        Raises:
            RunError: the message names the file at which the run was interrupted, if it is that one.
        """
        advice = "put it back as it was, or begin again in another folder"
        if found.files != self.files or found.before != self.before:
            what = f"a file that was read before the interruption, one of {self.files}, has changed, is new or is gone"
            raise RunError(f"the sources have changed: {what}; {advice}")
        if found.last != self.last:
            raise RunError(f"the sources have changed: {_told(self.last)} is now {_told(found.last)}; {advice}")


class Trail:
    """Reads the files of a run, from where it was interrupted, and follows how far their documents have come out."""

    def __init__(self, sources: Iterable[Source], fields: Fields, folder: Path, reach: Reach) -> None:
        self.reach = reach
        self._paths = files_beside(folder, sources)
        self._fields = fields
        self._begun: deque[tuple[int, Reach]] = deque()  # by the number of documents that were read before
        self._read = self._out = 0
        self._passed: Counter[str] = Counter()  # since the last document that was read
        self._passed_before: deque[tuple[int, Counter[str]]] = deque()  # by the number of the document

    def items(self) -> Iterator[Item]:
        """The documents that are still to be read.

        Raises:
            RunError: the files that were read before are not as they were.
            SourceError: as `io.read`.
        """
        begun, path = Reach(), None
        for path in islice(self._paths, self.reach.files):
            begun = begun.after(path)
        self.reach.check(begun)
        if path:
            yield from self._documents(path, self.reach.documents)
        for path in self._paths:
            begun = begun.after(path)
            self._begun.append((self._read, begun))
            yield from self._documents(path)

    def _documents(self, path: Path, behind: int = 0) -> Iterator[Item]:
        """The documents of a file, without so many, and what was passed over before them."""
        found = documents(path, self._fields, self._pass)
        for _ in islice(found, behind):
            self._passed.clear()
        for item in found:
            if self._passed:
                self._passed_before.append((self._read, self._passed.copy()))
                self._passed.clear()
            self._read += 1
            yield item

    def _pass(self, what: str) -> None:
        self._passed[what] += 1

    def out(self) -> Mapping[str, int]:
        """One more document has come out, in the order of `items`; which records were passed over before it, and how many."""
        while self._begun and self._begun[0][0] <= self._out:
            self.reach = self._begun.popleft()[1]
        passed = self._passed_before.popleft()[1] if self._passed_before and self._passed_before[0][0] == self._out else {}
        self._out += 1
        self.reach.documents += 1
        return passed

    def rest(self) -> Mapping[str, int]:
        """Which records were passed over behind the last document, when all have come out."""
        return self._passed

    def end(self) -> Reach:
        """How far the files are read when all documents have come out: files without any may be the last."""
        return self._begun[-1][1] if self._begun else self.reach


def files_beside(folder: Path, sources: Iterable[Source]) -> Iterator[Path]:
    """The files of the sources, but for those in this folder, which the run itself writes.

    Raises:
        SourceError: as `io.read`.
    """
    own = os.path.join(os.path.abspath(folder), "")  # noqa: PTH100, PTH118  (by far quicker than paths; there may be millions)
    return (path for path in files(sources) if not os.path.abspath(path).startswith(own))  # noqa: PTH100


def check_ended(folder: Path, sources: Iterable[Source], account: Mapping[str, Any]) -> None:
    """Refuse to take the account of a run that has ended for that of sources which have changed since.

    Raises:
        RunError: they have.
        SourceError: as `io.read`.
    """
    reach = Reach()
    for path in files_beside(folder, sources):
        reach = reach.after(path)
    if account.get("trail", reach.digest) != reach.digest:
        raise RunError(f"{folder}: the run there has ended, and its sources have changed since; clean them into another folder")


def _seen(path: Path) -> Seen:
    try:
        found = path.stat()
    except OSError:  # that it cannot be read will be said of its document
        return [str(path)]
    return [str(path), found.st_size, found.st_mtime_ns]


def _told(seen: Seen) -> str:
    if len(seen) < 3:
        return f"{seen[0]}, which is not there" if seen else "none"
    name, size, modified = seen
    return f"{name}, {size} bytes, modified {datetime.fromtimestamp(modified / 1e9, UTC).isoformat(timespec='milliseconds')}"
