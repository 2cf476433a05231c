"""The decision over a whole document: which lines stay, and what the others are.

The model says how likely each line is to be text. Rules that are not `weak` decide by themselves. Where hardly a line meets
a rule of any kind there is no evidence of chrome, and the model is not asked: a poem, a list, a dialogue, a page of code.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.kernels.features import share
from shanben.labelled import KEPT
from shanben.rules.match import Hit
from shanben.stages.lines import text as kind
from shanben.stages.lines.comments import below_article
from shanben.stages.lines.features import features
from shanben.stages.lines.head import Head
from shanben.stages.lines.listing import is_list
from shanben.stages.lines.model import Model, shipped
from shanben.stages.lines.text import Lines
from shanben.view import Blocks

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
_ROUNDS: Final = 6
_EVIDENCE: Final = 3
_COVER: Final = 0.2
_LINKED: Final = 0.5
_SENTENCE: Final = 8
_PHRASE, _LETTERS = 7, 3
"""Ideographs of the shortest phrase that may be all that a page says, and how many letters say as much as one of them."""
_BELOW_ARTICLE: Final = 0.1
_DOUBTED: Final = 0.3
"""A whole sentence of a plain text stays from here on: of a text of few lines the network knows little."""
_LEAST: Final = 0.2
"""Where the likeliest line of a page is no likelier than this, the networks know of no main text."""
_SIGNED: Final = frozenset({"byline", "source", "date"})
_ABOUT: Final = _SIGNED | {"nav", "other", "share"}


def decide(lines: Lines, model: Model | None = None) -> tuple[Bools, Floats]:
    """For each line of a plain text whether it stays, and how likely that is.

    What stays is judged again as a text of its own, until all of it stays: so cleaning it again takes nothing more.
    """
    stays = np.ones(len(lines), np.bool_)
    score = np.ones(len(lines))
    if not lines.hits:
        return stays, score
    for _ in range(_ROUNDS):
        rows = stays.nonzero()[0]
        if not len(rows):
            break
        keep, chance = _judge(lines if len(rows) == len(lines) else lines.of(stays), model)
        score[rows] = chance
        stays[rows[~keep]] = False
        if keep.all():
            break
    kept = stays.nonzero()[0].tolist()
    for at, after in pairwise(kept):
        # A title that the head of a page repeats: with what stood between gone, once is enough.
        if after > at + 1 and lines.texts[at] == lines.texts[after]:
            stays[at] = False
    return stays, score


def _judge(lines: Lines, model: Model | None) -> tuple[Bools, Floats]:
    """One look at a text: which lines stay, and the chance of each."""
    chance = np.ones(len(lines))
    if _has_chrome(lines):
        chance = (model or shipped("plain")).keep(features(lines))
    keep = chance >= 0.5
    keep |= (chance >= _DOUBTED) & _sentences(lines)
    keep[_heading(lines)] = True
    return _ruled(lines, keep, chance)


def _sentences(lines: Lines) -> Bools:
    """The lines that end with a full stop, and that no rule speaks of."""
    found: Bools = (lines.codes[lines.end - 1] == ord("。")) & (lines.size >= _SENTENCE)
    found[[hit.line for hit in lines.hits]] = False
    return found


def _has_chrome(lines: Lines) -> bool:
    """Whether enough lines meet rules of any kind."""
    return len({hit.line for hit in lines.hits}) >= _EVIDENCE


def decide_page(lines: Lines, blocks: Blocks, head: Head, model: Model | None = None) -> tuple[Bools, Floats]:
    """The same for the lines of a page, with what its markup says of them and its head of the text.

    Those stay that make the expected F of what is kept largest, which is fair to pages of much and of little text; if none
    of them is likely, those that are sentences, or else phrases. A page with neither chrome nor lines of links is kept whole.
    """
    chance = (model or shipped("markup")).keep(features(lines, blocks, head))
    chance[below_article(lines, blocks)] *= _BELOW_ARTICLE
    # Lines under the same path of elements share their fate: held out, that was worth five points of F on forums and short pages.
    share(chance.data, lines.size.data, blocks.columns["path"][lines.within(blocks)].data)
    if not _has_chrome(lines) and not (blocks.columns["link"] > _LINKED).any():
        return _ruled(lines, np.ones(len(lines), np.bool_), chance)
    keep = best_expected(chance, lines.size) if chance.max() >= _LEAST else _own(lines, blocks, head)
    keep[_headings(lines, blocks, keep)] = True
    return _ruled(lines, keep, chance)


def _own(lines: Lines, blocks: Blocks, head: Head) -> Bools:
    """What a page says outside links and meets no rule: its sentences; if it has none, and is no list of links, its phrases."""
    plain = blocks.columns["link"][lines.within(blocks)] <= _LINKED
    plain[[hit.line for hit in lines.hits]] = False
    ended = (lines.last == kind.END) | (lines.counts[:, kind.COMMA] > 0)
    sentences: Bools = plain & ended & (lines.size > _SENTENCE)
    if sentences.any() or is_list(lines, blocks, sentences):
        return sentences
    words = lines.counts[:, [kind.HAN, kind.FUNCTION, kind.KANA]].sum(axis=1) + lines.counts[:, kind.LETTER] / _LETTERS
    phrases: Bools = plain & (words >= _PHRASE) & [text not in head.title for text in lines.texts]
    return phrases


def best_expected(chance: Floats, size: Floats) -> Bools:
    """The set of lines with the largest expected F: the likeliest ones, as many as serve it."""
    order = np.argsort(-chance, kind="stable")
    right = (chance * size)[order]
    count = int((2 * right.cumsum() / (size[order].cumsum() + right.sum() + 1e-9)).argmax()) + 1
    stays = np.zeros(len(chance), np.bool_)
    stays[order[:count]] = True
    return stays


def _ruled(lines: Lines, keep: Bools, chance: Floats) -> tuple[Bools, Floats]:
    """What the rules that decide by themselves make of it; one that says body or title has the last word."""
    decided = [hit for hit in lines.hits if decisive(hit)]
    for hit in sorted(decided, key=lambda hit: hit.rule.label in KEPT):
        keep[hit.line] = hit.rule.label in KEPT
        chance[hit.line] = max(chance[hit.line], 0.95) if keep[hit.line] else min(chance[hit.line], 0.05)
    return keep, chance


def decisive(hit: Hit) -> bool:
    """Whether a rule decides by itself: its match must not be a few words of a long line, unless they are spam."""
    return not hit.rule.weak and (hit.cover >= _COVER or hit.rule.label == "spam")


# ---------------------------------------------------------------- headings


def _heading(lines: Lines) -> list[int]:
    """The line above the first paragraph, with nothing between but lines that tell who wrote it, where and when."""
    labels = {hit.line: hit.rule.label for hit in lines.hits}
    above = range(_first_paragraph(lines, labels) - 1, -1, -1)
    found = next((at for at in above if labels.get(at) not in _ABOUT), None)
    return [found] if found is not None and lines.size[found] > 3 and found not in labels else []


def _first_paragraph(lines: Lines, labels: Mapping[int, str]) -> int:
    """The first line of prose; without any, the first sentence right below a line that tells who wrote it or when; or 0."""
    prose = ((lines.size > 25) & (lines.counts[:, kind.END] > 0) & (lines.counts[:, kind.FUNCTION] > 1)).nonzero()[0]
    if len(prose):
        return int(prose[0])
    sentences = (lines.last == kind.END).nonzero()[0].tolist()
    return next((at for at in sentences if labels.get(at - 1) in _SIGNED), 0)


def _headings(lines: Lines, blocks: Blocks, keep: Bools) -> list[int]:
    """The headings of the first rank above what is kept, in an element that holds most of it."""
    row = lines.within(blocks)
    kept = np.append(0, (keep * lines.size).cumsum())
    tree = {name: blocks.columns[f"tree.{name}"] for name in ("parent", "first", "end")}
    found = []
    for at in ((blocks.columns["level"][row] == 1) & (keep.cumsum() == 0)).nonzero()[0].tolist():
        around = max(int(tree["parent"][blocks.columns["box"][row[at]]]), 0)
        low, high = row.searchsorted((tree["first"][around], tree["end"][around]))
        if kept[high] - kept[low] > kept[-1] / 2:
            found.append(at)
    return found


# ---------------------------------------------------------------- labels


def labels(lines: Lines, stays: Bools) -> list[str]:
    """The label of every line: of dropped lines that of the best rule, or of the dropped line beside it."""
    found = ["body" if stay else "" for stay in stays.tolist()]
    for hit in sorted(lines.hits, key=lambda hit: (decisive(hit), hit.cover)):
        if not stays[hit.line] and hit.rule.label not in KEPT:
            found[hit.line] = hit.rule.label
    kept = stays.nonzero()[0]
    first, last = (int(kept[0]), int(kept[-1])) if len(kept) else (len(lines), len(lines))
    for at in (~stays).nonzero()[0].tolist():
        found[at] = found[at] or _beside(lines, found, at, first, last)
    for at in _titles(lines, kept):
        found[at] = "title"
    return found


def _beside(lines: Lines, found: list[str], at: int, first: int, last: int) -> str:
    """What a dropped line without a rule is likely to be."""
    before = found[at - 1] if at else ""
    if at > first and before in ("related", "footer", "copyright", "icp"):
        return "related" if before == "related" else "footer"
    if at > last:
        return "related" if lines.end[at] - lines.start[at] > 8 else "footer"
    return "nav" if at < first else "other"


def _titles(lines: Lines, kept: NDArray[np.int64]) -> list[int]:
    """The first kept line, where it is a heading above paragraphs."""
    if len(kept) < 2:
        return []
    head = int(kept[0])
    if lines.last[head] == kind.END or lines.end[head] - lines.start[head] > 60:
        return []
    return [head] if (lines.last[kept[1:4]] == kind.END).any() else []
