"""The command `clean-text`: documents in, clean text or records out.

Data goes to standard output (or to the file of `-o`), everything else to standard error. Exit codes: 0 all went well,
2 the command line or the configuration is wrong, 3 a document could not be read or cleaned, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import click

from shanben.version import __version__

if TYPE_CHECKING:  # the cleaner and numpy are imported only when there is something to clean
    from shanben.cleaner import Cleaner
    from shanben.config import Config
    from shanben.document import Document

FAILED: Final = 3
INTERRUPTED: Final = 130
BROKEN_PIPE: Final = 141

_EXAMPLES = """
\b
Examples:
  clean-text page.html                      the clean text of a page
  curl -s https://example.org | clean-text  the same from a pipe
  clean-text --json *.html > records.jsonl  records with metadata and provenance
  clean-text --script hans -o out.txt a.txt in Simplified Chinese, into a file
"""


@click.command(epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option("--json", "as_json", is_flag=True, help="Write records (one JSON object a line) instead of text.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all, instead of standard output.")
@click.option("--config", "config_file", metavar="FILE", help="Read options from a TOML file, table [shanben].")
@click.option("--preset", metavar="NAME", help="corpus (the default), archive or search.")
@click.option("--script", metavar="SCRIPT", help="dominant, keep, hans, hant, hant-tw or hant-hk.")
@click.option("--punctuation", metavar="HOW", help="cjk or keep.")
@click.option("--boilerplate", metavar="HOW", help="drop or keep.")
@click.option("--provenance", metavar="HOW", help="What records say of it: map, none or full.")
@click.option("--encoding", metavar="NAME", help="The encoding of the input, if you know it; else it is found out.")
@click.option("--media-type", metavar="TYPE", help="text/html or text/plain; else by suffix and content.")
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
@click.version_option(__version__, prog_name="clean-text")
def command(paths: tuple[str, ...], as_json: bool, output: str | None, quiet: bool, **options: Any) -> None:
    """Clean documents: HTML pages or text, in any encoding. `-`, or no PATH, reads standard input."""
    from shanben.cleaner import Cleaner  # noqa: PLC0415  (see above)

    if not paths and sys.stdin.isatty():
        raise click.UsageError("nothing to clean: name a file, or pipe a document in")
    how = {name: options.pop(name) for name in ("encoding", "media_type")}
    cleaner = Cleaner(_config(options))
    failed = 0
    with _written(output) as out:
        for name, document in _cleaned(cleaner, paths or ("-",), how):
            failed += document.status == "failed"
            _tell(name, document, quiet)
            if as_json:
                out.write(document.to_json() + "\n")
            elif document.text:
                out.write(document.text if document.text.endswith("\n") else document.text + "\n")
    if failed:
        raise SystemExit(FAILED)


def main() -> None:
    """Run the command as a program: no input ends in a traceback."""
    try:
        command(prog_name="clean-text", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except (click.Abort, KeyboardInterrupt):
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        # The reader has gone, `head` for one: end quietly, as programs do that the signal ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(BROKEN_PIPE) from None


def _config(options: dict[str, Any]) -> Config:
    """The configuration: that of the file, and over it what the command line says."""
    from shanben.config import Config  # noqa: PLC0415
    from shanben.errors import ConfigError  # noqa: PLC0415

    path = options.pop("config_file")
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Config.load(path).but(**given) if path and "preset" not in given else Config.of(given)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error


def _cleaned(cleaner: Cleaner, paths: Iterable[str], how: dict[str, str | None]) -> Iterator[tuple[str, Document]]:
    """Yield the name and the document of each path."""
    for path in paths:
        if path == "-":
            yield "standard input", cleaner.clean_safely({"source": sys.stdin.buffer.read(), **how})
        else:
            yield path, cleaner.clean_safely({"source": Path(path), **how})


def _tell(name: str, document: Document, quiet: bool) -> None:
    """Say on standard error what became of a document, unless it came out well."""
    if document.status == "failed":
        reason = (document.reason or "").removeprefix(f"{name}: ")
        click.echo(f"clean-text: {name}: {reason}", err=True)
    elif document.status == "dropped" and not quiet:
        click.echo(f"clean-text: {name}: nothing left: {document.reason}", err=True)


@contextmanager
def _written(path: str | None) -> Iterator[IO[str]]:
    """Standard output, or a file that stands under its name only when it is whole."""
    if path is None or path == "-":
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        yield sys.stdout
        sys.stdout.flush()
        return
    target = Path(path)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
        part.replace(target)
    except BaseException as error:
        with suppress(OSError):
            part.unlink()
        if isinstance(error, OSError):
            raise click.ClickException(f"cannot write {path}: {error.strerror}") from error
        raise
