"""`clean-text rules`: what rules there are, and tests for rules of one's own."""

from __future__ import annotations

import json
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shanben.cli.files import written
from shanben.cli.group import DefaultGroup
from shanben.names import EDITS, FLAGS, LABELS

if TYPE_CHECKING:
    from shanben.rules import Rule


@click.group(
    cls=DefaultGroup,
    default="list",
    epilog="""\b
Examples:
  clean-text rules                  every rule, with what it is for
  clean-text rules show zh.icp      one rule, with its examples
  clean-text rules test my.toml     do the rules of a file of your own hold?
""",
)
def rules() -> None:
    """List the rules, show one, test and make your own.

    Without a COMMAND, `list` is meant.
    """


@rules.command(
    "list",
    epilog="""\b
Examples:
  clean-text rules list                 every rule
  clean-text rules list --label icp     rules of one label
""",
)
@click.option("--label", type=click.Choice(tuple(LABELS)), help="Only rules that speak for this label.")
def list_rules(label: str | None) -> None:
    """List every rule.

    Those of edits and flags, and those of the packs that say what a line is.
    """
    told = [] if label else [*EDITS.items(), *((f"{name} (flag)", text) for name, text in FLAGS.items())]
    told += [(rule.id, f"{rule.label}: {rule.why}") for rule in _packs() if label in (None, rule.label)]
    for name, text in told:
        click.echo(f"{name:<28}  {text}")


@rules.command(
    epilog="""\b
Examples:
  clean-text rules show zh.icp
"""
)
@click.argument("name", metavar="NAME", shell_complete=lambda ctx, parameter, incomplete: _complete(incomplete))
def show(name: str) -> None:
    """Show a rule.

    What it is for, its pattern, the lines that it must match and those that it must leave alone.
    """
    known = {rule.id: rule for rule in _packs()}
    told = {**EDITS, **FLAGS, **{f"lines.{label}": text for label, text in LABELS.items()}}
    if name in known:
        _show(known[name])
    elif name in told:
        click.echo(f"{name}\n  {told[name]}")
    else:
        near = get_close_matches(name, [*known, *told], 1, 0.5)
        raise click.UsageError(f"no rule {name!r}" + (f". Did you mean {near[0]!r}?" if near else ""))


@rules.command(
    epilog="""\b
Examples:
  clean-text rules test my.toml
"""
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
def test(files: tuple[str, ...]) -> None:
    """Test rule files of your own.

    Their form, their examples, and that no pattern can take long. Exit code 2 if a rule is wrong; the message names the
    file, the rule and the fault.
    """
    from shanben.rules import load  # noqa: PLC0415  (reads every pack)

    for path in files:
        click.echo(f"{path}: {len(load(path))} rules hold")


@rules.command(
    epilog="""\b
Examples:
  clean-text rules learn marks.json -o mine.toml   rules from the marks of the review page
"""
)
@click.argument("marks", metavar="MARKS")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write to FILE instead of standard output.")
def learn(marks: str, output: str | None) -> None:
    """Make rules of your own from MARKS of the review page.

    MARKS is the file that the page lets you download. A line that was marked wrong becomes a rule for this very line,
    to be widened by hand; lines marked right are its examples of what it must leave alone.
    """
    from shanben.report.marks import rules_of  # noqa: PLC0415

    try:
        told = json.loads(Path(marks).read_bytes())["marks"]
    except OSError as error:
        raise click.UsageError(f"{marks}: {error.strerror}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise click.UsageError(f"{marks}: not the marks of a review page: {error}") from error
    with written(output) as out:
        out.write(rules_of(told))


def _packs() -> tuple[Rule, ...]:
    from shanben.rules import packs  # noqa: PLC0415

    return packs()


def _complete(incomplete: str) -> list[str]:
    return [name for name in (*EDITS, *FLAGS, *(rule.id for rule in _packs())) if name.startswith(incomplete)]


def _show(rule: Rule) -> None:
    weight = "evidence for the model" if rule.weak else "decides by itself"
    click.echo(f"{rule.id}\n  {rule.why}\n  label  {rule.label}, {weight}")
    if rule.pattern:
        click.echo(f"  match  {rule.pattern.pattern}")
    else:
        click.echo(f"  words  {json.dumps(sorted(rule.words), ensure_ascii=False)}")
    if rule.also:
        click.echo(f"  also   {rule.also.pattern}")
    if rule.without:
        click.echo(f"  without {rule.without.pattern}")
    for kind, lines in (("yes", rule.yes), ("no", rule.no)):
        for line in lines:
            click.echo(f"  {kind:<6} {line}")
