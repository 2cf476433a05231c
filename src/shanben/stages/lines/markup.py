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
from shanben.stages.lines.text import Lines
from shanben.view import Blocks

Floats = NDArray[np.float64]
Columns = dict[str, NDArray[Any]]
_KINDS: Final = np.arange(8)
_HEADING: Final = 2
_WORDS: Final = np.arange(30)
_SIDES: Final = ("before", "after")


def markup_features(lines: Lines, blocks: Blocks, table: dict[str, Floats]) -> None:
    """Add the columns that only a page has to those of its text (in `table`)."""
    at = blocks.at(lines.start)
    columns: Columns = {name: np.asarray(values) for name, values in blocks.columns.items()}
    own = {name: values[at] for name, values in columns.items() if "." not in name}
    _own(own, table)
    _alike(own["path"], lines.size, table)
    _around(columns, own["box"], at, lines.size, table)
    _near(own, lines.size, table)


def _own(own: Columns, table: dict[str, Floats]) -> None:
    """The line's own element."""
    table["kind"] = (own["kind"][:, None] == _KINDS).astype(np.float64)
    table["link"] = own["link"].astype(np.float64)
    table["shown"] = np.stack([own["bold"], own["listed_code"], own["level"] / 6, np.minimum(own["depth"], 40) / 20], axis=1)
    table["counted"] = np.minimum(np.stack([own["links"] / 4, own["cells"] / 3], axis=1), 2)
    table["breaks"] = (own["breaks"][:, None] == np.array([1, 3])).astype(np.float64)
    table["words"] = (own["words"][:, None] >> _WORDS & 1).astype(np.float64)
    table["near"] = (own["near"][:, None] >> _WORDS & 1).astype(np.float64)


def _alike(path: Ints, size: Floats, table: dict[str, Floats]) -> None:
    """What the page holds under the same path of elements."""
    _, group = np.unique(path, return_inverse=True)
    for name, values in (("size", size), ("prose", table["sentence"] * size), ("link", table["link"] * size)):
        table[f"alike.{name}"] = np.bincount(group, values)[group] / max(values.sum(), 1)
    table["alike.lines"] = np.log1p(np.bincount(group)[group]) / 5


def _around(columns: Columns, box: Ints, at: Ints, size: Floats, table: dict[str, Floats]) -> None:
    """The elements around the line, and the way from there to the one that holds the text."""
    parent = columns["tree.parent"]
    first, end = np.searchsorted(at, (columns["tree.first"], columns["tree.end"]))
    prose = table["sentence"] * size
    values = np.stack([size, prose, table["link"] * size, table["rule.any"], table["sentence"], np.ones(len(size))], axis=1)
    sums = np.concatenate((np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)))
    held = sums[end] - sums[first]
    total, inner, link, rules, sentences, rows = held.T
    some, lines = np.maximum(total, 1), np.maximum(rows, 1)
    told = np.stack([
        total / max(size.sum(), 1), inner / max(prose.sum(), 1), inner / some, link / some, rules / lines,
        np.log1p(sentences) / 4, np.log1p(rows) / 5, np.log1p(total / lines) / 5,
    ], axis=1)  # fmt: skip
    above = np.maximum(parent, 0)
    table["up0"], table["up1"], table["up2"] = told[box], told[above[box]], told[above[above[box]]]
    _main(box, above, first, end, held, table)


def _main(box: Ints, above: Ints, first: Ints, end: Ints, held: Floats, table: dict[str, Floats]) -> None:
    """How the line lies to the element that holds most of the prose."""
    worth = table["sentence"] * (1 + 6 * table["commas"] + np.minimum(table["length"], 1)) * (1 - table["link"])
    nearest, second, third = (np.bincount(at, worth, len(above)) for at in (box, above[box], above[above[box]]))
    score = (nearest + second + 0.5 * third) * (1 - held[:, 2] / np.maximum(held[:, 0], 1))
    row = np.arange(len(box))
    best = int(score.argmax())
    low, high = int(first[best]), int(end[best])
    away = np.log1p(np.maximum(np.stack([low - row, row - high + 1], axis=1), 0)) / 5
    place = np.clip((row - low) / max(high - low, 1), -1, 2)
    parts = held[best, :2] / np.maximum(held[0, :2], 1)
    table["main"] = np.concatenate((away, place[:, None], np.broadcast_to(parts, (len(row), 2))), axis=1)
    table["main.in"] = ((row >= low) & (row < high)).astype(np.float64)
    table["main.score"] = np.stack([score[box], score[above[box]]], axis=1) / max(score.max(), 1)
    steps = np.zeros(len(row))
    while best > 0:
        steps[: first[best]] += 1
        steps[end[best] :] += 1
        best = int(above[best])
    table["main.steps"] = np.minimum(steps, 12) / 6


def _near(own: Columns, size: Floats, table: dict[str, Floats]) -> None:
    """The links and headings before and after it, and whether the lines beside it have the same structure."""
    held = np.stack([table["link"] * size, size, own["kind"] == _HEADING], axis=1)
    sums = np.concatenate((np.zeros((1, 3)), np.cumsum(held, axis=0)))
    row = np.arange(len(size))
    for width in (1, 4, 10):
        for side, start in zip(_SIDES, (row - width, row + 1), strict=True):
            low, high = np.clip((start, start + width), 0, len(size))
            link, total, headings = (sums[high] - sums[low]).T
            table[f"{side}{width}.link"] = np.stack([link / np.maximum(total, 1), headings / width], axis=1)
    same = own["path"][1:] == own["path"][:-1]
    table["same"] = np.stack([np.append(False, same), np.append(same, False)], axis=1).astype(np.float64)
