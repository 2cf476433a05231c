"""`clean-text verify`: do records and sources belong together?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from shanben.cli.documents import FAILED, FOUND
from shanben.cli.records import read_records
from shanben.errors import RecordError, SourceError


@click.command(
    epilog="""\b
Examples:
  clean-text verify records.jsonl                  every record against the file it was made from
  clean-text verify --root archive records.jsonl   files named from another folder
"""
)
@click.argument("records", metavar="RECORDS")
@click.option(
    "--root", metavar="FOLDER", type=click.Path(), default=".", help="The folder that the names in the records begin at."
)
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
@click.pass_context
def verify(ctx: click.Context, records: str, root: str, quiet: bool) -> None:
    """Hold RECORDS (JSONL) against their sources: the bytes, and that the edits lead from these to the text.

    Exit code 1 if a record does not agree with its source, 3 if a source cannot be read.
    """
    wrong = missing = count = 0
    for record in read_records(records):
        count += 1
        name = record.get("source", {}).get("uri") or record.get("id")
        try:
            fault = _fault(record, Path(root))
        except SourceError as error:
            missing += 1
            fault = str(error).removeprefix(f"{name}: ")
        else:
            wrong += fault is not None
        if fault:
            click.echo(f"clean-text: {name}: {fault}", err=True)
    if not quiet:
        click.echo(f"{count} records: {count - wrong - missing} agree, {wrong} differ, {missing} without source", err=True)
    ctx.exit(FAILED if missing else FOUND if wrong else 0)


def _fault(record: dict[str, Any], root: Path) -> str | None:
    """What does not agree between a record and its source; None where all does.

    Raises:
        SourceError: the source cannot be read.
    """
    from shanben.edits import Edits  # noqa: PLC0415  (numpy)

    if record.get("status") == "failed":
        return None
    data = _bytes(record, root)
    if hashlib.sha256(data).hexdigest() != record["source"]["sha256"]:
        return "the source has changed: other bytes than the record was made from"
    if record["edits"] is None:
        return None
    try:
        edits = Edits.of_columns(record["text"], record["edits"], tuple(record["edits"]["rules"]))
    except RecordError as error:
        return str(error)
    sources = (text for text in _readings(record, data) if len(text) == edits.length)
    agrees = any(edits.apply(source) == record["text"] for source in sources)
    return None if agrees else "the edits do not lead from the source to the text"


def _bytes(record: dict[str, Any], root: Path) -> bytes:
    """The bytes of the file that a record names."""
    uri: str | None = record["source"]["uri"]
    if not uri:
        raise SourceError("the record names no file")
    try:
        return (root / uri).read_bytes()
    except OSError as error:
        raise SourceError(f"{uri}: {error.strerror or error}") from error


def _readings(record: dict[str, Any], data: bytes) -> Iterator[str]:
    """The source as the cleaner may have read it: by the encoding alone, or by all that it found declared."""
    from shanben.stages.decode import decode, decode_as  # noqa: PLC0415

    told, media_type = record["decode"], record["source"]["media_type"]
    yield decode_as(data, told["encoding"]).text
    for declared in (None, told["declared"]):
        for kind in (None, media_type):
            yield decode(data, declared=declared, media_type=kind).text
