"""What a run writes: lines of JSON, Parquet files, text files or profiles of sites, each made durable from time to time.

A writer takes `write(place, payload)` and `commit()`. What was committed survives whatever happens afterwards; `commit` returns a
number, and a writer that is made with it goes on after that commit, whatever had been written since.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from shanben.document import json_line
from shanben.io.compressed import packed
from shanben.io.extras import needed
from shanben.io.item import Place
from shanben.io.schema import record_schema, to_columns
from shanben.sites import Page, Sites

_BUFFER: Final = 2**22
_PLAIN_BUFFER: Final = 2**18
_ROWS: Final = 1000
_ROWS_CHARACTERS: Final = 2**22


class Writer(Protocol):
    """What every form of output does."""

    def write(self, place: Place, payload: Any) -> None:
        """Take what is to be written of the document at that place."""

    def commit(self) -> int:
        """Make all that was written durable; the number from which another writer goes on."""

    def close(self) -> None:
        """Let the file go; what was not committed is lost."""


class Lines:
    """Lines in one file, plain or as members of gzip or frames of zstd. The number of a commit is the file's size in bytes."""

    def __init__(self, path: Path, compression: str | None = None, committed: int = 0) -> None:
        self._compression = compression
        self._buffer = _BUFFER if compression else _PLAIN_BUFFER
        self._file = path.open("ab", buffering=0)
        self._file.truncate(committed)
        self._lines: list[bytes] = []
        self._size = 0

    def write(self, _: Place, payload: bytes) -> None:
        """Take a line."""
        self._lines.append(payload)
        self._size += len(payload)
        if self._size >= self._buffer:
            self._flush()

    def commit(self) -> int:
        """Make the lines durable; the size of the file."""
        self._flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _flush(self) -> None:
        rest = memoryview(packed(b"".join(self._lines), self._compression) if self._lines else b"")
        while rest:
            rest = rest[self._file.write(rest) :]
        self._lines, self._size = [], 0


class Parts:
    """Rows in Parquet files part-00000.parquet … of a folder, one for each commit. The number of a commit counts the files."""

    def __init__(self, folder: Path, committed: int = 0) -> None:
        self._folder = folder
        self._count = committed
        self._schema = record_schema()
        self._file: Any = None
        self._rows: list[dict[str, Any]] = []
        self._size = 0
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            if path.name >= self._name():
                path.unlink()

    def write(self, _: Place, payload: dict[str, Any]) -> None:
        """Take a row of `io.schema.record_schema`."""
        self._rows.append(payload)
        self._size += len(payload["text"])
        if len(self._rows) >= _ROWS or self._size >= _ROWS_CHARACTERS:
            self._flush()

    def commit(self) -> int:
        """End the file that was begun; how many there are."""
        self._flush()
        if self._file is not None:
            self._file.close()
            self._file = None
            _sync(self._folder / self._name())
            _sync_names(self._folder)
            self._count += 1
        return self._count

    def close(self) -> None:
        """Nothing is left open that matters: a file that was not committed is removed when the run goes on."""

    def _name(self) -> str:
        return f"part-{self._count:05d}.parquet"

    def _flush(self) -> None:
        if not self._rows:
            return
        if self._file is None:
            self._file = needed("pyarrow.parquet").ParquetWriter(self._folder / self._name(), self._schema, compression="zstd")
        self._file.write_table(needed("pyarrow").Table.from_arrays(to_columns(self._rows), schema=self._schema))
        self._rows, self._size = [], 0


class Tree:
    """One text file for each document, in folders as those of the sources; they are written again after an interruption."""

    def __init__(self, folder: Path, base: Path) -> None:
        self._folder = folder
        self._base = base

    def write(self, place: Place, payload: bytes) -> None:
        """Write a text into its file."""
        path = self._folder / tree_path(place, self._base)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(payload)

    def commit(self) -> int:
        """Make the files durable, all at once where the system can; 0, for nothing of them is gone on with."""
        if hasattr(os, "sync"):
            os.sync()
        return 0

    def close(self) -> None:
        """Nothing is open."""


class Profiles:
    """Profiles of sites in one file. It may be ahead of the state of the run: a page that it holds is not taken in again."""

    def __init__(self, path: Path, committed: int = 0) -> None:
        self._path = path
        self._sites = Sites.load(path) if committed else Sites()

    def write(self, _: Place, payload: tuple[str, Page]) -> None:
        """Take a page of a site."""
        self._sites.add(*payload)

    def commit(self) -> int:
        """Write all profiles; 1, for there is a file from which to go on."""
        write_whole(self._path, self._sites.to_json().encode())
        return 1

    def close(self) -> None:
        """Nothing is open."""


def tree_path(place: Place, base: Path) -> Path:
    """Where the text of a document goes: a.html to a.html.txt, a.txt to a.txt, and record 7 of b.warc to b.warc/00000007.txt.

    >>> str(tree_path(Place("crawl/site/b.warc.gz", 7), Path("crawl")))
    'site/b.warc.gz/00000007.txt'
    """
    path = Path(place.file)
    name = Path(os.path.relpath(path, base))
    if place.row is not None:
        return name / f"{place.row:08d}.txt"
    # a.txt stays a.txt, unless a file "a" stands beside it, whose text that would be.
    return name if name.suffix == ".txt" and not path.with_suffix("").is_file() else name.with_name(name.name + ".txt")


def line_of(record: Mapping[str, Any]) -> bytes:
    """A record as a line of a JSONL file."""
    return f"{json_line(record)}\n".encode()


def json_of(value: Any, indent: int | None = None) -> bytes:
    r"""A value as JSON in UTF-8; the bytes of a file's name that are no text, lone surrogates to Python, are escaped.

    >>> json_of({"name": "春\udcb4"}).decode()
    '{"name": "春\\udcb4"}'
    """
    return json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "backslashreplace")


def write_whole(path: Path, data: bytes) -> None:
    """Put data under this name, whole or not at all, and durably."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    _sync(part)
    part.replace(path)
    _sync_names(path.parent)


def _sync(path: Path, how: int = os.O_RDWR) -> None:
    """Make a file durable."""
    descriptor = os.open(path, how)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_names(folder: Path) -> None:
    """Make the names in a folder durable, where a folder can be opened."""
    if os.name == "posix":
        _sync(folder, os.O_RDONLY)
