"""What the markup of a page tells the model of every line, beside what its text tells.

Most of it is about the elements around a line: how much prose and how many links they hold, what their class and id words
say, how often the page repeats their structure, and how far they are from the element that holds most of the prose (the
measure of Readability: each paragraph speaks for its parent, and half for its grandparent).

The rows, in their order (`shanben.kernels.features` fills them):

- the line's own element: the eight kinds; the shares of links, bold type and code; the rank of a heading, its depth, links,
  cells, a line break or two before it; thirty groups of words of its class and id, and the same of all elements around it
- the shares of the page's text, prose and linked text that stand under the same path of elements, and how many lines do
- for its element, the one around that and the one around that: what share of the page's text and prose it holds, and of its own
  how much is prose, linked, met by rules; how many sentences, how many lines, how long they are
- how far it is from the element that holds most of the prose, and where in it; what shares of the page that element holds;
  whether it is inside; what its own element and the one around are worth against it; how many elements lead there
- the links and headings 1, 4 and 10 lines before and after it; whether the lines beside it have the same path
- whether what the page says of itself holds it (`Head.told`)
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.kernels.features import page_rows
from shanben.stages.lines.text import Lines
from shanben.view import Blocks

Floats = NDArray[np.float64]
PAGE_ROWS: Final = 132
_COUNTED: Final = ("kind", "level", "depth", "links", "cells", "breaks", "words", "near", "path", "box")
_SHARES: Final = ("link", "bold", "listed_code")
_MEANS: Final = [88, 96, 104]
"""The rows of the mean length of lines, which are told as logarithms."""


def markup_features(lines: Lines, blocks: Blocks, logs: Floats, table: Floats, row: int) -> None:
    """Fill the rows of `table` that only a page has, from `row` on."""
    columns = blocks.columns
    at = lines.within(blocks)
    counted = np.array([columns[name] for name in _COUNTED], np.int64)
    shares = np.array([columns[name] for name in _SHARES], np.float64)
    first, end = at.searchsorted((columns["tree.first"], columns["tree.end"]))
    tree = np.array((columns["tree.parent"], first, end), np.int64)
    page_rows(counted.data, shares.data, at.data, tree.data, lines.size.data, logs.data, table.data, row)
    means = [row + mean for mean in _MEANS]
    table[means] = np.log1p(table[means]) / 5
