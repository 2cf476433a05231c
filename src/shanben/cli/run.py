"""`clean-text run`: many documents, from files of every kind into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from shanben.cli.documents import CLEANING, FAILED, configured
from shanben.cli.running import progress
from shanben.config import CHOICES
from shanben.limits import DOCUMENT_SECONDS

if TYPE_CHECKING:
    from shanben.io import Fields

_CLEANING: Final = (*CHOICES, "preset", "rules", "sites", "config_file")


def _cleaning(function: Callable[..., int]) -> Callable[..., int]:
    for option in reversed(CLEANING):
        function = option(function)
    return function


@click.command(
    epilog="""\b
Examples:
  clean-text run pages -o out                         a folder of pages into out/records.jsonl
  clean-text run pages -o texts --form text           into text files in folders as those of the pages
  clean-text run 'pages/**/*.html' -o rows --form parquet   the pages of a glob into Parquet files
  clean-text run pages -o learned --form sites        what sites repeat, into learned/sites.json (for --sites)
  clean-text run rows.jsonl -o new --field text=body  lines of JSON, of which `body` is the text
  clean-text run pages -o marked --duplicates         and tell which pages repeat others, in marked/duplicates.jsonl
  clean-text run pages -o out --resume                go on with a run that was interrupted
  clean-text run pages -o zipped --compress gz --keep-dropped --workers 1 --seconds 10 --engine local --json
  clean-text run pages -o spark --engine spark --address 'local[2]'   on Spark; so on Ray
"""
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…", type=click.Path(path_type=str))
@click.option(
    "-o", "--output", required=True, metavar="FOLDER", type=click.Path(), help="A new folder, or that of a run to go on with."
)
@click.option(
    "--form", type=click.Choice(("jsonl", "parquet", "text", "sites")), default="jsonl", help="What the output is made of."
)
@click.option("--compress", type=click.Choice(("gz", "zst")), help="Compress records.jsonl.")
@click.option(
    "--field", "fields", multiple=True, metavar="WHAT=NAME", help="Which field of rows is the text, id, url, date, media_type."
)
@click.option("--keep-dropped", is_flag=True, help="Keep the source text of dropped documents in dropped.jsonl.")
@click.option(
    "--duplicates", is_flag=True, help="Tell in duplicates.jsonl which documents repeat an earlier one, exactly or nearly."
)
@click.option("--resume", is_flag=True, help="Go on with the run that is in FOLDER.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes; one a core if not given.")
@click.option("--seconds", type=click.FloatRange(0.1), default=DOCUMENT_SECONDS, help="The longest that one document may take.")
@click.option("--engine", type=click.Choice(("local", "ray", "spark")), default="local", help="Where to run.")
@click.option("--address", metavar="ADDRESS", help="The address of the cluster: Ray's address, or Spark's master.")
@click.option("--json", "as_json", is_flag=True, help="Write the account of the run (run.json) to standard output.")
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors, no progress.")
@_cleaning
def run(
    sources: tuple[str, ...],
    output: str,
    fields: tuple[str, ...],
    compress: str | None,
    engine: str,
    address: str | None,
    workers: int | None,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """Clean many documents into a folder.

    On all cores or on a cluster; a run that was interrupted is gone on with by --resume. A SOURCE is a file, a folder
    or a glob: HTML, text, JSONL, Parquet, WARC or WET; plain, .gz or .zst.
    """
    config = configured(**{name: options.pop(name) for name in _CLEANING})
    options |= {"config": config, "fields": _fields(fields), "compression": compress}
    if engine == "local":
        if address:
            raise click.UsageError("--address is for --engine ray and spark")
        account = _here(sources, output, workers, quiet, options)
    else:
        if workers:
            raise click.UsageError("--workers is for --engine local; a cluster has its own")
        account = _on_cluster(engine, sources, output, address, options)
    if as_json:
        from shanben.io.writers import json_of  # noqa: PLC0415

        click.echo(json_of(account))
    if not quiet:
        click.echo(_told(account, output), err=True)
    return FAILED if account["failed"] else 0


def _told(account: dict[str, Any], output: str) -> str:
    """What became of all that was read, in one line."""
    parts = ["read {read} = ok {ok} + dropped {dropped} + failed {failed}".format(**account)]
    if account["failed"]:
        parts.append(f"{Path(output) / 'failed.jsonl'} says why")
    if passed := account["counts"].get("passed over"):
        kinds = ", ".join(f"{count} {what}" for what, count in passed.items())
        parts.append(f"besides, {sum(passed.values())} records of WARC files are no documents: {kinds}")
    return "; ".join(parts)


def _here(sources: tuple[str, ...], output: str, workers: int | None, quiet: bool, options: dict[str, Any]) -> dict[str, Any]:
    from shanben.engines.worker import prepare  # noqa: PLC0415  (multiprocessing)

    prepare()  # while this process imports the cleaner and numpy
    from shanben.engines import local  # noqa: PLC0415
    from shanben.io.readers import check_only  # noqa: PLC0415

    check_only(sources, options["fields"])
    try:
        with progress(sources, output, quiet) as told:
            return local.run(sources, output, workers=workers, told=told, **options)
    except KeyboardInterrupt:
        click.echo(f"{output}: interrupted; --resume goes on with it", err=True)
        raise


def _on_cluster(
    engine: str, sources: tuple[str, ...], output: str, address: str | None, options: dict[str, Any]
) -> dict[str, Any]:
    from shanben.io.readers import check_only  # noqa: PLC0415

    check_only(sources, options["fields"])
    if engine == "ray":
        from shanben.engines import ray  # noqa: PLC0415

        return ray.run(sources, output, address=address, **options)
    from shanben.engines import spark  # noqa: PLC0415

    return spark.run(sources, output, master=address, **options)


def _fields(told: tuple[str, ...]) -> Fields:
    """The fields that `--field WHAT=NAME` tells."""
    from shanben.io import Fields  # noqa: PLC0415

    known = Fields.__dataclass_fields__
    pairs = [field.partition("=")[::2] for field in told]
    if wrong := next((field for field, (what, name) in zip(told, pairs, strict=True) if what not in known or not name), None):
        raise click.UsageError(f"--field {wrong}: it is WHAT=NAME, and WHAT is one of {', '.join(known)}")
    return Fields(**dict(pairs))
