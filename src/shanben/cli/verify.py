"""`clean-text verify`: do records and sources belong together?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from shanben.cli.documents import FAILED, FOUND
from shanben.cli.records import named_records
from shanben.errors import RecordError, SourceError


@click.command(
    epilog="""\b
Examples:
  clean-text verify records.jsonl                  every record against the file it was made from
  clean-text verify --root archive records.jsonl   files named from another folder
  clean-text verify --quiet records.jsonl          only what does not agree
"""
)
@click.argument("records", metavar="RECORDS")
@click.option("--root", metavar="FOLDER", type=click.Path(), default=".", help="Where the names in the records begin.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
@click.pass_context
def verify(ctx: click.Context, records: str, root: str, quiet: bool) -> None:
    """Hold RECORDS against their sources.

    The bytes must be those that the record was made from, and its edits must lead from them to its text. RECORDS are a
    file (JSONL or Parquet) or the folder of a run. Exit code 1 if a record does not agree with its source, 3 if a
    source cannot be read.
    """
    wrong = missing = count = 0
    for record in named_records(records):
        count += 1
        name = record.get("source", {}).get("uri") or record.get("id")
        try:
            _verify(record, Path(root))
        except SourceError as error:
            missing += 1
            _tell(name, error)
        except RecordError as error:
            wrong += 1
            _tell(name, error)
    if not quiet:
        click.echo(f"{count} records: {count - wrong - missing} agree, {wrong} differ, {missing} without source", err=True)
    ctx.exit(FAILED if missing else FOUND if wrong else 0)


def _verify(record: dict[str, Any], root: Path) -> None:
    """Hold one record against its source; raises what does not agree."""
    from shanben.origin import checked_bytes, source_of  # noqa: PLC0415  (numpy)

    if record.get("status") != "failed":
        checked_bytes(record, root)
        source_of(record, root)


def _tell(name: Any, error: Exception) -> None:
    click.echo(f"clean-text: {name}: {str(error).removeprefix(f'{name}: ')}", err=True)
