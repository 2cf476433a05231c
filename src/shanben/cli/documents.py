"""The documents that a command line names: options of the cleaner, and the loop that cleans, tells and counts."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from shanben.cli.files import standard_input
from shanben.cli.progress import shown
from shanben.config import CHOICES, PRESETS, Config

if TYPE_CHECKING:
    from shanben.document import Document

FOUND: Final = 1
FAILED: Final = 3


def _choice(name: str, text: str) -> Callable[[Any], Any]:
    return click.option(f"--{name}", type=click.Choice(CHOICES[name]), help=text)


CLEANING: Final = (
    click.option("--preset", type=click.Choice(tuple(PRESETS)), help="Options for a purpose; `corpus` are the defaults."),
    _choice("script", "Which Chinese script: that of the document, as it is, or the one named."),
    _choice("punctuation", "Restore fullwidth marks that were flattened, or keep all as they are."),
    _choice("width", "Fullwidth letters and digits in ASCII: in words of both widths, as in most of the document, or all."),
    _choice("boilerplate", "Drop the lines that are not the text, or keep them."),
    _choice("spam", "Drop injected lines alone, or also whole pages that are more spam than text."),
    _choice("format", "Write plain lines, or mark the structure of HTML pages as Markdown."),
    _choice("provenance", "What records tell: where each change was, nothing, or also what was removed."),
    click.option("--rules", multiple=True, metavar="FILE", type=click.Path(), help="Rules of your own (TOML); may be repeated."),
    click.option("--sites", metavar="FILE", type=click.Path(), help="Profiles made by `learn`: what a site repeats goes."),
    click.option("--config", "config_file", metavar="FILE", type=click.Path(), help="Options from a TOML file, table [shanben]."),
)  # fmt: skip
"""The options that say how to clean; `configured` makes the configuration of their values."""

_OPTIONS: Final = (
    click.argument("paths", nargs=-1, metavar="[PATH…|-]", type=click.Path(path_type=str)),
    *CLEANING,
    click.option("--encoding", metavar="NAME", help="The encoding of the input, if you know it; else it is found out."),
    click.option("--media-type", metavar="TYPE", help="text/html or text/plain; else by suffix and content."),
    click.option("-q", "--quiet", is_flag=True, help="No messages but errors, no progress."),
)
_NAMES: Final = (*CHOICES, "paths", "preset", "rules", "sites", "config_file", "encoding", "media_type", "quiet")


def documents(function: Callable[..., bool | None]) -> Callable[..., int]:
    """Give a command the documents that its command line names, and the exit code that follows from them.

    The command takes `documents` first; where it returns True it has found what it was asked to look for.
    """

    @functools.wraps(function)
    def run(**options: Any) -> int:
        named = Documents(**{name: options.pop(name) for name in _NAMES})
        found = function(named, **options)
        return FAILED if named.failed else FOUND if found else 0

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


class Documents:
    """An iterable of the name and the clean document of each path; what went wrong is told, and counted in `failed`."""

    def __init__(self, paths: tuple[str, ...], quiet: bool, encoding: str | None, media_type: str | None, **options: Any) -> None:
        if not paths and sys.stdin.isatty():
            raise click.UsageError("nothing to clean: name a file, or pipe a document in")
        self.paths = paths or ("-",)
        self.quiet = quiet
        self.how = {"encoding": encoding, "media_type": media_type}
        self.config = configured(**options)
        self.failed = 0

    def __iter__(self) -> Iterator[tuple[str, Document]]:
        from shanben.cleaner import Cleaner  # noqa: PLC0415  (numpy and the rooms)

        cleaner = Cleaner(self.config)
        for path in shown(self.paths, quiet=self.quiet):
            name = "standard input" if path == "-" else path
            source = standard_input() if path == "-" else Path(path)
            document = cleaner.clean_safely({"source": source, **self.how})
            self._tell(name, document)
            yield name, document

    def fail(self, name: str, why: str) -> None:
        """Count a document as failed and say why."""
        self.failed += 1
        click.echo(f"clean-text: {name}: {why}", err=True)

    def _tell(self, name: str, document: Document) -> None:
        """Say on standard error what became of a document, unless it came out well."""
        if document.status == "failed":
            hint = "; `clean-text run` cleans folders" if Path(name).is_dir() else ""
            self.fail(name, (document.reason or "").removeprefix(f"{name}: ") + hint)
        elif document.status == "dropped" and not self.quiet:
            click.echo(f"clean-text: {name}: nothing left: {document.reason}", err=True)


def configured(config_file: str | None, **options: Any) -> Config:
    """The configuration: that of the file, and over it what the command line says.

    A wrong file of rules or of sites is refused here, before the first document.
    """
    given = {name: value for name, value in options.items() if value not in (None, ())}
    if config_file and "preset" in given:
        raise click.UsageError(f"--preset and --config are not used together; write preset = {given['preset']!r} into the file")
    config = Config.load(config_file).but(**given) if config_file else Config.of(given)
    if config.rules:
        from shanben.rules.match import matcher  # noqa: PLC0415  (reads every pack)

        matcher(config.rules)
    if config.sites:
        from shanben.sites import loaded  # noqa: PLC0415  (numpy)

        loaded(config.sites)
    return config
