"""`clean-text report`: the review page of a run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from shanben.cli.files import written
from shanben.cli.records import named_records
from shanben.errors import RecordError, SourceError


@click.command(
    epilog="""\b
Examples:
  clean-text report records.jsonl -o review.html    a page to look at what was done
  clean-text report run-1 -o review.html            the same of the folder of a run
  clean-text report records.jsonl --title "A page" --root archive -o review.html
"""
)
@click.argument("records", metavar="RUN…", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", type=click.Path(), required=True, help="The page: one HTML file.")
@click.option("--title", help="What the page is called; else the names of the records.")
@click.option("--root", metavar="FOLDER", type=click.Path(), default=".", help="Where the names in the records begin.")
def report(records: tuple[str, ...], output: str, title: str | None, root: str) -> None:
    """Make the review page of a RUN: one HTML file, which needs no network.

    It shows every document, source and clean text side by side, with every change marked. A RUN is the folder of
    `clean-text run`, or a file of records (JSONL or Parquet).

    What was removed is shown where the records hold it (`--provenance full`), or where the sources still lie in their
    place.
    """
    from shanben.report import write_report  # noqa: PLC0415

    def source(record: Mapping[str, Any]) -> str | None:
        return _source(record, Path(root))

    every = (record for path in records for record in named_records(path))
    with written(output) as out:
        count = write_report(every, out, title=title or ", ".join(Path(path).name for path in records), source=source)
    click.echo(f"{output}: {count} documents", err=True)


def _source(record: Mapping[str, Any], root: Path) -> str | None:
    """The source of a record that does not hold what was removed, if it can be found."""
    from shanben.origin import source_of  # noqa: PLC0415  (numpy)

    if record.get("removed") is not None or record.get("status") == "failed":
        return None
    try:
        return source_of(record, root)
    except (RecordError, SourceError):
        return None
