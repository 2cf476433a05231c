"""Records, read back from the folder of a run or from a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from shanben.errors import RecordError, SourceError
from shanben.io.compressed import DAMAGED, unpacked
from shanben.io.extras import needed
from shanben.io.schema import to_record


def record_files(folder: Path, *, every: bool = False) -> list[Path]:
    """The files that hold a run's clean documents, in one place or in partitions; with `every` also the dropped and failed.

    The latter stand beside the partitions, collected, and are not looked for in them.

    Raises:
        RecordError: there are none.
    """
    patterns = ("**/records.jsonl*", "**/part-*.parquet", *(("dropped.jsonl", "failed.jsonl") if every else ()))
    found = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
    if not found:
        raise RecordError(f"{folder}: holds neither records.jsonl nor Parquet files of records")
    return found


def read_records_of(folder: Path, *, every: bool = False) -> Iterator[dict[str, Any]]:
    """The records of a run, one at a time; see `record_files`.

    Raises:
        RecordError: there are none, or a file is damaged.
    """
    for path in record_files(folder, every=every):
        yield from read_records(path)


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file: Parquet, or JSON lines, plain, .gz or .zst.

    Raises:
        SourceError: there is no such file, or it may not be read.
        RecordError: it is damaged, or a line of it is no record; the message names the line.
    """
    try:
        if path.suffix == ".parquet":
            yield from _rows(path)
        else:
            with path.open("rb") as raw:
                yield from read_lines(unpacked(path, raw), str(path))
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise SourceError(f"{path}: {error.strerror}") from error
    except DAMAGED as error:
        raise RecordError(f"{path}: {error}") from error


def read_lines(lines: IO[bytes], name: str) -> Iterator[dict[str, Any]]:
    """The records of an open file of JSON lines.

    Raises:
        RecordError: a line is no record; the message names it.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise RecordError(f"{name}, line {number}: not JSON: {error}") from error
        if not isinstance(record, dict) or "status" not in record or ("text" not in record and record["status"] != "failed"):
            raise RecordError(f"{name}, line {number}: not a record of Shanben")
        yield record


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with needed("pyarrow.parquet").ParquetFile(path) as file:
            for batch in file.iter_batches(1000):
                yield from map(to_record, batch.to_pylist())
    except ValueError as error:  # what pyarrow's own errors are
        raise RecordError(f"{path}: {error}") from error
