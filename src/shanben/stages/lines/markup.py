"""What the markup of a page tells the model of every line, beside what its text tells.

Most of it is about the elements around a line: how much prose and how many links they hold, what their class and id words
say, how often the page repeats their structure, and how far they are from the element that holds most of the prose (the
measure of Readability: each paragraph speaks for its parent, and half for its grandparent).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Ints
from shanben.stages.lines.running import beside, running
from shanben.stages.lines.text import Lines
from shanben.view import Blocks

Floats = NDArray[np.float64]
Columns = dict[str, NDArray[Any]]
_KINDS: Final = np.arange(8)[:, None]
_HEADING: Final = 2
_WORDS: Final = np.arange(30)[:, None]
_WINDOWS: Final = (1, 4, 10)
_OWN: Final = (
    "kind", "link", "bold", "listed_code", "level", "depth", "links", "cells", "breaks", "words", "near", "path", "box",
)  # fmt: skip


def markup_features(lines: Lines, blocks: Blocks, table: dict[str, NDArray[Any]]) -> None:
    """Add the rows that only a page has to those of its text (in `table`)."""
    at = blocks.at(lines.start)
    own = {name: blocks.columns[name][at] for name in _OWN}
    _own(own, table)
    _alike(own["path"], lines.size, table)
    _around(blocks.columns, own["box"], at, lines.size, table)
    _near(own, lines.size, table)


def _own(own: Columns, table: Columns) -> None:
    """The line's own element."""
    table["kind"] = own["kind"] == _KINDS
    table["link"] = own["link"]
    table["shown"] = np.array([own["bold"], own["listed_code"], own["level"] / 6, np.minimum(own["depth"], 40) / 20])
    table["counted"] = np.minimum(np.array([own["links"] / 4, own["cells"] / 3]), 2)
    table["breaks"] = np.array([own["breaks"] == 1, own["breaks"] == 3])
    table["words"] = own["words"] >> _WORDS & 1
    table["near"] = own["near"] >> _WORDS & 1


def _alike(path: Ints, size: Floats, table: Columns) -> None:
    """What the page holds under the same path of elements."""
    _, group = np.unique(path, return_inverse=True)
    for name, values in (("size", size), ("prose", table["sentence"] * size), ("link", table["link"] * size)):
        table[f"alike.{name}"] = np.bincount(group, values)[group] / max(values.sum(), 1)
    table["alike.lines"] = np.log1p(np.bincount(group)[group]) / 5


def _around(columns: Mapping[str, NDArray[Any]], box: Ints, at: Ints, size: Floats, table: Columns) -> None:
    """The elements around the line, and the way from there to the one that holds the text."""
    first, end = at.searchsorted(columns["tree.first"]), at.searchsorted(columns["tree.end"])
    prose = table["sentence"] * size
    sums = running(np.array([size, prose, table["link"] * size, table["rule.any"], table["sentence"], np.ones(len(size))]))
    held = sums[:, end] - sums[:, first]
    total, inner, link, rules, sentences, rows = held
    some, lines = np.maximum(total, 1), np.maximum(rows, 1)
    told = np.array([
        total / max(size.sum(), 1), inner / max(prose.sum(), 1), inner / some, link / some, rules / lines,
        np.log1p(sentences) / 4, np.log1p(rows) / 5, np.log1p(total / lines) / 5,
    ])  # fmt: skip
    above = np.maximum(columns["tree.parent"], 0)
    up = np.array([box, above[box], above[above[box]]])
    table["up"] = told[:, up].transpose(1, 0, 2)
    _main(up, above, first, end, held, table)


def _main(up: Ints, above: Ints, first: Ints, end: Ints, held: Floats, table: Columns) -> None:
    """How the line lies to the element that holds most of the prose; `up`: the elements around it, inside out."""
    worth = table["sentence"] * (1 + 6 * table["commas"] + np.minimum(table["length"], 1)) * (1 - table["link"])
    nearest, second, third = (np.bincount(at, worth, len(above)) for at in up)
    score = (nearest + second + 0.5 * third) * (1 - held[2] / np.maximum(held[0], 1))
    row = np.arange(up.shape[1])
    best = int(score.argmax())
    low, high = int(first[best]), int(end[best])
    away = np.log1p(np.maximum(np.array([low - row, row - high + 1]), 0)) / 5
    place = np.minimum(np.maximum((row - low) / max(high - low, 1), -1), 2)
    parts = held[:2, best] / np.maximum(held[:2, 0], 1)
    table["main"] = np.concatenate((away, place[None], parts.repeat(len(row)).reshape(2, -1)))
    table["main.in"] = (row >= low) & (row < high)
    table["main.score"] = score[up[:2]] / max(score.max(), 1)
    steps = np.zeros(len(row))
    while best > 0:
        steps[: first[best]] += 1
        steps[end[best] :] += 1
        best = int(above[best])
    table["main.steps"] = np.minimum(steps, 12) / 6


def _near(own: Columns, size: Floats, table: Columns) -> None:
    """The links and headings before and after it, and whether the lines beside it have the same structure."""
    values = np.array([own["link"] * size, size, own["kind"] == _HEADING])
    link, total, headings = beside(values, _WINDOWS).transpose(1, 0, 2)
    table["near.links"] = np.stack((link / np.maximum(total, 1), headings / np.repeat(_WINDOWS, 2)[:, None]), axis=1)
    same = own["path"][1:] == own["path"][:-1]
    table["same"] = np.array([np.append(False, same), np.append(same, False)])
