"""What the model is told of every line: its make, the rules it meets, its place, its neighbours.

All of it is read from the folded view, and none of it from blank lines or space, so that the stages that come later,
which change script, width and space, change no decision when their result is cleaned again.

The rows, in their order (`shanben.kernels.features` fills them):

- the make of the line: its length, and whether it is above five lengths; the shares of ideographs, function words, kana, letters,
  digits, separators and brackets, those of digits and function words once more; ends of sentences, commas, colons, quotation
  marks, spaces; whether it ends like a sentence or in a colon, or begins with a digit or a mark; whether it is a sentence; how
  often the same line stands in the text
- for each label how much of the line its rules cover, and the same of all rules that decide alone, of all others, and of all
- the means of its length, of sentences, of ends, of both kinds of rules and of function words over 1, 3 and 8 lines before and
  after it
- how much text and prose stands before and after it, whether it is in the stretch that is most like a text, how far it is from
  the ends of the text and of that stretch; and of the whole text, how long it is, how much of it is prose and how many meet rules
- whether it is the title, and how near the last and the next of five landmarks are: the title, who wrote it and when, what
  follows a text, a stamp, other chrome; how many of the last three there are so far, and in all
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import codes_of
from shanben.kernels.features import text_rows
from shanben.kernels.quotes import held_lines
from shanben.kernels.textlines import count_equal
from shanben.rules import LABELS
from shanben.stages.lines.head import NO_HEAD, Head
from shanben.stages.lines.markup import PAGE_ROWS, markup_features
from shanben.stages.lines.text import Lines
from shanben.view import Blocks

Floats = NDArray[np.float64]
_TEXT_ROWS: Final = 110
_NAME: Final = 4
"""Characters of the shortest line that is taken for the title,"""
_TITLE: Final = 200
"""and of a title that are looked at."""
_LABELS: Final = {label: at for at, label in enumerate(LABELS)}
_MARKS: Final = {
    **dict.fromkeys(("source", "date", "byline"), 1),
    **dict.fromkeys(("related", "copyright", "icp", "pagination"), 2),
    "other": 4,
}
"""The landmarks that rules make: what stands above a text, what follows it, other chrome."""
_MARK_OF: Final = bytes(_MARKS.get(label, 0) for label in LABELS)


def features(lines: Lines, blocks: Blocks | None = None, head: Head = NO_HEAD) -> Floats:
    """For each line, which is a column here, numbers near 0 to 1, one a row; more of them for the blocks of a page.

    `head`: what the page says of itself; in a text without markup the first line may be its title.
    """
    count = len(lines)
    table = np.empty((_TEXT_ROWS + (PAGE_ROWS if blocks is not None else 0), count))
    logs = np.log1p(np.arange(count + 2))
    repeated = np.log2(count_equal(lines.codes.data, lines.start.data, lines.end.data)) / 3
    length = np.log1p(lines.size) / 5
    named = _named(lines, head.title or (lines.text(0) if count else ""))
    text_rows(
        lines.counts.data, lines.edges.data, lines.size.data, lines.sentence.data, length.data, repeated.data, _cover(lines).data,
        named, _MARK_OF, logs.data, table.data,
    )  # fmt: skip
    if blocks is not None:
        markup_features(lines, blocks, logs, table, _TEXT_ROWS)
        table[-4:] = head.told(lines)
    return table


def _cover(lines: Lines) -> Floats:
    """How much of each line the rules of a label cover, those that decide alone apart: (weak, label, line)."""
    cover = np.zeros((2, len(LABELS), len(lines)))
    for row, rule, part in lines.hits:
        at = (int(rule.weak), _LABELS[rule.label], row)
        cover[at] = max(cover[at], 0.3 + 0.7 * part)
    return cover


def _named(lines: Lines, title: str) -> bytes:
    """For each line whether the title holds it; where the first line is the title, it is no name of it."""
    named = held_lines(lines.codes.data, lines.start.data, lines.end.data, _NAME, codes_of(title[:_TITLE]).data)
    if named and lines.text(0) == title:
        named[0] = 0
    return bytes(named)
