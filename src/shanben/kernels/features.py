"""The numbers that the model of lines is shown: `out` (row, line), filled group by group.

What the groups mean is told in `shanben.stages.lines.features` and `shanben.stages.lines.markup`, which ask for them; here is how
they are counted. `logs` holds the logarithms of one more than each whole number, up to the count of lines.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

# The kinds of characters of `shanben.stages.lines.text`, by number, and the rows of `out` that others are made from.
_SPACE, _DIGIT, _END, _COMMA, _COLON, _QUOTE = 0, 5, 6, 7, 8, 11
_SEPARATOR, _BRACKET, _OTHER = 9, 10, 12
_LENGTH, _DIGITS, _FUNCTION, _COMMAS, _ENDED, _SENTENCE = 0, 13, 14, 16, 20, 24
_RULES, _STRONG, _WEAK, _MET = 26, 42, 43, 44


def text_rows(
    counts: Any, edges: Any, size: Sequence[float], sentence: Sequence[float], length: Sequence[float],
    repeated: Sequence[float], cover: Any, named: Sequence[int], marks: Sequence[int], logs: Sequence[float], out: Any,
) -> int:  # fmt: skip
    """The rows of a text; how many they are.

    `counts` (line, kind) and `edges` (2, line) as `kernels.textlines` fills them. `cover` (weak, label, line): how much of a line
    the rules of a label cover. `named`: whether the title holds the line. `marks`: for each label the number of the mark that a
    rule of it makes, 0 for none.
    """
    row = _make(counts, edges, size, sentence, length, repeated, out)
    row = _rules(cover, out, row)
    row = _neighbours(out, row)
    row = _place(size, logs, out, row)
    return _landmarks(counts, named, marks, logs, out, row)


def _make(
    counts: Any,
    edges: Any,
    size: Sequence[float],
    sentence: Sequence[float],
    length: Sequence[float],
    repeated: Sequence[float],
    out: Any,
) -> int:
    """What the line is made of."""
    for line in range(len(size)):
        solid = size[line]
        some = max(solid, 1.0)
        out[_LENGTH, line] = length[line]
        out[1, line] = solid > 3
        out[2, line] = solid > 6
        out[3, line] = solid > 12
        out[4, line] = solid > 25
        out[5, line] = solid > 60
        for kind in range(1, 6):
            out[5 + kind, line] = counts[line, kind] / some
        out[11, line] = counts[line, _SEPARATOR] / some
        out[12, line] = counts[line, _BRACKET] / some
        out[_DIGITS, line] = out[10, line]
        out[_FUNCTION, line] = out[7, line]
        out[15, line] = min(counts[line, _END], 4.0) / 4
        out[_COMMAS, line] = min(counts[line, _COMMA], 6.0) / 6
        out[17, line] = min(counts[line, _COLON], 4.0) / 4
        out[18, line] = min(counts[line, _QUOTE], 4.0) / 4
        out[19, line] = counts[line, _SPACE] / (some + counts[line, _SPACE])
        first = edges[0, line]
        last = edges[1, line]
        out[_ENDED, line] = last in (_END, _QUOTE)
        out[21, line] = last == _COLON
        out[22, line] = first == _DIGIT
        out[23, line] = first in (_SEPARATOR, _OTHER, _BRACKET)
        out[_SENTENCE, line] = sentence[line]
        out[25, line] = repeated[line]
    return 26


def _rules(cover: Any, out: Any, row: int) -> int:
    """The rules that it meets."""
    for line in range(out.shape[1]):
        strong = 0.0
        weak = 0.0
        for label in range(cover.shape[1]):
            out[row + label, line] = max(cover[0, label, line], cover[1, label, line])
            strong = max(strong, cover[0, label, line])
            weak = max(weak, cover[1, label, line])
        out[_STRONG, line] = strong
        out[_WEAK, line] = weak
        out[_MET, line] = max(strong, weak)
    return _MET + 1


def _beside(sums: Any, width: int, lines: int, divisor: int, out: Any, before: int, after: int) -> None:
    """The sums over so many lines before a line and after it, from the running sums of a row."""
    for line in range(lines):
        out[before, line] = (sums[line] - sums[max(line - width, 0)]) / divisor
        out[after, line] = (sums[min(line + 1 + width, lines)] - sums[line + 1]) / divisor


def _run_up(out: Any, row: int, sums: Any) -> None:
    """The running sums of a row."""
    for line in range(out.shape[1]):
        sums[line + 1] = sums[line] + out[row, line]


def _neighbours(out: Any, row: int) -> int:
    """The means of what stands before and after it."""
    lines = out.shape[1]
    sums = array("d", [0.0]) * (lines + 1)
    rows = array("i", (_LENGTH, _SENTENCE, _ENDED, _STRONG, _WEAK, _FUNCTION))
    widths = array("i", (1, 3, 8))
    for number in range(6):
        _run_up(out, rows[number], sums)
        for place in range(3):
            at = row + 12 * place + number
            _beside(sums, widths[place], lines, widths[place], out, at, at + 6)
    return row + 36


def _place(size: Sequence[float], logs: Sequence[float], out: Any, row: int) -> int:
    """Where it stands: in the text, and against the stretch that is most like a text."""
    lines = len(size)
    solid, prose, met = 0.0, 0.0, 0.0
    gain, most, least = 0.0, 0.0, 0.0
    begin, start, end = 0, 0, 0
    for line in range(lines):
        spoken = out[_SENTENCE, line] * size[line]
        gain += (min(size[line], 120.0) if spoken > 0 else -25.0) - 25 * out[_STRONG, line]
        out[row, line] = solid
        out[row + 1, line] = prose
        solid += size[line]
        prose += spoken
        out[row + 2, line] = solid
        out[row + 3, line] = prose
        met += out[_MET, line]
        if gain < least:
            least = gain
            begin = line + 1
        elif gain - least > most:
            most = gain - least
            start = begin
            end = line + 1
    solid = max(solid, 1.0)
    prose = max(prose, 1.0)
    for line in range(lines):
        out[row, line] /= solid
        out[row + 1, line] /= prose
        out[row + 2, line] = 1 - out[row + 2, line] / solid
        out[row + 3, line] = 1 - out[row + 3, line] / prose
        out[row + 4, line] = start <= line < end
        out[row + 5, line] = logs[line] / 5
        out[row + 6, line] = logs[lines - 1 - line] / 5
        out[row + 7, line] = logs[max(start - line, 0)] / 5
        out[row + 8, line] = logs[max(line - end + 1, 0)] / 5
        out[row + 9, line] = logs[lines] / 5
        out[row + 10, line] = prose / solid
        out[row + 11, line] = met / lines
    return row + 12


def _landmarks(counts: Any, named: Sequence[int], marks: Sequence[int], logs: Sequence[float], out: Any, row: int) -> int:
    """How far it is from the lines that stand above and below a text."""
    lines = out.shape[1]
    held = array("B", [0]) * (5 * lines)
    for line in range(lines):
        held[line] = named[line]
        for label in range(len(marks)):
            if marks[label] and out[_RULES + label, line] > 0:
                held[marks[label] * lines + line] = 1
        held[3 * lines + line] = counts[line, _DIGIT] >= 6 and out[_DIGITS, line] > 0.3
        out[row, line] = named[line]
    for mark in range(5):
        away = lines
        seen = 0
        for line in range(lines):
            away = 0 if held[mark * lines + line] else away + 1
            seen += held[mark * lines + line]
            out[row + 1 + mark, line] = max(1 - logs[away] / 5, 0.0) if seen else 0.0
            if mark > 1:
                out[row + 9 + mark, line] = logs[seen] / 3
        total = seen
        away = lines
        seen = 0
        for line in range(lines - 1, -1, -1):
            away = 0 if held[mark * lines + line] else away + 1
            seen += held[mark * lines + line]
            out[row + 6 + mark, line] = max(1 - logs[away] / 5, 0.0) if seen else 0.0
            if mark > 1:
                out[row + 12 + mark, line] = logs[total] / 3
    return row + 17


def page_rows(
    blocks: Any, shares: Any, at: Sequence[int], tree: Any, size: Sequence[float], logs: Sequence[float], out: Any, row: int
) -> int:
    """The rows of a page's markup, from `row` on; where they end.

    `blocks` (10, block): kind, level, depth, links, cells, breaks, words, near, path, box; `shares` (3, block): of links, bold
    type and code. `at`: the block of each line. `tree` (3, element): parent, and the lines from the first up to the end.
    """
    link = array("d", [0.0]) * len(size)
    for line in range(len(size)):
        link[line] = shares[0, at[line]]
    row = _own(blocks, shares, at, out, row)
    row = _alike(blocks, at, size, link, logs, out, row)
    row = _around(blocks, at, tree, size, link, logs, out, row)
    return _near(blocks, at, size, link, out, row)


def _own(blocks: Any, shares: Any, at: Sequence[int], out: Any, row: int) -> int:
    """The line's own element."""
    for line in range(len(at)):
        block = at[line]
        for bit in range(8):
            out[row + bit, line] = blocks[0, block] == bit
        out[row + 8, line] = shares[0, block]
        out[row + 9, line] = shares[1, block]
        out[row + 10, line] = shares[2, block]
        out[row + 11, line] = blocks[1, block] / 6.0
        out[row + 12, line] = min(blocks[2, block], 40) / 20.0
        out[row + 13, line] = min(blocks[3, block] / 4.0, 2.0)
        out[row + 14, line] = min(blocks[4, block] / 3.0, 2.0)
        out[row + 15, line] = blocks[5, block] == 1
        out[row + 16, line] = blocks[5, block] == 3
        for bit in range(30):
            out[row + 17 + bit, line] = blocks[6, block] >> bit & 1
            out[row + 47 + bit, line] = blocks[7, block] >> bit & 1
    return row + 77


