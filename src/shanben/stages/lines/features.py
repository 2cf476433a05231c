"""What the model is told of every line: its make, the rules it meets, its place, its neighbours.

All of it is read from the folded view, and none of it from blank lines or space, so that the stages that come later,
which change script, width and space, change no decision when their result is cleaned again.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.edits import codes_of
from shanben.rules import LABELS
from shanben.stages.lines import text as kind
from shanben.stages.lines.markup import markup_features
from shanben.stages.lines.text import Lines
from shanben.view import Blocks

Floats = NDArray[np.float64]
_RULE_LABELS: Final = LABELS[2:]
_SHARES: Final = (
    ("han", kind.HAN), ("function", kind.FUNCTION), ("kana", kind.KANA), ("letter", kind.LETTER), ("digit", kind.DIGIT),
    ("separator", kind.SEPARATOR), ("bracket", kind.BRACKET),
)  # fmt: skip
_WINDOWS: Final = (1, 3, 8)


def features(lines: Lines, blocks: Blocks | None = None, title: str = "") -> tuple[Floats, list[str]]:
    """One row of numbers near 0 to 1 for each line, and the name of each column; more of them for the blocks of a page.

    `title`: the page's, folded; in a text without markup the first line may be it.
    """
    table: dict[str, Floats] = {}
    _make(lines, table)
    _rules(lines, table)
    _repeats(lines, table)
    _neighbours(table)
    _place(lines, table)
    _topic(lines, title, table)
    _landmarks(lines, title or (lines.texts[0] if len(lines) else ""), table)
    if blocks is not None:
        markup_features(lines, blocks, table)
    return np.stack(list(table.values()), axis=1), list(table)


def _make(lines: Lines, table: dict[str, Floats]) -> None:
    """What the line is made of."""
    counts = lines.counts
    size = counts.sum(axis=1) - counts[:, kind.SPACE]
    table["length"] = np.log1p(size) / 5
    for limit in (3, 6, 12, 25, 60):
        table[f"length>{limit}"] = (size > limit).astype(np.float64)
    for name, at in _SHARES:
        table[f"share.{name}"] = counts[:, at] / np.maximum(size, 1)
    ends, commas = counts[:, kind.END], counts[:, kind.COMMA]
    table["ends"] = np.minimum(ends, 4) / 4
    table["commas"] = np.minimum(commas, 6) / 6
    table["colons"] = np.minimum(counts[:, kind.COLON], 3) / 3
    table["quotes"] = np.minimum(counts[:, kind.QUOTE], 4) / 4
    table["spaces"] = counts[:, kind.SPACE] / np.maximum(size + counts[:, kind.SPACE], 1)
    table["last.end"] = np.isin(lines.last, (kind.END, kind.QUOTE)).astype(np.float64)
    table["last.colon"] = (lines.last == kind.COLON).astype(np.float64)
    table["first.digit"] = (lines.first == kind.DIGIT).astype(np.float64)
    table["first.mark"] = np.isin(lines.first, (kind.SEPARATOR, kind.OTHER, kind.BRACKET)).astype(np.float64)
    whole = (ends + commas >= 2) & (counts[:, kind.FUNCTION] + counts[:, kind.LETTER] + counts[:, kind.KANA] >= 2)
    table["sentence"] = (whole & (size >= 15)).astype(np.float64)


def _rules(lines: Lines, table: dict[str, Floats]) -> None:
    """The rules that it meets: for each label how much of the line they cover, rules that decide alone apart."""
    strong = np.zeros((len(_RULE_LABELS), len(lines)))
    weak = np.zeros((len(_RULE_LABELS), len(lines)))
    for row, rule, cover in lines.hits:
        into = (weak if rule.weak else strong)[_RULE_LABELS.index(rule.label)]
        into[row] = max(into[row], 0.3 + 0.7 * cover)
    for at, label in enumerate(_RULE_LABELS):
        table[f"rule.{label}"] = np.maximum(strong[at], weak[at])
    table["rule.strong"], table["rule.weak"] = strong.max(axis=0), weak.max(axis=0)
    table["rule.any"] = np.maximum(table["rule.strong"], table["rule.weak"])


def _repeats(lines: Lines, table: dict[str, Floats]) -> None:
    """How often the same line stands in the text."""
    seen = Counter(lines.texts)
    table["repeated"] = np.log2([float(seen[text]) for text in lines.texts]) / 3


def _neighbours(table: dict[str, Floats]) -> None:
    """The means of what stands before and after it, near and further."""
    names = ("length", "sentence", "last.end", "rule.strong", "rule.weak", "share.function")
    base = np.stack([table[name] for name in names], axis=1)
    sums = np.concatenate((np.zeros((1, len(names))), np.cumsum(base, axis=0)))
    row = np.arange(len(base))
    for width in _WINDOWS:
        for side, first in (("before", row - width), ("after", row + 1)):
            low, high = np.clip((first, first + width), 0, len(base))
            means = (sums[high] - sums[low]) / width
            for at, name in enumerate(names):
                table[f"{side}{width}.{name}"] = means[:, at]


def _place(lines: Lines, table: dict[str, Floats]) -> None:
    """Where it stands: in the text, and against the stretch that is most like a text."""
    size = lines.counts.sum(axis=1)
    rows = len(lines)
    row = np.arange(rows)
    table["from.start"] = np.log1p(row) / 5
    table["from.end"] = np.log1p(rows - 1 - row) / 5
    through = np.cumsum(size) / size.sum()
    table["text.before"], table["text.after"] = through - size / size.sum(), 1 - through
    prose = table["sentence"] * size
    total = max(prose.sum(), 1.0)
    table["prose.before"], table["prose.after"] = (np.cumsum(prose) - prose) / total, 1 - np.cumsum(prose) / total
    start, end = _stretch(np.where(table["sentence"] > 0, np.minimum(size, 120), -25.0) - 25 * table["rule.strong"])
    table["stretch.in"] = ((row >= start) & (row < end)).astype(np.float64)
    table["stretch.before"] = np.log1p(np.maximum(start - row, 0)) / 5
    table["stretch.after"] = np.log1p(np.maximum(row - end + 1, 0)) / 5
    table["document.lines"] = np.full(rows, np.log1p(rows) / 5)
    table["document.prose"] = np.full(rows, prose.sum() / max(size.sum(), 1))
    table["document.rules"] = np.full(rows, table["rule.any"].mean())


def _topic(lines: Lines, title: str, table: dict[str, Floats]) -> None:
    """How much of it is said again in the title, and elsewhere in the stretch that is most like a text: by pairs of characters."""
    pair = np.append((lines.codes[:-1] * 40503 + lines.codes[1:]) & 0xFFFF, 0) if len(lines.codes) else lines.codes
    size = np.maximum(lines.end - lines.start - 1, 0)
    row = np.repeat(np.arange(len(lines)), size)
    ends = np.cumsum(size)
    pairs = pair[np.arange(len(row)) + np.repeat(lines.start - ends + size, size)]
    own = np.unique(row * 0x10000 + pairs)
    row, pairs = own >> 16, own & 0xFFFF
    count = np.maximum(np.bincount(row, minlength=len(lines)), 1)
    inside = table["stretch.in"][row] > 0
    lines_with = np.bincount(pairs[inside], minlength=0x10000)
    names = codes_of(title)
    named = np.zeros(0x10000, np.bool_)
    named[(names[:-1] * 40503 + names[1:]) & 0xFFFF if len(names) else []] = True
    table["topic.title"] = np.bincount(row, named[pairs], len(lines)) / count
    table["topic.text"] = np.bincount(row, lines_with[pairs] > inside, len(lines)) / count


def _landmarks(lines: Lines, title: str, table: dict[str, Floats]) -> None:
    """How far it is from the lines that stand above and below a text: its title, who wrote it and when, what follows it."""
    match = np.array([len(text) > 3 and text in title for text in lines.texts[1:]], np.bool_)
    match = np.append(False, match) if len(lines) else match
    if len(lines) and lines.texts[0] != title:
        match[0] = len(lines.texts[0]) > 3 and lines.texts[0] in title
    above = np.max([table[f"rule.{label}"] for label in ("source", "date", "byline")], axis=0) > 0
    below = np.max([table[f"rule.{label}"] for label in ("related", "copyright", "icp", "pagination")], axis=0) > 0
    table["title.match"] = match.astype(np.float64)
    stamp = (lines.counts[:, kind.DIGIT] >= 6) & (table["share.digit"] > 0.3)
    other = table["rule.other"] > 0
    for name, marks in (("title", match), ("above", above), ("below", below), ("stamp", stamp), ("other", other)):
        table[f"{name}.since"], table[f"{name}.until"] = _distances(marks)
    for name, marks in (("stamps", stamp), ("others", other), ("belows", below)):
        table[f"{name}.before"] = np.log1p(np.cumsum(marks)) / 3
        table[f"{name}.all"] = np.full(len(lines), np.log1p(marks.sum()) / 3)


def _distances(marks: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """For each row the nearness, from 1 down to 0, of the last mark at or before it and of the next one."""
    rows = len(marks)
    row = np.arange(rows)
    last = np.maximum.accumulate(np.where(marks, row, -rows * 2 - 1000))
    following = np.minimum.accumulate(np.where(marks, row, rows * 3 + 1000)[::-1])[::-1]
    return tuple(1 - np.minimum(np.log1p(gap) / 5, 1) for gap in (row - last, following - row))  # type: ignore[return-value]


def _stretch(worth: Floats) -> tuple[int, int]:
    """The run of lines whose worth adds up to most."""
    sums = np.concatenate(([0.0], np.cumsum(worth)))
    gain = sums - np.minimum.accumulate(sums)
    end = int(gain.argmax())
    return int(sums[: end + 1].argmin()), end
