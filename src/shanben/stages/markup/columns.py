"""What the markup says of each block, as columns for the model that chooses the lines.

One value for each block (a line of the page's text that is not empty):

- `kind`: 0 other, 1 paragraph, 2 heading, 3 list item, 4 table cell or row, 5 caption, 6 preformatted, 7 quotation
- `level`: of a heading 1 to 6, otherwise 0
- `code`: the innermost line-breaking element around the block's first character, as an index into `elements.NAMES`
- `depth`: how many elements are open there
- `path`: a hash of the line-breaking elements from the page down to there: equal paths are alike in structure
- `words`: bit `n` says that the class or id of that element speaks for the `n`-th of `words.GROUPS`
- `near`: the same for that element and all elements around it
- `size`: characters, white space aside; `link`, `bold`, `listed_code`: the shares of them in links, bold type, code
- `links`: links that begin in the block
- `cells`: cells of a table row that the block joins, 0 elsewhere
- `breaks`: what parts it from the block before: 0 nothing or a line of preformatted text, 1 one `<br>`, 2 several, 3 an element
- `box`: the element of `code` as an index into the tables below

One value for each line-breaking element that holds a block, in document order, the page itself first:

- `tree.parent`: the element around it, -1 for the page
- `tree.first`, `tree.end`: its blocks are those from `first` up to, not including, `end`
- `tree.code`, `tree.words`, `tree.path`, `tree.depth`: as above
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Ints
from shanben.stages.markup import elements as el
from shanben.stages.markup.layout import Layout
from shanben.stages.markup.page import Bools

_A = el.CODES["a"]
_HEADING_1 = el.CODES["h1"]
_ONE_BREAK, _BREAKS, _ELEMENT = 1, 2, 3


def columns_of(layout: Layout) -> dict[str, NDArray[Any]]:
    """The columns of the blocks of a page."""
    page, shown = layout.page, layout.shown
    at = np.flatnonzero(layout.keep)
    run = shown.run(at[layout.start])
    node = page.node[shown.runs[run]]
    box = page.nodes["box"][node]
    tables, number = _tree(layout, box)
    code = page.nodes["code"][box]
    return {
        "kind": page.nodes["kind"][node],
        "level": np.where(np.isin(code, np.frombuffer(el.HEADINGS, np.uint8)), code - _HEADING_1 + 1, 0),
        "code": code,
        "depth": page.nodes["depth"][node],
        "path": page.nodes["path"][node],
        "words": page.nodes["words"][box],
        "near": page.nodes["near"][node],
        "box": number,
        "breaks": _breaks(layout, run, shown.run(at[layout.end - 1])),
        "cells": _cells(layout),
        **_shares(layout, at),
        **tables,
    }


def _shares(layout: Layout, at: Ints) -> dict[str, NDArray[Any]]:
    """Counts of characters, and of those in links, bold type and code."""
    page, shown, codes = layout.page, layout.shown, layout.codes
    solid = (codes > 32) & (codes != 0xA0) & (codes != 0x3000)
    size = _sums(solid, layout)
    shares = {
        name: _sums(solid & shown.marked(page, bits)[at], layout) / np.maximum(size, 1)
        for name, bits in (("link", el.LINK), ("bold", el.BOLD), ("listed_code", el.CODE))
    }
    return {"size": size, "links": _links(layout, at), **shares}


def _sums(which: Bools, layout: Layout) -> Ints:
    """How many of some characters of the text each block holds."""
    total = np.append(0, np.cumsum(which))
    return total[layout.end] - total[layout.start]


def _links(layout: Layout, at: Ints) -> Ints:
    """How many links begin in each block."""
    page, shown = layout.page, layout.shown
    opened = (page.act > np.maximum.accumulate(np.append(0, page.act[:-1]))) if len(page.act) else page.act > 0
    token = np.flatnonzero(opened & (page.nodes["code"][np.maximum(page.act, 0)] == _A))
    run = np.searchsorted(shown.runs, token + 1)
    place = np.searchsorted(at, shown.first[run[run < len(shown.runs)]])
    block = np.searchsorted(layout.start, place, "right") - 1
    return np.bincount(block[block >= 0], minlength=len(layout.start))


def _cells(layout: Layout) -> Ints:
    """How many cells each block joins."""
    tabs = np.append(0, np.cumsum(layout.tabs))
    count = tabs[layout.end] - tabs[layout.start]
    return np.where(count > 0, count + 1, 0)


def _breaks(layout: Layout, first: Ints, last: Ints) -> Ints:
    """What parts each block from the one before; `first` and `last` are its runs."""
    page, runs = layout.page, layout.shown.runs
    breaks = np.zeros(len(first), np.int64)
    if len(first) > 1:
        begin, end = runs[last[:-1]], runs[first[1:]]
        counts = []
        for which in (page.breaks & (page.act >= 0), page.breaks & (page.act < 0)):
            total = np.append(0, np.cumsum(which))
            counts.append(total[end] - total[begin])
        elements, brs = counts
        breaks[1:] = np.where(elements > 0, _ELEMENT, np.minimum(brs, _BREAKS))
    return breaks


def _tree(layout: Layout, box: Ints) -> tuple[dict[str, NDArray[Any]], Ints]:
    """The tables of the line-breaking elements that hold blocks, and for each block the number of its own."""
    nodes = layout.page.nodes
    around = nodes["box"][np.maximum(nodes["parent"], 0)].tolist()
    first: dict[int, int] = {}
    end: dict[int, int] = {}
    for block, number in enumerate(box.tolist()):
        first.setdefault(number, block)
        end[number] = block + 1
    for number in range(len(around) - 1, 0, -1):
        if number in first and number != around[number]:
            outer = around[number]
            first[outer] = min(first.get(outer, first[number]), first[number])
            end[outer] = max(end.get(outer, 0), end[number])
    first.setdefault(0, 0)
    end.setdefault(0, 0)
    held = sorted(first)
    index = np.zeros(len(around), np.int64)
    index[held] = np.arange(len(held))
    parent = index[[around[number] for number in held]]
    parent[0] = -1
    tables: dict[str, NDArray[Any]] = {f"tree.{name}": nodes[name][held] for name in ("code", "words", "path", "depth")}
    tables["tree.parent"] = parent
    tables["tree.first"] = np.array([first[number] for number in held], np.int64)
    tables["tree.end"] = np.array([end[number] for number in held], np.int64)
    return tables, index[box]
