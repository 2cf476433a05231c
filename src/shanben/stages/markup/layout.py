"""The lines of a page: its text, and how the source became it."""

from __future__ import annotations

from typing import Final

import numpy as np

from shanben.edits import Codes, Edits, text_of
from shanben.kernels.lines import FIELDS, Lines
from shanben.stages.markup import elements as el
from shanben.stages.markup.page import Page
from shanben.stages.markup.references import decode_at

RULES: Final = (
    "markup.tag", "markup.hidden", "markup.script", "markup.comment", "markup.ruby",
    "markup.entity", "markup.space", "markup.block", "markup.cell",
)  # fmt: skip
"""By their numbers in `kernels.html`."""

_LONG_CELL: Final = 120
"""Characters. Rows with a longer cell are prose in a table made for layout; their cells stay lines of their own."""


class Layout:
    """The lines of a page.

    `codes`: its text. `lines`: what is told of each line, by `FIELDS`. `edits`: how the source became the text.
    """

    def __init__(self, page: Page) -> None:
        tokens, shown = len(page.act), page.shown
        codes, places, ends, kinds = (np.empty(shown, kind) for kind in (np.uint32, np.int32, np.int32, np.uint8))
        text, put = np.empty(shown + tokens, np.uint32), np.empty(shown + tokens, np.uint32)
        edits = np.empty((4, shown + 2 * tokens), np.int64)
        room = (codes.data, places.data, ends.data, kinds.data, text.data, put.data, edits.data)
        tree = (page.rows.data, page.act.data, page.node.data, page.unseen.data)
        found = Lines(page.source, page.codes.data, page.bounds.data, tree, el.TRAITS, decode_at, _LONG_CELL, room)
        self.page = page
        self.codes: Codes = text[: found.size]
        table = np.asarray(found.table)[: found.count]
        self.lines = dict(zip(FIELDS, table.T.copy(), strict=True))
        start, end, size, rule = edits[:, : found.changed].copy()
        self.edits = Edits.at(len(page.source), start, end, size, text_of(put[: found.inserted]), rule, RULES)
