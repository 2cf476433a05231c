"""`clean-text learn`: profiles of what sites repeat."""

from __future__ import annotations

from pathlib import Path

import click

from shanben.cli.documents import Documents, documents


@click.command(
    epilog="""\b
Examples:
  clean-text learn --site example.org pages/*.html -o site.json   three pages of a site are enough to help
  clean-text --sites site.json page.html                          clean with what was learned
"""
)
@documents
@click.option("-o", "--output", required=True, metavar="FILE", type=click.Path(), help="The file of profiles; it may hold some.")
@click.option("--site", metavar="KEY", help="Learn for this host or key; else for the host that each page states.")
def learn(documents: Documents, output: str, site: str | None) -> None:
    """Learn from pages what their sites repeat, for `--sites`. Copies of a page count once."""
    from shanben.sites import LEARNING, Sites, site_of  # noqa: PLC0415  (numpy)

    sites = Sites.load(output) if Path(output).exists() else Sites()
    documents.config = documents.config.but(**LEARNING)
    for name, document in documents:
        if host := site or site_of(document.metadata.url):
            sites.learn(host, document.text)
        else:
            documents.fail(name, "does not say which site it is of: use --site")
    sites.save(output)
    if not documents.quiet:
        told = ", ".join(f"{host} {len(profile)}" for host, profile in sorted(sites.profiles.items()))
        click.echo(f"clean-text: pages held: {told or 'none'}", err=True)
