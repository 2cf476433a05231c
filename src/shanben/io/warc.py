"""WARC and WET files, plain, gzip or zstd: each record that is a document, with its id, address and date.

FastWARC reads them, about five times as fast as warcio does (`tests/bench/warc.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from shanben.io.extras import needed
from shanben.io.item import Item, Loaded, Place, faulty
from shanben.limits import SOURCE_BYTES


def read_records(path: Path) -> Iterator[Item]:
    """The records of a file that hold a document: responses, resources and conversions that are text, HTML or say nothing.

    Raises:
        OSError: the file is no WARC file, or damaged from here on.
    """
    warc = needed("fastwarc.warc")
    kinds = warc.WarcRecordType
    wanted = kinds.response | kinds.resource | kinds.conversion
    index = 0
    for record in warc.ArchiveIterator(str(path), record_types=wanted, parse_http=False, fsspec_args=False):
        item = _item(record, str(path), index)
        if item is not None:
            yield item
            index += 1


def _item(record: Any, file: str, index: int) -> Item | None:
    """The item of a record; None if it holds something else than a document."""
    told = record.headers
    name = f"{file}: record {told.get('WARC-Record-ID')}"
    if record.content_length > SOURCE_BYTES:
        return faulty(file, index, f"{name}: longer than limits.SOURCE_BYTES, {SOURCE_BYTES}", record.stream_pos)
    try:
        record.freeze()
        if record.content_length != int(told["Content-Length"]):
            return faulty(file, index, f"{name}: cut off", record.stream_pos)
        if record.is_http:
            record.parse_http(auto_decode="all")
        media_type = _media_type(record)
        if not _is_text(media_type):
            return None
        body = record.reader.read(SOURCE_BYTES + 1)
    except (OSError, ValueError, KeyError) as error:
        return faulty(file, index, f"{name}: {error}", record.stream_pos)
    url, record_id, date = (told.get(key) for key in ("WARC-Target-URI", "WARC-Record-ID", "WARC-Date"))
    load = partial(Loaded, body, uri=file, record=record_id, date=date, media_type=media_type, url=url and url.strip("<>"))
    return Item(Place(file, index), load, record.stream_pos)


def _media_type(record: Any) -> str | None:
    """The media type that the HTTP header declares, or of what is no response the record's own, with its parameters."""
    headers = record.http_headers if record.is_http else record.headers
    declared: str | None = headers.get("Content-Type") if headers is not None else None
    return declared


def _is_text(media_type: str | None) -> bool:
    """Whether a document of this declared type may be text.

    >>> _is_text("text/html; charset=gbk"), _is_text("image/png"), _is_text(None)
    (True, False, True)
    """
    main = (media_type or "text/plain").partition(";")[0].strip().lower()
    return (main.startswith("text/") and main not in ("text/css", "text/javascript")) or main in ("", "application/xhtml+xml")
