"""The removal of lines that are not kept, with their line breaks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from shanben.edits import Edits, Ints
from shanben.view import Outcome, View


def drop_lines(view: View) -> Outcome:
    """Edits that take out every labelled line that is not kept, by the rule `lines.<label>`.

    Each takes its line break along. Of the blank lines around a run of lines that go, those on one side stay between
    paragraphs, and none at the head or the tail of the text.
    """
    if view.config.boilerplate == "keep" or view.kept_whole:
        return Outcome()
    lines = view.lines
    breaks = view.scan.breaks
    heads = np.append(0, breaks + 1)[breaks.searchsorted(lines.start)]
    tails = np.append(breaks + 1, len(view.text))[breaks.searchsorted(lines.end)]
    gone = (~lines.keep).nonzero()[0]
    low, high = tails[gone - 1], tails[gone]
    parted = np.flatnonzero(np.diff(gone) > 1) + 1
    for first, behind in pairwise([0, *parted.tolist(), len(gone)]):
        low[first], high[behind - 1] = _ends(heads, tails, len(view.text), *gone[[first, behind - 1]].tolist())
    names: dict[str, int] = {}
    rule = np.array([names.setdefault(lines.label[at], len(names)) for at in gone.tolist()])
    rules = tuple(f"lines.{name}" for name in names)
    return Outcome(edits=Edits.at(len(view.text), low, high, np.zeros_like(low), "", rule, rules))


def _ends(heads: Ints, tails: Ints, length: int, first: int, last: int) -> tuple[int, int]:
    """Where what goes with the lines from `first` to `last` begins and ends; the lines beside them stay.

    `heads`: where lines begin, `tails`: where the ones after them do, in a text of a `length`.
    """
    start, end = int(heads[first]), length
    if last + 1 < len(heads):
        end = int(heads[last + 1])
        if first and tails[first - 1] == start:  # no blank line above: those below stay
            end = int(tails[last])
    elif first:
        start = int(tails[first - 1]) - 1
    return start if first else 0, end
