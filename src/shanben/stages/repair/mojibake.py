"""Text that was read in the wrong encoding, of every script: bytes turned back and read as they were written.

Only lines that look like no language are taken up (`suspects`). Such a line is damaged as a whole, or a passage of it is:
then the passage is cut out where its bytes are whole again. What a chain of wrong readings explains, and the language
model approves, is repaired (`chains`). This stage comes before ftfy, which would destroy the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from shanben import limits
from shanben.document import Flag
from shanben.edits import Edit, Edits
from shanben.stages.repair.chains import Repair, best_repair
from shanben.stages.repair.passages import passages
from shanben.stages.repair.suspects import Suspect, suspects
from shanben.view import Outcome, View

_WHOLE: Final = 0.15
"""A line of which a smaller share is strange is not damaged as a whole."""


def repair_mojibake(view: View) -> Outcome:
    """Undo wrong readings, single or repeated, of UTF-8 and of the East Asian encodings.

    >>> from shanben.config import Config
    >>> view = View.of("鏍″嫎鍙ょ睄", Config())
    >>> view.after(repair_mojibake(view)).text
    '校勘古籍'
    """
    edits: list[Edit] = []
    failed = 0
    for suspect in suspects(view):
        if failed == limits.MOJIBAKE_FAILURES:
            return Outcome(edits, [Flag("repair.unsearched", suspect.start, len(view.text))])
        repairs = list(_repairs(view.text[suspect.start : suspect.end], suspect))
        failed += not repairs
        for at, damaged, repair in repairs:
            edits += _moved(repair, damaged, suspect.start + at)
    return Outcome(edits)


def _repairs(line: str, suspect: Suspect) -> Iterator[tuple[int, str, Repair]]:
    """The damaged parts of a line: where each begins, what it is, and its repair."""
    whole = best_repair(line) if suspect.share > _WHOLE else None
    if whole:
        yield 0, line, whole
        return
    for start, end in passages(line, suspect.cores):
        repair = best_repair(line[start:end])
        if repair:
            yield start, line[start:end], repair


def _moved(repair: Repair, damaged: str, start: int) -> Iterator[Edit]:
    """The edits of a repair, in positions of the text."""
    log, text = Edits.none(len(damaged)), damaged
    for link in repair.chain:
        step = link.edits(text)
        log, text = log.compose(step), step.apply(text)
    rule = "repair.mojibake." + "+".join(link.name for link in repair.chain)
    for edit in log:
        yield Edit(start + edit.start, start + edit.end, edit.replacement, rule)
