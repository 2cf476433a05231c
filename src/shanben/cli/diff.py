"""`clean-text diff`: source and clean text line by line, as `diff -u` shows them.

The blocks come from the edits, not from a comparison: they are exact, and take time in proportion to the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import click

from shanben.cli.documents import Documents, documents
from shanben.cli.files import written

if TYPE_CHECKING:
    from shanben.document import Document
    from shanben.edits import Edits

_CONTEXT = 3
_COLOURS = {"-": "red", "+": "green", "@": "cyan"}


class Block(NamedTuple):
    """Lines `[a0, a1)` of the source became lines `[b0, b1)` of the text."""

    a0: int
    a1: int
    b0: int
    b1: int


@click.command(
    epilog="""\b
Examples:
  clean-text diff a.txt                 what cleaning would change, line by line
  clean-text diff a.txt > a.patch       the same as a patch
"""
)
@documents
def diff(documents: Documents) -> bool:
    """Show what cleaning changes, as `diff -u` does.

    Exit code 1 if anything changes. The source is shown as text in UTF-8, whatever its encoding was.
    """
    changed = False
    with written(None) as out:
        for name, document in documents:
            for line in unified(name, document):
                changed = True
                colour = _COLOURS.get(line[0])
                click.echo(click.style(line, fg=colour) if colour else line, file=out, nl=False)
    return changed


def unified(name: str, document: Document) -> Iterator[str]:
    """The lines of a unified diff from the source of a document to its text."""
    source, target = _lines(document.source_text), _lines(document.text)
    groups = list(_grouped(blocks(document.source_text, document.text, document.edits)))
    if groups:
        yield f"--- {name}\n"
        yield f"+++ {name} (clean)\n"
    for group in groups:
        before = min(_CONTEXT, group[0].a0)
        after = min(_CONTEXT, len(source) - group[-1].a1)
        a, b = group[0].a0 - before, group[0].b0 - before
        yield f"@@ -{_span(a, group[-1].a1 + after)} +{_span(b, group[-1].b1 + after)} @@\n"
        for block in group:
            yield from _marked(" ", source[a : block.a0])
            yield from _marked("-", source[block.a0 : block.a1])
            yield from _marked("+", target[block.b0 : block.b1])
            a = block.a1
        yield from _marked(" ", source[a : a + after])


def blocks(source: str, target: str, edits: Edits) -> list[Block]:
    """The lines that edits touch, in order; between two blocks the lines are the same."""
    found: list[Block] = []
    for a0, a1, b0, b1 in _touched(source, target, edits):
        last = found[-1] if found else Block(0, 0, 0, 0)
        if a0 < last.a1 or b0 < last.b1:
            found[-1] = Block(last.a0, max(a1, last.a1), last.b0, max(b1, last.b1))
        else:
            found.append(Block(a0, a1, b0, b1))
    return found


def _touched(source: str, target: str, edits: Edits) -> Iterator[tuple[int, int, int, int]]:
    """For each edit the lines of both sides that it touches."""
    import numpy as np  # noqa: PLC0415

    from shanben.edits import codes_of  # noqa: PLC0415

    breaks_a, breaks_b = (np.flatnonzero(codes_of(text) == ord("\n")) for text in (source, target))
    ends = edits.target_start + edits.size
    places = ((edits.start, breaks_a), (edits.end, breaks_a), (edits.target_start, breaks_b), (ends, breaks_b))
    rows = (np.searchsorted(breaks, at).tolist() for at, breaks in places)
    for a0, a1, b0, b1, end, target_end in zip(*rows, edits.end.tolist(), ends.tolist(), strict=True):
        whole = _at_head(source, end) and _at_head(target, target_end)
        yield (a0, a1, b0, b1) if whole else (a0, a1 + 1, b0, b1 + 1)


def _at_head(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _grouped(found: list[Block]) -> Iterator[list[Block]]:
    """Blocks that are so near that their contexts meet."""
    group: list[Block] = []
    for block in found:
        if group and block.a0 - group[-1].a1 > 2 * _CONTEXT:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _lines(text: str) -> list[str]:
    """The lines of a text with their line feeds; no other character ends one."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])


def _marked(mark: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"


def _span(start: int, end: int) -> str:
    """A span of lines as a diff writes it; that of no lines names the line before."""
    return f"{start + (end > start)}" + ("" if end - start == 1 else f",{end - start}")
