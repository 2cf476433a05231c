"""`clean-text export`: what a run did, in the forms that others read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from shanben.cli.files import written
from shanben.errors import RunError

_FORMS: Final = ("dolma", "prov", "croissant")


@click.command(
    epilog="""\b
Examples:
  clean-text export crawl --to dolma -o attributes.jsonl        Dolma attributes: labels, flags and rules as spans
  clean-text export crawl --to prov                             W3C PROV-JSON of the run
  clean-text export crawl --to croissant --name crawl -o crawl/croissant.json   the Croissant description of the records
"""
)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--to", "form", type=click.Choice(_FORMS), required=True, help="The form to export to.")
@click.option("--name", metavar="NAME", help="What a Croissant data set is called; the folder's name if not given.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write to FILE, whole or not at all.")
def export(folder: Path, form: str, name: str | None, output: str | None) -> None:
    """Export the records or the account of a run: FOLDER is what `clean-text run -o FOLDER` has made."""
    from shanben.engines.state import finished  # noqa: PLC0415  (the cleaner and numpy)
    from shanben.io import export as exports  # noqa: PLC0415
    from shanben.io.records import read_records_of  # noqa: PLC0415

    account = finished(folder)
    if account is None:
        raise RunError(f"{folder}: holds no run that has ended (run.json)")
    with written(output) as out:
        if form == "dolma":
            for record in read_records_of(folder):
                out.write(json.dumps(exports.dolma(record), ensure_ascii=False) + "\n")
        else:
            made = exports.prov(account) if form == "prov" else exports.croissant(account, folder, name or folder.resolve().name)
            out.write(json.dumps(made, ensure_ascii=False, indent=1) + "\n")
