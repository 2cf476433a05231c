"""What the markup of a page tells the model of every line, beside what its text tells.

Most of it is about the elements around a line: how much prose and how many links they hold, what their class and id words
say, how often the page repeats their structure, and how far they are from the element that holds most of the prose (the
measure of Readability: each paragraph speaks for its parent, and half for its grandparent).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Ints
from shanben.stages.lines import text as kind
from shanben.stages.lines.text import Lines
from shanben.view import Blocks

Floats = NDArray[np.float64]
Columns = dict[str, NDArray[Any]]
_KINDS: Final = 8
_HEADING: Final = 2
_WORDS: Final = 30
_ABOVE: Final = 3


def markup_features(lines: Lines, blocks: Blocks, table: dict[str, Floats]) -> None:
    """Add the columns that only a page has to those of its text (in `table`)."""
    at = np.clip(np.searchsorted(blocks.start, lines.start, "right") - 1, 0, len(blocks.start) - 1)
    columns: Columns = {name: np.asarray(values) for name, values in blocks.columns.items()}
    own = {name: values[at] for name, values in columns.items() if "." not in name}
    size = lines.counts.sum(axis=1) - lines.counts[:, kind.SPACE]
    _own(own, table)
    _alike(own["path"], size, table)
    _around(lines, columns, own["box"], at, size, table)
    _near(own["link"], size, table)
    _siblings(own, table)


def _own(own: Columns, table: dict[str, Floats]) -> None:
    """The line's own element."""
    for value in range(_KINDS):
        table[f"kind.{value}"] = (own["kind"] == value).astype(np.float64)
    table["level"] = own["level"] / 6
    table["depth"] = np.minimum(own["depth"], 40) / 20
    table["link"], table["bold"], table["code"] = own["link"] * 1.0, own["bold"] * 1.0, own["listed_code"] * 1.0
    table["links"] = np.minimum(own["links"], 8) / 4
    table["cells"] = np.minimum(own["cells"], 6) / 3
    for value in (1, 3):
        table[f"breaks.{value}"] = (own["breaks"] == value).astype(np.float64)
    for bit in range(_WORDS):
        table[f"word.{bit}"] = (own["words"] >> bit & 1).astype(np.float64)
        table[f"near.{bit}"] = (own["near"] >> bit & 1).astype(np.float64)


def _alike(path: Ints, size: Floats, table: dict[str, Floats]) -> None:
    """What the page holds under the same path of elements."""
    _, group = np.unique(path, return_inverse=True)
    prose = table["sentence"] * size
    for name, values in (("size", size), ("prose", prose), ("link", table["link"] * size)):
        total = np.bincount(group, values)[group]
        table[f"alike.{name}"] = total / max(values.sum(), 1)
    table["alike.lines"] = np.log1p(np.bincount(group)[group]) / 5


def _around(lines: Lines, columns: Columns, box: Ints, at: Ints, size: Floats, table: dict[str, Floats]) -> None:
    """The elements around the line, and the way from there to the one that holds the text."""
    parent = columns["tree.parent"]
    first, end = (np.searchsorted(at, columns[f"tree.{name}"]) for name in ("first", "end"))
    prose = table["sentence"] * size
    values = np.stack([size, prose, table["link"] * size, table["rule.any"], table["sentence"], np.ones(len(size))], axis=1)
    sums = np.concatenate((np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)))
    held = sums[end] - sums[first]
    up = box
    for step in range(_ABOVE):
        total, inner, link, rules, sentences, rows = held[up].T
        table[f"up{step}.size"] = total / max(size.sum(), 1)
        table[f"up{step}.prose"] = inner / max(prose.sum(), 1)
        table[f"up{step}.share"] = inner / np.maximum(total, 1)
        table[f"up{step}.link"] = link / np.maximum(total, 1)
        table[f"up{step}.rules"] = rules / np.maximum(rows, 1)
        table[f"up{step}.sentences"] = np.log1p(sentences) / 4
        table[f"up{step}.lines"] = np.log1p(rows) / 5
        table[f"up{step}.mean"] = np.log1p(total / np.maximum(rows, 1)) / 5
        up = np.maximum(parent[up], 0)
    _main(lines, box, parent, first, end, held, table)


def _main(lines: Lines, box: Ints, parent: Ints, first: Ints, end: Ints, held: Floats, table: dict[str, Floats]) -> None:
    """How the line lies to the element that holds most of the prose."""
    worth = table["sentence"] * (1 + 6 * table["commas"] + np.minimum(table["length"], 1)) * (1 - table["link"])
    above = np.maximum(parent[box], 0)
    further = np.maximum(parent[above], 0)
    nearest, second, third = (np.bincount(at, worth, len(parent)) for at in (box, above, further))
    score = (nearest + second + 0.5 * third) * (1 - held[:, 2] / np.maximum(held[:, 0], 1))
    row = np.arange(len(box))
    best = int(score.argmax())
    table["main.in"] = ((row >= first[best]) & (row < end[best])).astype(np.float64)
    table["main.before"] = np.log1p(np.maximum(first[best] - row, 0)) / 5
    table["main.after"] = np.log1p(np.maximum(row - end[best] + 1, 0)) / 5
    table["main.prose"] = np.full(len(row), held[best, 1] / max(held[0, 1], 1))
    table["main.size"] = np.full(len(row), held[best, 0] / max(held[0, 0], 1))
    table["main.place"] = np.clip((row - first[best]) / max(end[best] - first[best], 1), -1, 2)
    steps = np.zeros(len(row))
    while best > 0:
        steps += (row < first[best]) | (row >= end[best])
        best = int(parent[best])
    table["main.steps"] = np.minimum(steps, 12) / 6
    table["score"] = score[box] / max(score.max(), 1)
    table["score.above"] = score[above] / max(score.max(), 1)


def _siblings(own: Columns, table: dict[str, Floats]) -> None:
    """Whether the lines beside it have the same structure, and which headings stand near."""
    same = own["path"][1:] == own["path"][:-1]
    table["same.before"], table["same.after"] = np.append(0.0, same), np.append(same, 0.0)
    heading = own["kind"] == _HEADING
    sums = np.append(0, np.cumsum(heading))
    row = np.arange(len(heading))
    for name, start in (("before", row - 3), ("after", row + 1)):
        low, high = np.clip((start, start + 3), 0, len(row))
        table[f"headings.{name}"] = (sums[high] - sums[low]) / 3.0


def _near(link: Floats, size: Floats, table: dict[str, Floats]) -> None:
    """The link density before and after it."""
    sums = np.concatenate((np.zeros((1, 2)), np.cumsum(np.stack([link * size, size], axis=1), axis=0)))
    row = np.arange(len(size))
    for width in (1, 4, 10):
        for side, start in (("before", row - width), ("after", row + 1)):
            low, high = np.clip((start, start + width), 0, len(size))
            linked, total = (sums[high] - sums[low]).T
            table[f"{side}{width}.link"] = linked / np.maximum(total, 1)
