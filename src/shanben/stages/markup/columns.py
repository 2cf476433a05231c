"""What the markup says of each block, as columns for the model that chooses the lines.

One value for each block (a line of the page's text that is not empty):

- `kind`: 0 other, 1 paragraph, 2 heading, 3 list item, 4 table cell or row, 5 caption, 6 preformatted, 7 quotation
- `level`: of a heading 1 to 6, otherwise 0
- `code`: the innermost line-breaking element around the block's first character, as an index into `elements.NAMES`
- `depth`: how many elements are open there
- `path`: a hash of the line-breaking elements from the page down to there: equal paths are alike in structure
- `words`: bit `n` says that the class, id or role of that element speaks for the `n`-th of `words.GROUPS`
- `near`: the same for that element and all elements around it
- `size`: characters, white space aside; `link`, `bold`, `listed_code`: the shares of them in links, bold type, code
- `links`: links that begin in the block
- `cells`: cells of a table row that the block joins, 0 elsewhere
- `breaks`: what parts it from the block before: 0 nothing or a line of preformatted text, 1 one `<br>`, 2 several, 3 an element
- `box`: the element of `code` as an index into the tables below

One value for each line-breaking element that holds a block, in document order, the page itself first:

- `tree.parent`: the element around it, -1 for the page
- `tree.first`, `tree.end`: its blocks are those from `first` up to, not including, `end`
- `tree.code`: as above
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Ints
from shanben.kernels.boxes import extents
from shanben.stages.markup import elements as el
from shanben.stages.markup.layout import Layout
from shanben.stages.markup.page import Page

_HEADING_1 = el.CODES["h1"]


def columns_of(layout: Layout) -> dict[str, NDArray[Any]]:
    """The columns of the blocks of a page."""
    page, lines = layout.page, layout.lines
    node = page.node[lines["first"]]
    box = page.nodes["box"][node]
    tables, number = _tree(page, box)
    code = page.nodes["code"][box]
    size = np.maximum(lines["size"], 1)
    return {
        "kind": page.nodes["kind"][node],
        "level": np.where((code >= _HEADING_1) & (code < _HEADING_1 + 6), code - _HEADING_1 + 1, 0),
        "code": code,
        "depth": page.nodes["depth"][node],
        "path": page.nodes["path"][node],
        "words": page.nodes["words"][box],
        "near": page.nodes["near"][node],
        "box": number,
        **{name: lines[name] for name in ("breaks", "cells", "size", "links")},
        **{name: lines[name] / size for name in ("link", "bold", "listed_code")},
        **tables,
    }


def _tree(page: Page, box: Ints) -> tuple[dict[str, NDArray[Any]], Ints]:
    """The tables of the line-breaking elements that hold blocks, and for each block the number of its own."""
    nodes = page.nodes
    first, end = np.zeros((2, len(nodes["box"])), np.int64)
    extents(box.data, page.rows.data, first.data, end.data)
    held = end.nonzero()[0] if len(box) else np.zeros(1, np.int64)
    number = np.empty(len(end), np.int64)
    number[held] = np.arange(len(held))
    tables: dict[str, NDArray[Any]] = {"tree.code": nodes["code"][held]}
    tables["tree.parent"] = number[nodes["box"][nodes["parent"][held]]]
    tables["tree.parent"][0] = -1
    tables["tree.first"], tables["tree.end"] = first[held], end[held]
    return tables, number[box]
