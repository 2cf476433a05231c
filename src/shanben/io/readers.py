"""`read`: the documents of files, folders and globs, in an order that is always the same, one at a time."""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, Final

from shanben.errors import ConfigError, SourceError
from shanben.io.compressed import DAMAGED, plain_name, unpacked
from shanben.io.extras import needed
from shanben.io.item import FIELDS, Fields, Item, Loaded, Place, faulty, loaded_row
from shanben.limits import SOURCE_BYTES
from shanben.source import SUFFIXES

Pass = Callable[[str], None]
Reader = Callable[[Path, Fields, Pass], Iterator[Item]]


def _ignore(_: str) -> None:
    """What is not to be told."""


def read(sources: Iterable[str | os.PathLike[str]], fields: Fields = FIELDS) -> Iterator[Item]:
    """The documents of the sources, in the order of the sources and sorted by name within each.

    A source is a file, a folder (with its folders, without hidden files and links to folders) or a glob (`**` for any depth).
    What a file holds is told by its suffix, before that of its compression (.gz, .zst): .jsonl or .ndjson one document a line,
    .parquet one a row, .warc and .wet one a record; any other file is one document. Memory is bounded, however large a file is.

    A file or a row that cannot be read, or a table without the column of the text, does not end it: it becomes an item with a
    fault. Records of WARC files that are no documents are passed over.

    Raises:
        SourceError: a source does not exist.
        ConfigError: a package that the files need is not installed.
    """
    for path in files(sources):
        yield from documents(path, fields)


