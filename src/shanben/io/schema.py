"""The record as columns: its Arrow schema, and the way from records to rows and back.

A row is the record, but for its tuples (`labels`, `flagged`, …), whose members get names, since Arrow's lists are of one type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, Final

from shanben.document import Metadata
from shanben.io.extras import needed

# The tuples of the record: where they stand, and the names of their members.
_TUPLES: Final = {
    ("flagged",): ("name", "start", "end"),
    ("labels",): ("start", "end", "label", "score"),
    ("decode", "errors"): ("start", "end"),
    ("script", "mixed"): ("start", "end", "script"),
    ("metadata", "licence_notices"): ("licence", "form", "start", "end"),
    ("metadata", "spans"): ("field", "start", "end"),
}


@cache
def record_schema() -> Any:
    """The Arrow schema of a record: what JSON has, in the same order.

    >>> record_schema().names[:4]
    ['id', 'text', 'status', 'reason']
    """
    pa = needed("pyarrow")
    text, number, real = pa.string(), pa.int64(), pa.float64()
    texts, numbers = pa.list_(text), pa.list_(number)

    def struct(**types: Any) -> Any:
        return pa.struct(list(types.items()))

    def tuples(*path: str) -> Any:
        names = {"start": number, "end": number, "score": real}
        return pa.list_(struct(**{name: names.get(name, text) for name in _TUPLES[path]}))

    metadata = {f.name: texts if str(f.type).startswith("tuple") else text for f in fields(Metadata)}
    metadata |= {name: tuples("metadata", name) for name in ("licence_notices", "spans")}
    return pa.schema({
        "id": text, "text": text, "status": text, "reason": text,
        "metadata": struct(**metadata),
        "source": struct(uri=text, record=text, bytes=number, sha256=text, media_type=text, date=text),
        "decode": struct(encoding=text, method=text, declared=text, confidence=real, errors=tuples("decode", "errors")),
        "script": struct(
            source=text, dominant=text,
            counts=struct(hans=number, hant=number, han=number, kana=number, hangul=number),
            region=text, mixed=tuples("script", "mixed"),
        ),
        "flags": texts, "flagged": tuples("flagged"),
        "edits": struct(unit=text, gap=numbers, old=numbers, new=numbers, rule=numbers, rules=texts),
        "removed": text, "labels": tuples("labels"), "run": text, "v": number,
    })  # fmt: skip


def to_row(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record as a row of `record_schema`."""
    spans = [[name, *span] for name, span in record["metadata"]["spans"].items()]
    return _mapped({**record, "metadata": {**record["metadata"], "spans": spans}}, _named)


def to_record(row: Mapping[str, Any]) -> dict[str, Any]:
    r"""The record that a row of `record_schema` holds, as `shanben.restore` takes it.

    >>> import shanben
    >>> record = shanben.clean("版權所有 © 某某網\n\n春天來了,萬物生長。").to_dict()
    >>> to_record(to_row(record)) == record
    True
    """
    record = _mapped(row, _unnamed)
    spans = {name: span for name, *span in record["metadata"]["spans"]}
    return {**record, "metadata": {**record["metadata"], "spans": spans}}


def to_columns(rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The Arrow arrays of these rows. Text of Arrow is UTF-8, which has no lone surrogates: they become U+FFFD, one for one."""
    pa = needed("pyarrow")
    columns = []
    for field in record_schema():
        values = [row[field.name] for row in rows]
        try:
            columns.append(pa.array(values, field.type))
        except UnicodeEncodeError:
            columns.append(pa.array([_valid(value) for value in values], field.type))
    return columns


def _mapped(record: Mapping[str, Any], change: Callable[[Any, tuple[str, ...]], Any]) -> dict[str, Any]:
    """A copy of the record with each of its lists of tuples changed."""
    out = dict(record)
    for (first, *rest), names in _TUPLES.items():
        if out[first] is not None:
            out[first] = {**out[first], rest[0]: change(out[first][rest[0]], names)} if rest else change(out[first], names)
    return out


def _named(tuples: Any, names: tuple[str, ...]) -> Any:
    return [dict(zip(names, values, strict=True)) for values in tuples]


def _unnamed(rows: Any, names: tuple[str, ...]) -> Any:
    return [[row[name] for name in names] for row in rows]


def _valid(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {name: _valid(member) for name, member in value.items()}
    return [_valid(member) for member in value] if isinstance(value, list) else value
