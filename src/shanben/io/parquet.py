"""Parquet files: rows as documents, and records as rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final

from shanben.errors import SourceError
from shanben.io.compressed import plain_name, unpacked
from shanben.io.extras import needed
from shanben.io.item import Fields, Item, Place, loaded_row

_ROWS: Final = 64


def read_rows(path: Path, fields: Fields) -> Iterator[Item]:
    """The rows of a file; only the columns that `fields` names are read, a few rows at a time.

    Raises:
        OSError: the file is damaged.
        SourceError: it has no column for the text.
    """
    parquet, arrow = needed("pyarrow.parquet"), needed("pyarrow")
    try:
        # Read through a buffer: neither mapped nor read ahead, a column of a row group may be as large as the file.
        with _seekable(path) as source, parquet.ParquetFile(source, buffer_size=2**20, pre_buffer=False) as file:
            yield from _rows(file, str(path), fields, path.stat().st_size)
    except arrow.ArrowException as error:  # of which some, but not all, are OSErrors
        raise OSError(str(error)) from error


@contextmanager
def _seekable(path: Path) -> Iterator[Path | IO[bytes]]:
    """The file, unpacked on the disk if it is compressed as a whole: Parquet is read from its end."""
    if plain_name(path) == path:
        yield path
        return
    with path.open("rb") as raw, TemporaryFile() as whole:
        shutil.copyfileobj(unpacked(path, raw), whole)
        yield whole


def _rows(file: Any, name: str, fields: Fields, size: int) -> Iterator[Item]:
    known = file.schema_arrow.names
    if fields.text not in known:
        raise SourceError(f"no column {fields.text!r}; known: {', '.join(known)}; --field text=NAME says which is the text")
    wanted = [column for column in (fields.text, fields.id, fields.url, fields.date, fields.media_type) if column in known]
    index = 0
    for batch in file.iter_batches(_ROWS, columns=wanted):
        columns = [values_of(column) for column in batch.columns]
        for values in zip(*columns, strict=True):
            row = dict(zip(batch.schema.names, values, strict=True))
            load = partial(loaded_row, row, fields, name, index)
            yield Item(Place(name, index), load, size * index // max(file.metadata.num_rows, 1))
            index += 1


def values_of(column: Any) -> list[Any]:
    """The values of an Arrow array as Python has them; text that is not valid UTF-8 as bytes, what Python cannot hold as text."""
    try:
        values: list[Any] = column.to_pylist()
    except (ValueError, OverflowError):  # UnicodeDecodeError among them
        values = [_value(scalar) for scalar in column]
    return values


def _value(scalar: Any) -> Any:
    arrow = needed("pyarrow")
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return scalar.cast(arrow.binary()).as_py()
    except (ValueError, OverflowError):  # a moment in nanoseconds, or beyond the year 9999
        return scalar.cast(arrow.string()).as_py()