def _alike(
    blocks: Any, at: Sequence[int], size: Sequence[float], link: Sequence[float], logs: Sequence[float], out: Any, row: int
) -> int:
    """What the page holds under the same path of elements."""
    lines = len(size)
    numbers: dict[int, int] = {}
    group = array("i", [0]) * lines
    held = array("d", [0.0]) * (3 * lines)
    members = array("i", [0]) * lines
    solid, prose, linked = 0.0, 0.0, 0.0
    for line in range(lines):
        number = numbers.setdefault(blocks[8, at[line]], len(numbers))
        group[line] = number
        held[3 * number] += size[line]
        held[3 * number + 1] += out[_SENTENCE, line] * size[line]
        held[3 * number + 2] += link[line] * size[line]
        members[number] += 1
        solid += size[line]
        prose += out[_SENTENCE, line] * size[line]
        linked += link[line] * size[line]
    for line in range(lines):
        number = group[line]
        out[row, line] = held[3 * number] / max(solid, 1.0)
        out[row + 1, line] = held[3 * number + 1] / max(prose, 1.0)
        out[row + 2, line] = held[3 * number + 2] / max(linked, 1.0)
        out[row + 3, line] = logs[members[number]] / 5
    return row + 4


def _around(
    blocks: Any,
    at: Sequence[int],
    tree: Any,
    size: Sequence[float],
    link: Sequence[float],
    logs: Sequence[float],
    out: Any,
    row: int,
) -> int:
    """The elements around the line, and how it lies to the one that holds most of the prose."""
    elements = tree.shape[1]
    held = array("d", [0.0]) * (4 * elements)
    told = array("d", [0.0]) * (8 * elements)
    score = array("d", [0.0]) * elements
    _hold(tree, size, link, logs, out, held, told)
    _rate(blocks, at, tree, link, out, held, score)
    for line in range(len(size)):
        element = blocks[9, at[line]]
        outer = max(tree[0, element], 0)
        outermost = max(tree[0, outer], 0)
        for number in range(8):
            out[row + number, line] = told[8 * element + number]
            out[row + 8 + number, line] = told[8 * outer + number]
            out[row + 16 + number, line] = told[8 * outermost + number]
    return _main(blocks, at, tree, logs, held, score, out, row + 24)


