"""`clean-text restore`: the source of a record."""

from __future__ import annotations

import json

import click

from shanben.cli.files import written
from shanben.cli.records import named_records
from shanben.errors import RecordError


@click.command(
    epilog="""\b
Examples:
  clean-text --json --provenance full a.txt | clean-text restore -   the text of a.txt again
  clean-text restore --id 7a0c full.jsonl -o source.txt              one of several
  clean-text restore --json full.jsonl                               id and source of every record
"""
)
@click.argument("records", metavar="RECORDS")
@click.option("--id", "wanted", metavar="ID", help="Only the record with this id; the first characters are enough.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object with id and source for each record.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write to FILE instead of standard output.")
def restore(records: str, wanted: str | None, as_json: bool, output: str | None) -> None:
    """Write the source of a record.

    RECORDS (JSONL, Parquet, or the folder of a run) are those made with `--provenance full`.
    """
    from shanben.document import restore as restored  # noqa: PLC0415  (numpy)

    found = 0
    with written(output) as out:
        for record in named_records(records):
            if not str(record.get("id", "")).startswith(wanted or ""):
                continue
            found += 1
            if found > 1 and not as_json:
                raise RecordError(f"{records} holds several records: name one by --id, or write all by --json")
            source = restored(record)
            out.write(json.dumps({"id": record.get("id"), "source": source}) + "\n" if as_json else source)
    if not found:
        raise RecordError(f"{records}: no record" + (f" with id {wanted}" if wanted else ""))
