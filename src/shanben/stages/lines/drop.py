"""The removal of lines that are not kept, with their line breaks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shanben.edits import Edits
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
    heads = np.append(0, breaks + 1)[breaks.searchsorted(lines.start)].tolist()
    tails = np.append(breaks + 1, len(view.text))[breaks.searchsorted(lines.end)].tolist()
    gone = (~lines.keep).nonzero()[0].tolist()
    low, high = [tails[at - 1] for at in gone], [tails[at] for at in gone]
    first = 0
    for behind in range(1, len(gone) + 1):
        if behind == len(gone) or gone[behind] > gone[behind - 1] + 1:
            low[first], high[behind - 1] = _ends(heads, tails, len(view.text), gone[first], gone[behind - 1])
            first = behind
    names: dict[str, int] = {}
    rule = [names.setdefault(lines.label[at], len(names)) for at in gone]
    start, end, of = (np.array(column, np.int64) for column in (low, high, rule))
    return Outcome(
        edits=Edits.at(len(view.text), start, end, np.zeros_like(start), "", of, tuple(f"lines.{name}" for name in names))
    )


def _ends(heads: Sequence[int], tails: Sequence[int], length: int, first: int, last: int) -> tuple[int, int]:
    """Where what goes with the lines from `first` to `last` begins and ends; the lines beside them stay.

    `heads`: where lines begin, `tails`: where the ones after them do, in a text of a `length`.
    """
    start, end = heads[first], length
    if last + 1 < len(heads):
        end = heads[last + 1]
        if first and tails[first - 1] == start:  # no blank line above: those below stay
            end = tails[last]
    elif first:
        start = tails[first - 1] - 1
    return start if first else 0, end