def _hold(tree: Any, size: Sequence[float], link: Sequence[float], logs: Sequence[float], out: Any, held: Any, told: Any) -> None:
    """What each element holds: text, prose, linked text, rules that are met; and what a line is told of it."""
    lines = len(size)
    sums = array("d", [0.0]) * (4 * (lines + 1))
    spoken = array("i", [0]) * (lines + 1)
    for line in range(lines):
        here = 4 * line
        sums[here + 4] = sums[here] + size[line]
        sums[here + 5] = sums[here + 1] + out[_SENTENCE, line] * size[line]
        sums[here + 6] = sums[here + 2] + link[line] * size[line]
        sums[here + 7] = sums[here + 3] + out[_MET, line]
        spoken[line + 1] = spoken[line] + (out[_SENTENCE, line] > 0)
    solid, prose = max(sums[4 * lines], 1.0), max(sums[4 * lines + 1], 1.0)
    for element in range(tree.shape[1]):
        first, end = tree[1, element], tree[2, element]
        here, there = 4 * element, 8 * element
        for number in range(4):
            held[here + number] = sums[4 * end + number] - sums[4 * first + number]
        some, rows = max(held[here], 1.0), max(end - first, 1)
        told[there] = held[here] / solid
        told[there + 1] = held[here + 1] / prose
        told[there + 2] = held[here + 1] / some
        told[there + 3] = held[here + 2] / some
        told[there + 4] = held[here + 3] / rows
        told[there + 5] = logs[spoken[end] - spoken[first]] / 4
        told[there + 6] = logs[end - first] / 5
        told[there + 7] = held[here] / rows


