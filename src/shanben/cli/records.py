"""Records that a command reads: JSON lines, Parquet, or the folder of a run."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shanben.errors import RecordError, SourceError

_OUTPUTS = ("records*.jsonl*", "records/*.parquet", "dropped*.jsonl*", "failed*.jsonl*")
"""What a run puts its records into, in the order in which they are read."""


def read_records(path: str) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file (plain, .gz, .zst), of a Parquet file, of the folder of a run, or of standard input for "-".

    Raises:
        SourceError: the file cannot be read, or the folder holds no records.
        RecordError: a line is not a record; the message names it.
    """
    if path == "-":
        yield from _lines(sys.stdin.buffer, "-")
    elif Path(path).is_dir():
        folders = [Path(path), *sorted(Path(path).glob("partitions/*"))]
        files = [file for folder in folders for pattern in _OUTPUTS for file in sorted(folder.glob(pattern))]
        if not files:
            raise SourceError(f"{path}: holds no records")
        for file in files:
            yield from read_records(str(file))
    elif path.endswith(".parquet"):
        yield from _rows(path)
    else:
        yield from _file(path)


def _file(path: str) -> Iterator[dict[str, Any]]:
    from shanben.io.compressed import DAMAGED, unpacked  # noqa: PLC0415  (numpy)

    try:
        with Path(path).open("rb") as raw:
            yield from _lines(unpacked(Path(path), raw), path)
    except DAMAGED as error:
        raise SourceError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _lines(lines: Any, path: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(iter(lines.readline, b""), 1):
        if line.strip():
            yield _record(line, f"{path}, line {number}")


def _rows(path: str) -> Iterator[dict[str, Any]]:
    from shanben.io.extras import needed  # noqa: PLC0415
    from shanben.io.schema import to_record  # noqa: PLC0415

    try:
        file = needed("pyarrow.parquet").ParquetFile(path)
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: {error}") from error
    for batch in file.iter_batches():
        yield from (to_record(row) for row in batch.to_pylist())


def _record(line: bytes, place: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"{place}: not JSON: {error}") from error
    if not isinstance(record, dict) or "status" not in record or ("text" not in record and record["status"] != "failed"):
        raise RecordError(f"{place}: not a record of Shanben")
    return record
