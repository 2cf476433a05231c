"""WARC and WET files, plain, gzip or zstd: each record that is a document, with its id, address and date.

FastWARC reads them, about five times as fast as warcio does (`tests/bench/warc.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from shanben.io.compressed import unpacked
from shanben.io.extras import needed
from shanben.io.item import Item, Loaded, Place, faulty
from shanben.limits import SOURCE_BYTES

_DOCUMENTS: Final = ("response", "resource", "conversion")
_GZIP: Final = b"\x1f\x8b\x08"


def read_records(path: Path, passed: Callable[[str], None]) -> Iterator[Item]:
    """The records of a file that hold a document: responses, resources and conversions that are text, HTML or say nothing.

    What another record is, `passed` is told: "request", "HTTP status 404", "not text" …; there are few kinds of them.

    Raises:
        OSError, EOFError: the file is no WARC file, or damaged from here on.
    """
    warc = needed("fastwarc.warc")
    index, record = 0, None
    every = warc.WarcRecordType.any_type
    for record in warc.ArchiveIterator(str(path), record_types=every, parse_http=False, fsspec_args=False):
        kind = str(record.record_type).rpartition(".")[2]  # with the name of the class in some versions
        whole = "WARC-Type" in record.headers  # or else it is cut off in its head
        found = kind if whole and kind not in _DOCUMENTS else _item(record, str(path), index)
        if isinstance(found, str):
            passed(found)
        else:
            yield found
            index += 1
    if record is None and path.stat().st_size:
        raise OSError("not a WARC file")
    _refuse_cut_off(path, record.stream_pos if record else 0)


def _refuse_cut_off(path: Path, last: int) -> None:
    """Unpack the last record once more: FastWARC ends in silence where members of gzip are cut off."""
    with path.open("rb") as raw:
        raw.seek(last)
        if path.suffix == ".gz" and raw.read(len(_GZIP)) == _GZIP:  # not so where all records are one member
            raw.seek(last)
            stream = unpacked(path, raw)
            while stream.read(2**18):
                pass


def _item(record: Any, file: str, index: int) -> Item | str:
    """The item of a record, or what it holds that is no document."""
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
            if (status := record.http_headers.status_code) and not 200 <= status < 300:
                return f"HTTP status {status}" if 100 <= status < 600 else "HTTP status"
        media_type = _media_type(record)
        if not _is_text(media_type):
            return "not text"
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
