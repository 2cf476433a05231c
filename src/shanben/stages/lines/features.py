"""What the model is told of every line: its make, the rules it meets, its place, its neighbours.

All of it is read from the folded view, and none of it from blank lines or space, so that the stages that come later,
which change script, width and space, change no decision when their result is cleaned again.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shanben.rules import LABELS
from shanben.stages.lines import text as kind
from shanben.stages.lines.head import NO_HEAD, Head
from shanben.stages.lines.markup import markup_features
from shanben.stages.lines.running import beside, running
from shanben.stages.lines.text import Lines
from shanben.view import Blocks

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Table = dict[str, NDArray[Any]]
_RULE_LABELS: Final = {label: at for at, label in enumerate(LABELS)}
_SHARES: Final = [kind.HAN, kind.FUNCTION, kind.KANA, kind.LETTER, kind.DIGIT, kind.SEPARATOR, kind.BRACKET]
_LENGTHS: Final = np.array([[3], [6], [12], [25], [60]])
_BESIDE: Final = ("length", "sentence", "last.end", "rule.strong", "rule.weak", "function")
_WINDOWS: Final = (1, 3, 8)
_ABOVE: Final = [_RULE_LABELS[label] for label in ("source", "date", "byline")]
_BELOW: Final = [_RULE_LABELS[label] for label in ("related", "copyright", "icp", "pagination")]


def features(lines: Lines, blocks: Blocks | None = None, head: Head = NO_HEAD) -> NDArray[np.float32]:
    """For each line, which is a column here, numbers near 0 to 1, one a row; more of them for the blocks of a page.

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
    return np.concatenate([rows.reshape(-1, len(lines)) for rows in table.values()], dtype=np.float32, casting="same_kind")


def _make(lines: Lines, table: Table) -> None:
    """What the line is made of, and how often the same line stands in the text."""
    counts, size = lines.counts.T, lines.size
    some = np.maximum(size, 1)
    shares = counts / some
    table["length"] = np.log1p(size) / 5
    table["lengths"] = size > _LENGTHS
    table["shares"] = shares[_SHARES]
    table["digits"] = shares[kind.DIGIT]
    table["function"] = shares[kind.FUNCTION]
    table["ends"] = np.minimum(counts[kind.END], 4) / 4
    table["commas"] = np.minimum(counts[kind.COMMA], 6) / 6
    table["marks"] = np.minimum(counts[[kind.COLON, kind.QUOTE]], 4) / 4
    table["spaces"] = counts[kind.SPACE] / (some + counts[kind.SPACE])
    first, last = lines.first, lines.last
    table["last.end"] = (last == kind.END) | (last == kind.QUOTE)
    marked = (first == kind.SEPARATOR) | (first == kind.OTHER) | (first == kind.BRACKET)
    table["edges"] = np.array([last == kind.COLON, first == kind.DIGIT, marked])
    table["sentence"] = lines.sentence
    seen = Counter(lines.texts)
    table["repeated"] = np.log2([seen[text] for text in lines.texts]) / 3


def _rules(lines: Lines, table: Table) -> None:
    """The rules that it meets: for each label how much of the line they cover, rules that decide alone apart."""
    cover = np.zeros((2, len(LABELS), len(lines)))
    for row, rule, part in lines.hits:
        at = (int(rule.weak), _RULE_LABELS[rule.label], row)
        cover[at] = max(cover[at], 0.3 + 0.7 * part)
    table["rules"] = cover.max(axis=0)
    table["rule.strong"], table["rule.weak"] = cover.max(axis=1)
    table["rule.any"] = np.maximum(table["rule.strong"], table["rule.weak"])


def _neighbours(table: Table) -> None:
    """The means of what stands before and after it, near and further."""
    sums = beside(np.array([table[name] for name in _BESIDE]), _WINDOWS)
    table["beside"] = sums / np.repeat(_WINDOWS, 2)[:, None, None]


def _place(lines: Lines, table: Table) -> None:
    """Where it stands: in the text, and against the stretch that is most like a text."""
    size, count = lines.size, len(lines)
    row = np.arange(count)
    prose = table["sentence"] * size
    held = np.array([size, prose])
    through = held.cumsum(axis=1)
    total = np.maximum(through[:, -1:], 1)
    start, end = _stretch(np.where(prose > 0, np.minimum(size, 120), -25.0) - 25 * table["rule.strong"])
    table["before"], table["after"] = (through - held) / total, 1 - through / total
    table["stretch.in"] = (row >= start) & (row < end)
    away = np.array([row, count - 1 - row, np.maximum(start - row, 0), np.maximum(row - end + 1, 0)])
    table["away"] = np.log1p(away) / 5
    document = np.array([np.log1p(count) / 5, total[1, 0] / total[0, 0], table["rule.any"].mean()])
    table["document"] = document.repeat(count)


def _stretch(worth: Floats) -> tuple[int, int]:
    """The run of lines whose worth adds up to most."""
    sums = running(worth[None])[0]
    gain = sums - np.minimum.accumulate(sums)
    end = int(gain.argmax())
    return int(sums[: end + 1].argmin()), end


def _landmarks(lines: Lines, title: str, table: Table) -> None:
    """How far it is from the lines that stand above and below a text: its title, who wrote it and when, what follows it."""
    named = np.array([len(text) > 3 and text in title for text in lines.texts], np.bool_)
    named[:1] &= lines.texts[:1] != (title,)
    stamp = (lines.counts[:, kind.DIGIT] >= 6) & (table["digits"] > 0.3)
    rules = table["rules"] > 0
    marks = np.array([named, rules[_ABOVE].any(axis=0), rules[_BELOW].any(axis=0), stamp, rules[_RULE_LABELS["other"]]])
    table["title"] = marks[0]
    table["near.marks"] = _nearness(marks)
    table["marks.before"] = np.log1p(marks[2:].cumsum(axis=1)) / 3
    table["marks.all"] = table["marks.before"][:, -1].repeat(len(lines))


def _nearness(marks: Bools) -> Floats:
    """For each row of marks how near, from 1 down to 0, the last one at or before a line is, and then the next one."""
    size = marks.shape[1]
    row = np.arange(size)
    last = np.maximum.accumulate(np.where(marks, row, -1000 - size), axis=1)
    following = np.minimum.accumulate(np.where(marks, row, 1000 + 2 * size)[:, ::-1], axis=1)[:, ::-1]
    return np.maximum(1 - np.log1p(np.concatenate((row - last, following - row))) / 5, 0)
