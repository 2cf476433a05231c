"""The text of a page as Markdown: what is left of it after all other stages, with the marks that tell its structure.

Blocks become headings, lists, quotations, tables (as GFM has them) and fenced code; within them links, strong and emphasised
text and code are marked, and what only looks like a mark is escaped. All of it is insertions, so every character keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from shanben.edits import Edit
from shanben.stages.markup import elements as el
from shanben.stages.markup.marks import escapes, inline_edits
from shanben.view import Blocks, Outcome, View

_RULE = "markdown.block"
_QUOTE, _LI, _UL, _OL, _TABLE = (el.CODES[name] for name in ("blockquote", "li", "ul", "ol", "table"))
_PRE = el.codes("listing pre xmp")
_TICKS = re.compile("`+")


def write_markdown(view: View) -> Outcome:
    """Mark the structure of what is left of a page, if the configuration asks for Markdown; other text passes."""
    if view.config.format != "markdown" or view.blocks is None or not view.text:
        return Outcome()
    lines = _lines_of(view.blocks)
    _find_tables(lines)
    _find_fences(view.text, lines)
    edits = list(_block_edits(view.text, lines))
    for line in lines:
        if line.pre is None:
            edits += escapes(view.text, line.start, line.end, cells=line.table is not None, heading=line.level > 0)
    return Outcome(edits=inline_edits(view, [(line.start, line.end) for line in lines if line.pre is None], edits))


class _Container(NamedTuple):
    """A quotation or a list item: its number, its list (-1 for none), what begins its first line and its other lines."""

    number: int
    listed: int
    first: str
    rest: str


@dataclass(slots=True)
class _Line:
    """A block: its span, and what it stands in.

    `containers`: outermost first; the last `fresh` of them begin with this block. `pre`, `table`: by number; `fence`: what
    stands before and after preformatted text.
    """

    start: int
    end: int
    level: int
    breaks: int
    cells: int
    box: int
    pre: int | None = None
    table: int | None = None
    fence: str = "```"
    containers: list[_Container] = field(default_factory=list)
    fresh: int = 0

    def prefix(self, first: bool) -> str:
        """What begins a line of this block."""
        fresh = len(self.containers) - self.fresh if first else len(self.containers)
        return "".join(around.first if at >= fresh else around.rest for at, around in enumerate(self.containers))


def _lines_of(blocks: Blocks) -> list[_Line]:
    """The blocks that are left, each with what it stands in."""
    names = ("level", "breaks", "cells", "box")
    columns = (blocks.spans.start, blocks.spans.end, *(blocks.columns[name] for name in names))
    rows = [row for row in zip(*(column.tolist() for column in columns), strict=True) if row[0] < row[1]]
    containers = _Containers(blocks.columns["tree.parent"].tolist(), blocks.columns["tree.code"].tolist())
    return [containers.around(_Line(*row)) for row in rows]


class _Containers:
    """The elements of a page that Markdown has marks for, found for one block after the other."""

    def __init__(self, parent: list[int], code: list[int]) -> None:
        self.parent, self.code = parent, code
        self.seen: dict[int, _Container] = {}
        self.lists: dict[int, list[int]] = {}
        self.items: dict[int, int] = {}

    def around(self, line: _Line) -> _Line:
        """Tell a line what it stands in."""
        at, chain = line.box, []
        while at >= 0:
            chain.append(at)
            at = self.parent[at]
        listed = -1
        for at in reversed(chain):
            code = self.code[at]
            if code in (_UL, _OL):
                listed = at
            elif code in _PRE:
                line.pre, line.level = at, 0
                break  # what stands in it is code
            elif code == _TABLE:
                line.table = at
            elif code in (_QUOTE, _LI):
                if at not in self.seen:
                    self.seen[at] = self._met(at, listed)
                    line.fresh += 1
                line.containers.append(self.seen[at])
        return line

    def _met(self, at: int, listed: int) -> _Container:
        """A quotation or a list item that is met first."""
        if self.code[at] == _QUOTE:
            return _Container(at, -1, "> ", "> ")
        self.items[listed] = number = self.items.get(listed, 0) + 1
        siblings = self.lists.setdefault(self.parent[listed] if listed >= 0 else -1, [])
        if listed not in siblings:
            siblings.append(listed)
        odd = siblings.index(listed) % 2  # lists next to each other differ in their marks, or they would be one
        mark = f"{number}{'.)'[odd]} " if listed >= 0 and self.code[listed] == _OL else f"{'-*'[odd]} "
        return _Container(at, listed, mark, " " * len(mark))


def _find_tables(lines: list[_Line]) -> None:
    """Leave only those tables that are two rows or more of the same table, one after the other."""
    alone = {id(line) for line in lines if line.cells < 2 or line.table is None}
    beside = set()
    for before, line in pairwise(lines):
        if before.table == line.table and not {id(before), id(line)} & alone:
            beside |= {id(before), id(line)}
    for line in lines:
        if id(line) not in beside or line.table is None:
            line.table = None
            continue
        outside = [around for around in line.containers if around.number < line.table]
        line.level, line.fresh = 0, max(0, line.fresh - len(line.containers) + len(outside))
        line.containers = outside


def _find_fences(text: str, lines: list[_Line]) -> None:
    """Fences that no line of the text between them can end."""
    longest: dict[int | None, int] = {}
    for line in lines:
        if line.pre is not None and (ticks := _TICKS.findall(text, line.start, line.end)):
            longest[line.pre] = max(longest.get(line.pre, 2), *map(len, ticks))
    for line in lines:
        line.fence = "`" * (longest.get(line.pre, 2) + 1)


def _block_edits(text: str, lines: list[_Line]) -> Iterator[Edit]:
    """What stands before, between and after the blocks."""
    before: _Line | None = None
    for line in lines:
        start = before.end if before else line.start
        yield Edit(start, line.start, _between(text, before, line), _RULE)
        if line.table is not None:
            tabs = [at for at in range(line.start, line.end) if text[at] == "\t"]
            yield from (Edit(at, at + 1, " | ", _RULE) for at in tabs)
            head = before is None or before.table != line.table
            rule = f"\n{line.prefix(False)}|{' --- |' * (len(tabs) + 1)}" if head else ""
            yield Edit(line.end, line.end, " |" + rule, _RULE)
        before = line
    if before and before.pre is not None:
        yield Edit(before.end, before.end, f"\n{before.prefix(False)}{before.fence}", _RULE)


def _between(text: str, before: _Line | None, line: _Line) -> str:
    """What parts a block from the one before, up to its first character."""
    if before and line.pre is not None and before.pre == line.pre:
        return ("\n" + line.prefix(False)) * text.count("\n", before.end, line.start)
    rest = line.prefix(False)
    begin = line.prefix(True) + ("#" * line.level + " " if line.level else "")
    begin += f"{line.fence}\n{rest}" if line.pre is not None else "| " if line.table is not None else ""
    if before is None:
        return begin
    close = f"\n{before.prefix(False)}{before.fence}" if before.pre is not None else ""
    if before.table is not None and before.table == line.table:
        return "\n" + begin
    if line.breaks == 1 and line.box == before.box and not line.level and line.pre is before.pre is None:
        return "\\\n" + rest
    shared = [mine.rest for mine, other in zip(line.containers, before.containers, strict=False) if mine.number == other.number]
    if _follows_closely(before, line, len(shared)):
        return f"{close}\n{begin}"
    return f"{close}\n{''.join(shared).rstrip()}\n{begin}"


def _follows_closely(before: _Line, line: _Line, shared: int) -> bool:
    """Whether a list item begins right after another of its list, or after the line of the item that its list stands in."""
    fresh = line.containers[shared:]
    if line.fresh != 1 or len(fresh) != 1 or fresh[0].listed < 0 or before.level or before.table is not None:
        return False
    beside = before.containers[shared:]
    return beside[0].listed == fresh[0].listed if beside else bool(before.containers) and before.containers[-1].listed >= 0
