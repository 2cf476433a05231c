"""The cleaner as one function over Arrow batches, which serves every engine that passes them on.

>>> import pyarrow as pa
>>> table = pa.table({"id": [1, 2], "text": ["春天來了,萬物生長。", None], "crawl": ["a", "b"]})
>>> cleaned = clean_batch(table, fields=Fields(id="id"))
>>> cleaned["text"].to_pylist(), cleaned["status"].to_pylist(), cleaned["crawl"].to_pylist()
(['春天來了,萬物生長。', ''], ['ok', 'failed'], ['a', 'b'])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

import pyarrow as pa

from shanben.cleaner import Cleaner
from shanben.config import Config
from shanben.errors import SourceError
from shanben.io.item import FIELDS, Fields, loaded_row
from shanben.io.parquet import values_of
from shanben.io.schema import record_schema, to_columns, to_row

INPUT: Final = "input_"
"""What an input column that bears the name of a record's column is called in the output: its own name behind this."""


def clean_batch(batch: Any, *, config: Config | None = None, fields: Fields = FIELDS) -> Any:
    """Clean the documents of a RecordBatch or a Table; the same kind comes out.

    There are as many rows as before, in their order. The columns are those that came in, but for the text, and after them the
    columns of the record (`io.schema.record_schema`), always the same ones: see `output_schema`. No row makes it raise: one
    that cannot be cleaned, or is null, has the `status` "failed" and a `reason`. To drop rows is left to the caller.

    Args:
        batch: a `pyarrow.RecordBatch` or a `pyarrow.Table`.
        config: how to clean.
        fields: which columns hold the text (of any Arrow type of text or bytes, plain or dictionary-encoded) and what
            else is known; only the text must be there.

    Raises:
        SourceError: there is no such column, or it holds something else.
    """
    schema = output_schema(batch.schema, fields)
    kept = [batch.column(at) for at, name in enumerate(batch.schema.names) if name != fields.text]
    parts = [_cleaned(batch.slice(at, _ROWS), _cleaner(config), fields) for at in range(0, max(batch.num_rows, 1), _ROWS)]
    made = [pa.chunked_array(chunks) for chunks in zip(*parts, strict=True)]
    if isinstance(batch, pa.RecordBatch):
        made = [column.combine_chunks() for column in made]
    return type(batch).from_arrays([*kept, *made], schema=schema)


def clean_batches(batches: Iterable[Any], *, config: Config | None = None, fields: Fields = FIELDS) -> Iterator[Any]:
    """`clean_batch` of each, one at a time: what Spark's `mapInArrow` calls."""
    for batch in batches:
        yield clean_batch(batch, config=config, fields=fields)


def clean_stream(source: Any, *, config: Config | None = None, fields: Fields = FIELDS, rows: int = 1000) -> Any:
    """Clean a stream of batches as it flows: a `pyarrow.RecordBatchReader` of what `clean_batch` gives.

    Args:
        source: whatever gives an Arrow C stream: a reader, a Table, a frame of Polars, pandas, DuckDB …
        config: as for `clean_batch`.
        fields: as for `clean_batch`.
        rows: larger batches are cleaned in parts of so many rows.
    """
    reader = pa.RecordBatchReader.from_stream(source)
    parts = (batch.slice(at, rows) for batch in reader for at in range(0, len(batch), rows))
    cleaned = clean_batches(parts, config=config, fields=fields)
    return pa.RecordBatchReader.from_batches(output_schema(reader.schema, fields), cleaned)


def output_schema(schema: Any, fields: Fields = FIELDS) -> Any:
    """The schema of what `clean_batch` makes of batches with this schema.

    Raises:
        SourceError: there is no column for the text, or it holds neither text nor bytes.
    """
    if fields.text not in schema.names:
        raise SourceError(f"no column {fields.text!r}; known: {', '.join(schema.names)}")
    column = schema.field(fields.text).type
    if not _is_text(column):
        raise SourceError(f"the column {fields.text!r} holds {column}, neither text nor bytes")
    ours = record_schema()
    kept = [field for field in schema if field.name != fields.text]
    renamed = [field.with_name(INPUT + field.name) if field.name in ours.names else field for field in kept]
    return pa.schema([*renamed, *ours])


_ROWS: Final = 1000  # that are rows of Python at a time, which take many times what they take as columns


@cache
def _cleaner(config: Config | None) -> Cleaner:
    return Cleaner(config)


def _is_text(kind: Any) -> bool:
    """Whether values of this type are text or bytes, or all null."""
    while pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind) or isinstance(kind, pa.BaseExtensionType):
        kind = kind.storage_type if isinstance(kind, pa.BaseExtensionType) else kind.value_type
    of_text = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    of_bytes = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view, pa.types.is_fixed_size_binary)
    return any(check(kind) for check in (*of_text, *of_bytes, pa.types.is_null))


def _cleaned(batch: Any, cleaner: Cleaner, fields: Fields) -> list[Any]:
    """The columns of the record for these rows."""
    wanted = {fields.text, fields.id, fields.url, fields.date, fields.media_type} & set(batch.schema.names)
    columns = {name: values_of(batch.column(name)) for name in wanted}
    rows = []
    for index in range(batch.num_rows):
        row = {name: values[index] for name, values in columns.items()}
        rows.append(to_row(loaded_row(row, fields).cleaned(cleaner).to_dict()))
    return to_columns(rows)
