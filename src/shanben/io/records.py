"""The records of a run, read back from its folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shanben.errors import RecordError
from shanben.io.compressed import DAMAGED, unpacked
from shanben.io.extras import needed
from shanben.io.schema import to_record


def record_files(folder: Path) -> list[Path]:
    """The files that hold a run's clean documents: of a run in one place or in partitions, JSONL or Parquet.

    Raises:
        RecordError: there are none.
    """
    found = sorted(path for pattern in ("records.jsonl*", "part-*.parquet") for path in folder.rglob(pattern))
    if not found:
        raise RecordError(f"{folder}: holds neither records.jsonl nor Parquet files of records")
    return found


def read_records_of(folder: Path) -> Iterator[dict[str, Any]]:
    """The records of a run, one at a time, in their order.

    Raises:
        RecordError: there are none, or a file is damaged.
    """
    for path in record_files(folder):
        try:
            yield from _rows(path) if path.suffix == ".parquet" else _lines(path)
        except (*DAMAGED, ValueError) as error:
            raise RecordError(f"{path}: {error}") from error


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as raw:
        yield from map(json.loads, unpacked(path, raw))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with needed("pyarrow.parquet").ParquetFile(path) as file:
        for batch in file.iter_batches(1000):
            yield from map(to_record, batch.to_pylist())
