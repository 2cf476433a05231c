"""The decision over a whole document: which lines stay, and what the others are.

The model says how likely each line is to be text. Rules that are not `weak` decide by themselves. Where hardly a line meets
a rule of any kind there is no evidence of chrome, and the model is not asked: a poem, a list, a dialogue, a page of code.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.rules.match import Hit
from shanben.stages.lines import text as kind
from shanben.stages.lines.features import features
from shanben.stages.lines.model import Model
from shanben.stages.lines.text import Lines
from shanben.view import Blocks

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
_ROUNDS: Final = 6
_EVIDENCE: Final = 3
_COVER: Final = 0.2
_ABOUT: Final = ("byline", "source", "date", "nav", "other", "share")


def decide(lines: Lines, model: Model) -> tuple[Bools, Floats]:
    """For each line whether it stays, and how likely that is.

    What stays is judged again as a text of its own, until all of it stays: so cleaning it again takes nothing more.
    """
    stays = np.ones(len(lines), np.bool_)
    score = np.ones(len(lines))
    for _ in range(_ROUNDS):
        rows = np.flatnonzero(stays)
        if not len(rows):
            break
        keep, chance = _judge(lines if len(rows) == len(lines) else lines.of(stays), model)
        score[rows] = chance
        stays[rows[~keep]] = False
        if keep.all():
            break
    return stays, score


def decide_page(lines: Lines, blocks: Blocks, title: str, model: Model) -> tuple[Bools, Floats]:
    """The same for the lines of a page, with what its markup says of them and its title, folded.

    Those stay that make the expected F of what is kept largest, which is fair to pages of much and of little text.
    """
    chance = model.keep(features(lines, blocks, title)[0])
    size = lines.counts.sum(axis=1) - lines.counts[:, kind.SPACE]
    stays = _best_expected(chance, size)
    for hit in lines.hits:
        if decisive(hit):
            stays[hit.line] = False
    return stays, chance


def _best_expected(chance: Floats, size: Floats) -> Bools:
    """The set of lines with the largest expected F: the likeliest ones, as many as serve it."""
    order = np.argsort(-chance, kind="stable")
    right = (chance * size)[order]
    count = int((2 * np.cumsum(right) / (np.cumsum(size[order]) + right.sum() + 1e-9)).argmax()) + 1
    stays = np.zeros(len(chance), np.bool_)
    stays[order[:count]] = True
    return stays


def _judge(lines: Lines, model: Model) -> tuple[Bools, Floats]:
    """One look at a text: which lines stay, and the chance of each."""
    chance = np.ones(len(lines))
    if len({hit.line for hit in lines.hits}) >= _EVIDENCE:
        chance = model.keep(features(lines)[0])
    keep = chance >= 0.5
    keep[_heading(lines)] = True
    for hit in lines.hits:
        if decisive(hit):
            keep[hit.line] = False
            chance[hit.line] = min(chance[hit.line], 0.05)
    return keep, chance


def _heading(lines: Lines) -> list[int]:
    """The line above the first paragraph, with nothing between but lines that tell who wrote it, where and when."""
    size = lines.counts.sum(axis=1) - lines.counts[:, kind.SPACE]
    prose = np.flatnonzero((size > 40) & (lines.counts[:, kind.END] > 0) & (lines.counts[:, kind.FUNCTION] > 1))
    labels = {hit.line: hit.rule.label for hit in lines.hits}
    above = range(int(prose[0]) - 1 if len(prose) else -1, -1, -1)
    found = next((at for at in above if labels.get(at) not in _ABOUT), None)
    return [found] if found is not None and size[found] > 7 and found not in labels else []


def decisive(hit: Hit) -> bool:
    """Whether a rule decides by itself: its match must not be a few words of a long line, unless they are spam."""
    return not hit.rule.weak and (hit.cover >= _COVER or hit.rule.label == "spam")


def labels(lines: Lines, stays: Bools, titled: bool) -> list[str]:
    """The label of every line: of dropped lines that of the best rule, or of the dropped line beside it.

    `titled`: the text's own title is among the lines, as in plain text; that of a page is told by its head.
    """
    best: list[str | None] = [None] * len(lines)
    for hit in sorted(lines.hits, key=lambda hit: (decisive(hit), hit.cover)):
        best[hit.line] = hit.rule.label
    kept = np.flatnonzero(stays)
    first, last = (int(kept[0]), int(kept[-1])) if len(kept) else (len(lines), len(lines))
    found: list[str] = []
    for at, stay in enumerate(stays.tolist()):
        if stay:
            found.append("body")
        else:
            found.append(best[at] or _beside(lines, found, at, first, last))
    for at in _titles(lines, stays) if titled else ():
        found[at] = "title"
    return found


def _beside(lines: Lines, found: list[str], at: int, first: int, last: int) -> str:
    """What a dropped line without a rule is likely to be."""
    if found and found[-1] in ("related", "footer", "copyright", "icp") and at > first:
        return "related" if found[-1] == "related" else "footer"
    if at > last:
        return "related" if lines.counts[at].sum() > 8 else "footer"
    return "nav" if at < first else "other"


def _titles(lines: Lines, stays: Bools) -> list[int]:
    """The kept lines above the first paragraph that are headings of the whole."""
    size = lines.counts.sum(axis=1) - lines.counts[:, kind.SPACE]
    kept = np.flatnonzero(stays)[:4].tolist()
    prose = [at for at in kept if size[at] > 60 or lines.last[at] == kind.END]
    if not prose or prose[0] == kept[0] or int(stays.sum()) < 3:
        return []
    return [at for at, after in pairwise([*kept[: kept.index(prose[0])], prose[0]]) if size[at] > 3][:1]
