"""`clean-text explain`: every change and every line, and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from shanben.cli.documents import Documents, documents
from shanben.cli.files import written
from shanben.names import EDITS, LABELS, why, why_flag

if TYPE_CHECKING:
    from shanben.document import Change, Document
    from shanben.labelled import Line

_AROUND = 8
_LONGEST = 48
_PLAIN_MARKUP = ("markup.tag", "markup.space", "markup.block", "markup.comment", "markup.script")


def _span(ctx: click.Context, parameter: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """A span of the clean text, such as 120:180."""
    if value is None:
        return None
    start, _, end = value.partition(":")
    if not (start.isdecimal() and end.isdecimal() and int(start) <= int(end)):
        raise click.BadParameter(f"{value!r} is not a span of the clean text, such as 120:180")
    return int(start), int(end)


@click.command(
    epilog="""\b
Examples:
  clean-text explain page.html                what was changed, and why
  clean-text explain --rule repair page.html  only what the repairs did
  clean-text explain --span 14:24 page.html   where these characters of the clean text come from
  clean-text explain --all page.html          every tag too
  clean-text explain --json page.html         all of it, for a program
"""
)
@click.option("--span", callback=_span, metavar="START:END", help="Only what touches this span of the clean text, in characters.")
@click.option("--rule", metavar="NAME", help="Only this rule, or all of a room: repair.reading, lines.footer, repair.")
@click.option("--all", "everything", is_flag=True, help="The tags of a page too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each document, with every change.")
@documents
def explain(documents: Documents, span: tuple[int, int] | None, rule: str | None, everything: bool, as_json: bool) -> None:
    """Tell every change and every line, and why.

    Each change with its rule; each line with its label, its score and the rules that spoke.
    A change is shown as [-removed-]{+inserted+} between the characters beside it; its place is that in the source.
    """
    _check_rule(rule)
    with written(None) as out:
        for name, document in documents:
            changes = list(_wanted(document, span, rule))
            if as_json:
                out.write(json.dumps(_told(name, document, changes), ensure_ascii=False) + "\n")
                continue
            shown = [change for change in changes if everything or rule or span or change.rule not in _PLAIN_MARKUP]
            click.echo("\n".join(_page(name, document, shown, len(changes), lines=not (span or rule))), file=out)


def _wanted(document: Document, span: tuple[int, int] | None, rule: str | None) -> Iterator[Change]:
    for change in document.explain():
        in_span = span is None or (change.at <= span[1] and span[0] <= change.at + len(change.after))
        if in_span and (rule is None or f"{change.rule}.".startswith(f"{rule}.")):
            yield change


def _check_rule(rule: str | None) -> None:
    """Refuse a name that no rule begins with, and say which may be meant."""
    known = [*EDITS, *(f"lines.{label}" for label in LABELS)]
    known += sorted({name.partition(".")[0] for name in known})
    if rule and rule not in known and not any(rule.startswith(f"{name}.") for name in EDITS):
        near = get_close_matches(rule, known, 1)
        raise click.UsageError(
            f"no rule {rule!r}. Did you mean {near[0]!r}?" if near else f"no rule {rule!r}; see `clean-text rules`"
        )


def _told(name: str, document: Document, changes: list[Change]) -> dict[str, Any]:
    return {
        "path": name,
        "status": document.status,
        "reason": document.reason,
        "edits": [{**change._asdict(), "why": why(change.rule)} for change in changes],
        "lines": [{**line._asdict(), "text": document.source_text[line.start : line.end]} for line in document.lines],
        "flags": [{**flag._asdict(), "why": why_flag(flag.name)} for flag in document.flags],
    }


def _page(name: str, document: Document, changes: list[Change], found: int, *, lines: bool) -> Iterator[str]:
    """What people read: a heading, the changes, the lines, the doubts, and the rules that these name."""
    hidden = found - len(changes)
    yield _bold(f"{name}: {document.status}" + (f", {document.reason}" if document.reason else ""))
    yield _bold(f"\nChanges ({len(changes)}" + (f"; {hidden} of tags and space left out, --all shows them)" if hidden else ")"))
    yield from (_change(document.source_text, change) for change in changes)
    if lines:
        yield _bold(f"\nLines ({len(document.lines)})")
        yield from (_line(document.source_text, line) for line in document.lines)
    if document.flags:
        yield _bold(f"\nFlags ({len(document.flags)})")
        yield from (f"  {flag.start}:{flag.end}  {flag.name}: {why_flag(flag.name)}" for flag in document.flags)
    reasons = [reason for met in document.lines.reasons if lines for reason in met]
    yield from _rules(Counter([*(change.rule for change in changes), *reasons]))


def _bold(text: str) -> str:
    return click.style(text, bold=True)


def _rules(names: Counter[str]) -> Iterator[str]:
    told = [(name, count, why(name)) for name, count in names.most_common()]
    if told:
        yield _bold("\nRules")
    yield from (f"  {count:>5}  {name:<24}  {text}" for name, count, text in told)


def _change(source: str, change: Change) -> str:
    """One change between the characters beside it."""
    before, after = source[max(0, change.start - _AROUND) : change.start], source[change.end : change.end + _AROUND]
    removed = click.style(f"[-{_short(change.before)}-]", fg="red") if change.before else ""
    inserted = click.style(f"{{+{_short(change.after)}+}}", fg="green") if change.after else ""
    return f"  {f'{change.start}:{change.end}':>13}  {change.rule:<18}  {_short(before)}{removed}{inserted}{_short(after)}"


def _line(source: str, line: Line) -> str:
    text = _short(source[line.start : line.end])
    label = click.style(f"{line.label:<10}", fg="green" if line.keep else "red")
    return f"  {f'{line.start}:{line.end}':>13}  {label}  {line.score:.2f}  {text}" + _reasons(line.reasons)


def _reasons(reasons: Iterable[str]) -> str:
    told = ", ".join(reasons)
    return f"  ({told})" if told else ""


def _short(text: str) -> str:
    """A text on one line, without characters that a terminal would obey, its middle left out where it is long."""
    shown = "".join(character if character.isprintable() else _visible(character) for character in text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST // 2]}…{shown[-_LONGEST // 2 :]}"


def _visible(character: str) -> str:
    return {"\n": "⏎", "\t": "⇥", "\u3000": "\u3000"}.get(character, f"<U+{ord(character):04X}>")
