"""What the model is told of every line: its make, the rules it meets, its place, its neighbours.

All of it is read from the folded view, and none of it from blank lines or space, so that the stages that come later,
which change script, width and space, change no decision when their result is cleaned again.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.rules import LABELS
from shanben.stages.lines import text as kind
from shanben.stages.lines.head import NO_HEAD, Head
from shanben.stages.lines.markup import markup_features
from shanben.stages.lines.text import Lines
from shanben.view import Blocks

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Table = dict[str, Floats]
_RULE_LABELS: Final = {label: at for at, label in enumerate(LABELS)}
_SHARES: Final = [kind.HAN, kind.FUNCTION, kind.KANA, kind.LETTER, kind.DIGIT, kind.SEPARATOR, kind.BRACKET]
_LENGTHS: Final = np.array([3, 6, 12, 25, 60])
_WINDOWS: Final = (1, 3, 8)
_ABOVE: Final = [_RULE_LABELS[label] for label in ("source", "date", "byline")]
_BELOW: Final = [_RULE_LABELS[label] for label in ("related", "copyright", "icp", "pagination")]


def features(lines: Lines, blocks: Blocks | None = None, head: Head = NO_HEAD) -> Floats:
    """One row of numbers near 0 to 1 for each line; more of them for the blocks of a page.

    `head`: what the page says of itself; in a text without markup the first line may be its title.
    """
    table: Table = {}
    _make(lines, table)
    _rules(lines, table)
    _neighbours(table)
    _place(lines, table)
    _landmarks(lines, head.title or (lines.texts[0] if len(lines) else ""), table)
    if blocks is not None:
        markup_features(lines, blocks, table)
        table["described"] = head.told(lines.texts)
    return np.concatenate([column if column.ndim > 1 else column[:, None] for column in table.values()], axis=1)


def _make(lines: Lines, table: Table) -> None:
    """What the line is made of, and how often the same line stands in the text."""
    counts, size = lines.counts, lines.size
    ends, commas = counts[:, kind.END], counts[:, kind.COMMA]
    some = np.maximum(size, 1)
    table["length"] = np.log1p(size) / 5
    table["lengths"] = (size[:, None] > _LENGTHS).astype(np.float64)
    table["shares"] = counts[:, _SHARES] / some[:, None]
    table["digits"] = counts[:, kind.DIGIT] / some
    table["function"] = counts[:, kind.FUNCTION] / some
    table["ends"] = np.minimum(ends, 4) / 4
    table["commas"] = np.minimum(commas, 6) / 6
    table["marks"] = np.minimum(counts[:, [kind.COLON, kind.QUOTE]], 4) / 4
    table["spaces"] = counts[:, kind.SPACE] / (some + counts[:, kind.SPACE])
    first, last = lines.first, lines.last
    table["last.end"] = ((last == kind.END) | (last == kind.QUOTE)).astype(np.float64)
    marked = (first == kind.SEPARATOR) | (first == kind.OTHER) | (first == kind.BRACKET)
    table["edges"] = np.stack([last == kind.COLON, first == kind.DIGIT, marked], axis=1).astype(np.float64)
    table["sentence"] = lines.sentence
    seen = Counter(lines.texts)
    table["repeated"] = np.log2([float(seen[text]) for text in lines.texts]) / 3


def _rules(lines: Lines, table: Table) -> None:
    """The rules that it meets: for each label how much of the line they cover, rules that decide alone apart."""
    cover = np.zeros((2, len(lines), len(LABELS)))
    for row, rule, part in lines.hits:
        at = (int(rule.weak), row, _RULE_LABELS[rule.label])
        cover[at] = max(cover[at], 0.3 + 0.7 * part)
    table["rules"] = cover.max(axis=0)
    table["rule.strong"], table["rule.weak"] = cover.max(axis=2)
    table["rule.any"] = np.maximum(table["rule.strong"], table["rule.weak"])


def _neighbours(table: Table) -> None:
    """The means of what stands before and after it, near and further."""
    names = ("length", "sentence", "last.end", "rule.strong", "rule.weak", "function")
    base = np.stack([table[name] for name in names], axis=1)
    sums = np.concatenate((np.zeros((1, len(names))), np.cumsum(base, axis=0)))
    row = np.arange(len(base))
    for width in _WINDOWS:
        for side, first in (("before", row - width), ("after", row + 1)):
            low, high = np.clip((first, first + width), 0, len(base))
            table[f"{side}{width}"] = (sums[high] - sums[low]) / width


def _place(lines: Lines, table: Table) -> None:
    """Where it stands: in the text, and against the stretch that is most like a text."""
    size, rows = lines.size, len(lines)
    row = np.arange(rows)
    prose = table["sentence"] * size
    held = np.stack([size, prose], axis=1)
    through, total = np.cumsum(held, axis=0), np.maximum(held.sum(axis=0), 1)
    start, end = _stretch(np.where(prose > 0, np.minimum(size, 120), -25.0) - 25 * table["rule.strong"])
    table["before"], table["after"] = (through - held) / total, (total - through) / total
    table["stretch.in"] = ((row >= start) & (row < end)).astype(np.float64)
    away = np.stack([row, rows - 1 - row, np.maximum(start - row, 0), np.maximum(row - end + 1, 0)], axis=1)
    table["away"] = np.log1p(away) / 5
    document = (np.log1p(rows) / 5, total[1] / total[0], table["rule.any"].mean())
    table["document"] = np.broadcast_to(np.array(document), (rows, len(document)))


def _stretch(worth: Floats) -> tuple[int, int]:
    """The run of lines whose worth adds up to most."""
    sums = np.concatenate(([0.0], np.cumsum(worth)))
    gain = sums - np.minimum.accumulate(sums)
    end = int(gain.argmax())
    return int(sums[: end + 1].argmin()), end


def _landmarks(lines: Lines, title: str, table: Table) -> None:
    """How far it is from the lines that stand above and below a text: its title, who wrote it and when, what follows it."""
    named = [len(text) > 3 and text in title for text in lines.texts]
    if named and lines.texts[0] == title:
        named[0] = False
    stamp = (lines.counts[:, kind.DIGIT] >= 6) & (table["digits"] > 0.3)
    rules = table["rules"] > 0
    above, below = rules[:, _ABOVE].any(axis=1), rules[:, _BELOW].any(axis=1)
    marks = np.stack([np.array(named, np.bool_), above, below, stamp, rules[:, _RULE_LABELS["other"]]], axis=1)
    table["title"] = marks[:, 0].astype(np.float64)
    table["near.marks"] = _nearness(marks)
    table["marks.before"] = np.log1p(np.cumsum(marks[:, 2:], axis=0)) / 3
    table["marks.all"] = np.broadcast_to(table["marks.before"][-1:], (len(lines), marks.shape[1] - 2))


def _nearness(marks: Bools) -> Floats:
    """For each row and column the nearness, from 1 down to 0, of the last mark at or before it and of the next one."""
    rows = len(marks)
    row = np.arange(rows)[:, None]
    last = np.maximum.accumulate(np.where(marks, row, -1000 - rows))
    following = np.minimum.accumulate(np.where(marks, row, 1000 + 2 * rows)[::-1])[::-1]
    return np.maximum(1 - np.log1p(np.concatenate((row - last, following - row), axis=1)) / 5, 0)
