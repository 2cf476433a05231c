"""An item: one document of a run, where it stands, and how it is loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from shanben.cleaner import Cleaner
from shanben.document import Document


@dataclass(frozen=True, slots=True)
class Fields:
    """Which field of a row (a JSON object, a row of a table) holds what. All but `text` may be missing from the rows."""

    text: str = "text"
    id: str = "id"
    url: str = "url"
    date: str = "date"
    media_type: str = "media_type"


FIELDS: Final = Fields()


class Place(NamedTuple):
    """Where a document stands: a file, and its number in a file that holds many, from 0 (None: the file is the document)."""

    file: str
    row: int | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document ready to be cleaned: a source as `Cleaner.clean` takes it, and what is known of it; or the `fault` of it."""

    source: bytes | str | Path = b""
    uri: str | None = None
    record: str | None = None
    date: str | None = None
    media_type: str | None = None
    url: str | None = None
    fault: str | None = None

    def cleaned(self, cleaner: Cleaner) -> Document:
        """The document that this becomes; it says where it came from, and never raises for a fault of the source."""
        if self.fault is None:
            document = cleaner.clean_safely({"source": self.source, "url": self.url, "media_type": self.media_type})
        else:
            document = replace(cleaner.clean(b""), status="failed", reason=self.fault)
        told = replace(document.source, uri=self.url or self.uri, record=self.record, date=self.date)
        return replace(document, source=told)


class Item(NamedTuple):
    """One document that is not loaded yet, so that a worker may load it.

    `load` is cheap to pickle: where the file is the document it holds only the path. `read` is how many bytes of the file,
    as it is on the disk, are behind the document.
    """

    place: Place
    load: Callable[[], Loaded]
    read: int = 0


def faulty(file: str, index: int | None, fault: str, read: int = 0) -> Item:
    """An item that cannot be read, and says why."""
    return Item(Place(file, index), partial(Loaded, uri=file, fault=fault), read)


def loaded_row(row: Mapping[str, Any], fields: Fields, file: str | None = None, index: int | None = None) -> Loaded:
    """The document of a row; where the row has no id, its number in the file stands for one.

    >>> loaded_row({"text": "文。", "id": 7}, FIELDS, "a.jsonl", 0).record
    '7'
    >>> loaded_row({"text": None}, FIELDS).fault
    "the field 'text' holds neither text nor bytes but NoneType"
    """
    found = [row.get(name) for name in (fields.url, fields.date, fields.media_type, fields.id)]
    url, date, media_type, name = (None if value is None else str(value) for value in found)
    record = str(index) if name is None and index is not None else name
    known = Loaded(uri=file, url=url, date=date, media_type=media_type, record=record)
    source = row.get(fields.text)
    if isinstance(source, str | bytes):
        return replace(known, source=source)
    what = f"holds neither text nor bytes but {type(source).__name__}" if fields.text in row else "is not there"
    return replace(known, fault=f"the field {fields.text!r} {what}")
