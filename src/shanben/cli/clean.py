"""`clean-text clean`: clean text or records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shanben.cli.documents import Documents, documents
from shanben.cli.files import written

if TYPE_CHECKING:
    from shanben.document import Document


@click.command(
    epilog="""\b
Examples:
  clean-text page.html                        the clean text of a page
  clean-text --json *.html > records.jsonl    records with metadata and provenance
  clean-text --script hans -o out.txt a.txt   in Simplified Chinese, into a file
  clean-text --in-place a.txt b.txt           the files themselves, made clean
  clean-text --rules my.toml page.html        with rules of your own
  clean-text --sites site.json page.html      with what `learn` has seen that the site repeats
  clean-text --config my-options.toml --quiet page.html                  with the options of a file
  clean-text --preset archive --provenance full --json a.txt             records that restore their source
  clean-text --spam pages --json page.html                                a page that is mostly spam is dropped
  clean-text --format markdown -o page.md page.html                      headings, lists, tables and links marked
  clean-text --punctuation keep --boilerplate keep a.txt                 every line, its marks as they are
  clean-text --width ascii a.txt                                         no fullwidth letters and digits
  clean-text --encoding gb18030 --media-type text/html page.html         with what you know of the source
"""
)
@click.option("--json", "as_json", is_flag=True, help="Write records (one JSON object a line) instead of text.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write to FILE, whole or not at all.")
@click.option("-i", "--in-place", is_flag=True, help="Write each text back into its own file, in UTF-8.")
@documents
def clean(documents: Documents, as_json: bool, output: str | None, in_place: bool) -> None:
    """Clean documents: HTML pages or text, in any encoding.

    `-`, or no PATH, reads standard input.
    """
    if in_place:
        if as_json or output or "-" in documents.paths:
            raise click.UsageError("--in-place writes into the files that are named; it takes no --json, no -o and no -")
        for name, document in documents:
            _write_back(documents, name, document)
        return
    with written(output) as out:
        for _, document in documents:
            out.write(document.to_json() + "\n" if as_json else _as_file(document.text))


def _write_back(documents: Documents, name: str, document: Document) -> None:
    """Put a clean text into the file that it was made from, unless nothing of it changes or nothing would be left."""
    if document.source.media_type == "text/html":
        documents.fail(name, "is a page; its text would not be one: use -o")
    elif document.status == "ok" and (len(document.edits) or document.decoded.encoding != "utf-8"):
        with written(name) as out:
            out.write(_as_file(document.text))


def _as_file(text: str) -> str:
    """A text as the content of a file: its last line ended."""
    return text if not text or text.endswith("\n") else text + "\n"
