"""What the weights are learned from: documents with a mark for each line, from labelled text and from pages with their text.

A folder of data holds `labelled/` (NAME.jsonl: a document, each row a line with `text` and `label`) and `pages*/` (NAME.html,
NAME.txt with the main text, NAME.json with the encoding). Which lines of a page belong to its text is found by alignment.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shanben.config import Config
from shanben.rules.match import matcher
from shanben.scan import Scan
from shanben.stages.decode import decode, decode_as
from shanben.stages.lines.comments import below_article
from shanben.stages.lines.features import features
from shanben.stages.lines.head import NO_HEAD, Head, head_of
from shanben.stages.lines.text import Lines, lines_of
from shanben.stages.markup import read_markup
from shanben.view import Blocks, View

Floats = NDArray[np.float64]
Grams = Counter[str]
_SPACE = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00ad]+")
_GRAM = 4


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A document. `keep`: for each non-blank line 1, 0, or nan where it does not matter. `truth`: the text of a page."""

    name: str
    text: str
    lines: Lines
    keep: Floats
    blocks: Blocks | None = None
    head: Head = NO_HEAD
    truth: str = ""
    source: str = ""

    def features(self) -> Floats:
        """The features of its lines, which are columns."""
        return features(self.lines, self.blocks, self.head)

    def settled(self) -> NDArray[np.bool_]:
        """The lines on which the weights have no say."""
        return np.zeros(len(self.lines), np.bool_) if self.blocks is None else below_article(self.lines, self.blocks)

    def plain(self, rows: Sequence[int] | None = None) -> Sample:
        """The document, or some of its lines, as plain text."""
        at = range(len(self.lines)) if rows is None else rows
        spans = [(int(self.lines.start[row]), int(self.lines.end[row])) for row in at]
        return of_lines(self.name, [self.text[a:b].replace("\n", " ") for a, b in spans], self.keep[list(at)])


def of_lines(name: str, lines: Sequence[str], keep: Sequence[float] | Floats) -> Sample:
    """The sample of a plain text given by its lines."""
    text = "\n".join(lines)
    found = lines_of(Scan(text), matcher())
    ends = np.cumsum([len(line) + 1 for line in lines])
    row = np.searchsorted(ends, found.start, "right")
    return Sample(name, text, found, np.asarray(keep, np.float64)[row])


def labelled(folder: Path) -> list[Sample]:
    """The hand-labelled documents of a folder."""
    samples = []
    for path in sorted(folder.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        lines = [row["text"].replace("\n", " ") for row in rows]
        samples.append(of_lines(path.stem, lines, [row["label"] in ("body", "title") for row in rows]))
    return samples


def pages(folder: Path) -> list[Sample]:
    """The pages of a folder."""
    return [replace(page(path), source=folder.name) for path in sorted(folder.glob("*.html"))]


def page(path: Path) -> Sample:
    """One page, with the lines marked that its text holds."""
    known = json.loads(path.with_suffix(".json").read_text("utf-8")).get("encoding", "").partition("(")[0]
    data = path.read_bytes()
    source = (decode_as(data, known) if known else decode(data, media_type="text/html")).text
    view = View.of(source, Config(), media_type="text/html")
    view = view.after(read_markup(view))
    lines = lines_of(view.scan, matcher())
    truth = squeeze(path.with_suffix(".txt").read_text("utf-8"))
    spans = zip(lines.start.tolist(), lines.end.tolist(), strict=True)
    keep = aligned([squeeze(view.text[a:b]) for a, b in spans], truth)
    return Sample(path.stem, view.text, lines, keep, view.blocks, head_of(view.facts), truth)


# ---------------------------------------------------------------- alignment


def squeeze(text: str) -> str:
    """The text without white space, in compatibility form: what is compared."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def grams(text: str) -> Grams:
    """How often each run of four characters stands in it."""
    return Counter(text[at : at + _GRAM] for at in range(max(1, len(text) - _GRAM + 1))) if text else Counter()


def aligned(lines: Sequence[str], truth: str) -> Floats:
    """Which squeezed lines are in the squeezed truth: 1, 0, or nan where that is not clear.

    Those of the heaviest chain of lines that stand whole in the truth, in its order; then lines most of whose grams are in
    what is left of it. A line that only repeats what the chain holds is not clear.
    """
    keep = np.zeros(len(lines))
    used = np.zeros(len(truth), np.bool_)
    for row, start in _chain(lines, truth):
        keep[row] = 1
        used[start : start + len(lines[row])] = True
    left = Counter(truth[at : at + _GRAM] for at in range(len(truth) - _GRAM + 1) if not used[at : at + _GRAM].all())
    every = grams(truth)
    for row, line in enumerate(lines):
        if keep[row] or len(line) < 6:
            continue
        own = grams(line)
        if _share(own, left) >= 0.6:
            keep[row] = 1
            left -= own
        elif len(line) >= 8 and _share(own, every) > 0.8:
            keep[row] = np.nan
    return keep


def _share(part: Grams, whole: Grams) -> float:
    return sum((part & whole).values()) / sum(part.values())


@dataclass(frozen=True, slots=True)
class _Link:
    """A line and its place in the truth, at the end of a chain of them."""

    row: int
    start: int
    before: _Link | None


def _chain(lines: Sequence[str], truth: str) -> Iterable[tuple[int, int]]:
    """The heaviest chain of (line, place in the truth), in order of both, no two overlapping."""
    ends: list[int] = [0]
    best: list[tuple[float, _Link | None]] = [(0.0, None)]
    for row, line in enumerate(lines):
        fresh = []
        for start in _places(line, truth):
            weight, before = best[bisect_right(ends, start) - 1]
            fresh.append((start + len(line), weight + len(line) ** 1.2, _Link(row, start, before)))
        for end, weight, link in fresh:
            _put(ends, best, end, (weight, link))
    last = best[-1][1]
    while last is not None:
        yield last.row, last.start
        last = last.before


def _put(ends: list[int], best: list[tuple[float, _Link | None]], end: int, chain: tuple[float, _Link]) -> None:
    """Keep, by where they end, only chains that no chain ending earlier outweighs."""
    at = bisect_right(ends, end)
    if best[at - 1][0] >= chain[0]:
        return
    if ends[at - 1] == end:
        at -= 1
        ends.pop(at)
        best.pop(at)
    stop = at
    while stop < len(ends) and best[stop][0] <= chain[0]:
        stop += 1
    ends[at:stop] = [end]
    best[at:stop] = [chain]


def _places(line: str, truth: str) -> Iterable[int]:
    """Where a line stands in the truth, at most a dozen places."""
    at, found = truth.find(line) if line else -1, 0
    while at >= 0 and found < 12:
        yield at
        at, found = truth.find(line, at + 1), found + 1


# ---------------------------------------------------------------- twins


def twins(one: Sample, other: Sample) -> bool:
    """Whether two documents hold the same text: half of the long lines of the first stand in the second."""
    long = [text for text in one.lines.texts if len(text) > 30]
    return bool(long) and sum(text in other.lines.texts for text in long) * 2 > len(long)