def files(sources: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """The files of the sources.

    Raises:
        SourceError: a source is neither a file nor a folder, and as a glob it matches nothing.
    """
    for source in sources:
        path = Path(source)
        if path.is_dir():
            yield from _below(path)
        elif path.exists():
            yield path
        elif found := sorted(glob.glob(str(source), recursive=True)):  # noqa: PTH207  (Path.glob takes no absolute patterns)
            yield from (Path(name) for name in found if not Path(name).is_dir())
        else:
            raise SourceError(f"{source}: No such file or directory")


def check_sources(sources: Iterable[str | os.PathLike[str]]) -> None:
    """Refuse sources that are not there, before anything is begun.

    Raises:
        SourceError: as `files`.
    """
    for source in sources:
        next(files([source]), None)


def check_only(sources: Sequence[str | os.PathLike[str]], fields: Fields) -> None:
    """Refuse a table without the column of the text if it is all that is to be read: of several, it alone fails.

    Raises:
        SourceError: it is.
        ConfigError: a package that the file needs is not installed.
    """
    path = Path(sources[0]) if len(sources) == 1 else None
    if path and path.is_file() and (reader := kind_of(path)):
        try:
            with suppress(*DAMAGED):  # which the run will say
                next(reader(path, fields, _ignore), None)
        except SourceError as error:
            raise SourceError(f"{path}: {error}") from error


def kind_of(path: Path) -> Reader | None:
    """The reader of a file that holds many documents; None for a file that is one."""
    return _READERS.get(plain_name(path).suffix.lower())


def read_lines(path: Path, fields: Fields, _: Pass) -> Iterator[Item]:
    """The lines of a JSONL file that are not blank; they are parsed when they are loaded. Raises one of `DAMAGED`."""
    with path.open("rb") as raw:
        stream = unpacked(path, raw)
        for index, line in enumerate(iter(lambda: stream.readline(SOURCE_BYTES + 1), b"")):
            if len(line) > SOURCE_BYTES:
                fault = f"{path}, line {index + 1}: longer than limits.SOURCE_BYTES, {SOURCE_BYTES}"
                yield faulty(str(path), index, fault, raw.tell())
                _skip_line(stream)
            elif not line.isspace():
                yield Item(Place(str(path), index), partial(load_line, line, fields, str(path), index), raw.tell())


def load_line(line: bytes, fields: Fields, file: str, index: int) -> Loaded:
    """The document of a line of JSON. Of a faulty one the line is kept, and its number told as editors count, from 1."""
    loaded = Loaded(uri=file)
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        fault = _why_no_json(error)
    else:
        if isinstance(row, dict):
            loaded = loaded_row(row, fields, file, index)
            if loaded.fault is None:
                return loaded
        fault = loaded.fault or f"not a JSON object but {type(row).__name__}"
    return replace(loaded, source=line, fault=f"{file}, line {index + 1}: {fault}")


def load_file(path: Path) -> Loaded:
    """The document that a file is; the cleaner reads it, unless it is compressed."""
    name = plain_name(path)
    if path.is_dir():
        return Loaded(uri=str(path), fault=f"{path}: this folder cannot be listed")
    if name == path:
        return Loaded(path, uri=str(path))
    try:
        _refuse_empty(path)
        with path.open("rb") as raw:
            data = unpacked(path, raw).read(SOURCE_BYTES + 1)
    except DAMAGED as error:
        return Loaded(uri=str(path), fault=f"{path}: {error}")
    return Loaded(data, uri=str(path), media_type=SUFFIXES.get(name.suffix.lower()))


def documents(path: Path, fields: Fields = FIELDS, passed: Pass = _ignore) -> Iterator[Item]:
    """The documents of a file; where it cannot be read any further, the last one says why.

    Of each record that is no document, `passed` is told what it is.

    Raises:
        ConfigError: a package that the file needs is not installed.
    """
    reader = kind_of(path)
    if path.suffix == ".zst":
        needed("zstandard")
    if reader is None:
        yield Item(Place(str(path), None), partial(load_file, path))
        return
    count = 0
    try:
        _refuse_empty(path)
        for item in reader(path, fields, passed):
            yield item
            count = (item.place.row or 0) + 1
    except (*DAMAGED, SourceError) as error:
        yield faulty(str(path), count, f"{path}: {error}")
    except ConfigError:
        raise
    except Exception as error:  # a fault of a reader in one file must not stop a run; it is told
        yield faulty(str(path), count, f"{path}: {type(error).__name__}: {error}")


def _below(folder: Path, source: bool = True) -> Iterator[Path]:
    """The files of a folder and its folders, sorted by name, without hidden ones; no list of all of them is made.

    A folder in it that cannot be listed, and a link that leads nowhere, count as files: they will fail, and say so.
    """
    try:
        entries = sorted((entry for entry in os.scandir(folder) if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError as error:
        if source:
            raise SourceError(f"{folder}: {error.strerror}") from error
        yield folder
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), source=False)
        elif entry.is_file() or not Path(entry.path).exists():
            yield Path(entry.path)


def _refuse_empty(path: Path) -> None:
    """What is compressed is never empty: such a file was cut off before its first byte."""
    if plain_name(path) != path and not path.stat().st_size:
        raise EOFError(f"an empty file, not one of {path.suffix}")


def _why_no_json(error: Exception) -> str:
    """What is wrong with a line that is no JSON, and where in the line, counted from 1."""
    if isinstance(error, UnicodeDecodeError):
        return f"not {error.encoding.upper()}: byte {error.start + 1} is 0x{error.object[error.start]:02x}"
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at character {error.pos + 1}"
    return f"not JSON: {error}"


def _skip_line(stream: IO[bytes]) -> None:
    """Read to the end of the line, in pieces."""
    while (piece := stream.readline(2**20)) and not piece.endswith(b"\n"):
        pass


def _parquet(path: Path, fields: Fields, _: Pass) -> Iterator[Item]:
    from shanben.io.parquet import read_rows  # noqa: PLC0415  (pyarrow is an extra)

    return read_rows(path, fields)


def _warc(path: Path, _: Fields, passed: Pass) -> Iterator[Item]:
    from shanben.io.warc import read_records  # noqa: PLC0415  (fastwarc is an extra)

    return read_records(path, passed)


_READERS: Final[dict[str, Reader]] = {
    ".jsonl": read_lines, ".ndjson": read_lines, ".parquet": _parquet, ".warc": _warc, ".wet": _warc,
}  # fmt: skip