def _rate(blocks: Any, at: Sequence[int], tree: Any, link: Sequence[float], out: Any, held: Any, score: Any) -> None:
    """What each element is worth: its own lines, those of its children, half of those of their children."""
    elements = tree.shape[1]
    second = array("d", [0.0]) * elements
    third = array("d", [0.0]) * elements
    for line in range(len(at)):
        worth = out[_SENTENCE, line] * (1 + 6 * out[_COMMAS, line] + min(out[_LENGTH, line], 1.0)) * (1 - link[line])
        element = blocks[9, at[line]]
        outer = max(tree[0, element], 0)
        score[element] += worth
        second[outer] += worth
        third[max(tree[0, outer], 0)] += worth
    for element in range(elements):
        plain = 1 - held[4 * element + 2] / max(held[4 * element], 1.0)
        score[element] = (score[element] + second[element] + 0.5 * third[element]) * plain


def _main(blocks: Any, at: Sequence[int], tree: Any, logs: Sequence[float], held: Any, score: Any, out: Any, row: int) -> int:
    """How the line lies to the element that is worth most."""
    lines = len(at)
    best = 0
    for element in range(len(score)):
        if score[element] > score[best]:
            best = element
    most, low, high = max(score[best], 1.0), tree[1, best], tree[2, best]
    for line in range(lines):
        element = blocks[9, at[line]]
        out[row, line] = logs[max(low - line, 0)] / 5
        out[row + 1, line] = logs[max(line - high + 1, 0)] / 5
        out[row + 2, line] = min(max((line - low) / float(max(high - low, 1)), -1.0), 2.0)
        out[row + 3, line] = held[4 * best] / max(held[0], 1.0)
        out[row + 4, line] = held[4 * best + 1] / max(held[1], 1.0)
        out[row + 5, line] = low <= line < high
        out[row + 6, line] = score[element] / most
        out[row + 7, line] = score[max(tree[0, element], 0)] / most
    steps = array("i", [0]) * (lines + 1)
    while best > 0:
        steps[0] += 1
        steps[tree[1, best]] -= 1
        steps[tree[2, best]] += 1
        best = max(tree[0, best], 0)
    away = 0
    for line in range(lines):
        away += steps[line]
        out[row + 8, line] = min(away, 12) / 6.0
    return row + 9


def _near(blocks: Any, at: Sequence[int], size: Sequence[float], link: Sequence[float], out: Any, row: int) -> int:
    """The links and headings before and after it, and whether the lines beside it have the same structure."""
    lines = len(size)
    linked = array("d", [0.0]) * (lines + 1)
    solid = array("d", [0.0]) * (lines + 1)
    headings = array("d", [0.0]) * (lines + 1)
    for line in range(lines):
        linked[line + 1] = linked[line] + link[line] * size[line]
        solid[line + 1] = solid[line] + size[line]
        headings[line + 1] = headings[line] + (blocks[0, at[line]] == 2)
    widths = array("i", (1, 4, 10))
    for place in range(3):
        here = row + 4 * place
        _beside(headings, widths[place], lines, widths[place], out, here + 1, here + 3)
        for line in range(lines):
            low = max(line - widths[place], 0)
            high = min(line + 1 + widths[place], lines)
            out[here, line] = (linked[line] - linked[low]) / max(solid[line] - solid[low], 1.0)
            out[here + 2, line] = (linked[high] - linked[line + 1]) / max(solid[high] - solid[line + 1], 1.0)
    for line in range(lines):
        path = blocks[8, at[line]]
        out[row + 12, line] = line > 0 and blocks[8, at[max(line - 1, 0)]] == path
        out[row + 13, line] = line + 1 < lines and blocks[8, at[min(line + 1, lines - 1)]] == path
    return row + 14


def scale(table: Any, mean: Sequence[float], factor: Sequence[float], far: float, out: Any) -> None:
    """Fill `out` with the rows of a table less their means, times their factors, no further from 0 than `far`."""
    for row in range(table.shape[0]):
        for line in range(table.shape[1]):
            out[row, line] = min(max((table[row, line] - mean[row]) * factor[row], -far), far)


def share(chance: Any, size: Sequence[float], path: Sequence[int]) -> None:
    """Make half of each line's chance that of all characters of the lines of the same path."""
    numbers: dict[int, int] = {}
    group = array("i", [0]) * len(size)
    held = array("d", [0.0]) * (2 * len(size))
    for line in range(len(size)):
        number = numbers.setdefault(path[line], len(numbers))
        group[line] = number
        held[2 * number] += chance[line] * size[line]
        held[2 * number + 1] += size[line]
    for line in range(len(size)):
        number = group[line]
        chance[line] = (chance[line] + held[2 * number] / max(held[2 * number + 1], 1.0)) / 2
