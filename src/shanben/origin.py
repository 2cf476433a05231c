"""The source of a record: found where the record says that it was, or restored from the record itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from shanben.document import restore
from shanben.edits import Edits
from shanben.errors import RecordError, SourceError, cause_of


def source_of(record: Mapping[str, Any], root: Path) -> str:
    """The decoded source of a record; its names of files begin at `root`.

    Raises:
        SourceError: the record does not hold what was removed, and names no file that can be read.
        RecordError: the file is not the one that the record was made from, or its edits do not lead from it to the text.
    """
    try:
        columns = record["edits"]
        if columns is None:
            raise SourceError("the record holds no edits: it was made without provenance")
        if record["removed"] is not None:
            return restore(record)
        edits = Edits.of_columns(record["text"], columns, tuple(columns["rules"]))
        for source in _readings(record, checked_bytes(record, root)):
            if len(source) == edits.length and edits.apply(source) == record["text"]:
                return source
    except (KeyError, TypeError) as error:
        raise RecordError(f"this is not a record of Shanben: {error}") from error
    raise RecordError("the edits do not lead from the source to the text")


def checked_bytes(record: Mapping[str, Any], root: Path) -> bytes:
    """The bytes of the file that a record names, which are those that it was made from.

    Raises:
        SourceError: it names none, or one that cannot be read.
        RecordError: the file holds other bytes now.
    """
    uri: str | None = record["source"]["uri"]
    if not uri:
        raise SourceError("the record names no file")
    try:
        data = (root / uri).read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError(f"{uri}: {cause_of(error)}") from error
    if hashlib.sha256(data).hexdigest() != record["source"]["sha256"]:
        raise RecordError("the source has changed: other bytes than the record was made from")
    return data


def _readings(record: Mapping[str, Any], data: bytes) -> Iterator[str]:
    """The source as the cleaner may have read it: by the encoding alone, or by all that it found declared."""
    from shanben.stages.decode import decode, decode_as  # noqa: PLC0415

    told, media_type = record["decode"], record["source"]["media_type"]
    yield decode_as(data, told["encoding"]).text
    for declared in (None, told["declared"]):
        for kind in (None, media_type):
            yield decode(data, declared=declared, media_type=kind).text
