"""The removal of lines that are not kept, with their line breaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from shanben.document import Line
from shanben.edits import Edit
from shanben.view import Outcome, View


def drop_lines(view: View) -> Outcome:
    """Edits that take out every labelled line that is not kept, by the rule `lines.<label>`.

    Each takes its line break along. Of the blank lines around a run of lines that go, those on one side stay between
    paragraphs, and none at the head or the tail of the text.
    """
    if view.config.boilerplate == "keep" or view.kept_whole:
        return Outcome()
    edits: list[Edit] = []
    before: Line | None = None
    runs = [(keep, list(run)) for keep, run in groupby(view.lines, key=lambda line: line.keep)]
    for at, (keep, run) in enumerate(runs):
        if keep:
            before = run[-1]
        else:
            after = runs[at + 1][1][0] if at + 1 < len(runs) else None
            edits += _cut(view.text, before, run, after)
    return Outcome(edits=edits)


def _cut(text: str, before: Line | None, run: list[Line], after: Line | None) -> Iterator[Edit]:
    """One edit for each line of a run between two kept lines, either of which may be missing."""
    start = 0 if before is None else _head(text, run[0].start)
    end = len(text) if after is None else _head(text, after.start)
    if before is not None:
        break_after = text.find("\n", before.end)
        if after is None:
            start = break_after
        elif break_after + 1 == start:
            end = _tail(text, run[-1].end)
    cuts = [start, *(_tail(text, line.end) for line in run[:-1]), end]
    for line, (low, high) in zip(run, pairwise(cuts), strict=True):
        yield Edit(low, high, "", f"lines.{line.label}")


def _head(text: str, at: int) -> int:
    """Where the line that holds `at` begins."""
    return text.rfind("\n", 0, at) + 1


def _tail(text: str, at: int) -> int:
    """Where the line after the one that holds `at` begins."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1
