"""GBK bytes replaced out of step, as in shift.py, where the reader dropped what it could not read: `;哆@` was `。基於這`.

Nothing stands for the lost bytes, so a flattened mark or half a reading in brackets is all that a place shows; it is read again
only where the run closes and the language model is far surer than of a marked one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

import numpy as np

from shanben.document import Flag
from shanben.edits import Edit
from shanben.limits import SHIFTS
from shanben.scan import ASCII_MARK, FLAT, HANT, LETTER, PAREN, QUESTION, TONED
from shanben.stages.repair.choice import filled, likeliest, settled
from shanben.stages.repair.gbk import beginning_with
from shanben.stages.repair.glosses import rarity
from shanben.stages.repair.realign import LETTERS, LONGEST_READING, READING, Run, headed, leads_of, runs_with_gap, unmarked_runs
from shanben.stages.repair.signs import IDEOGRAPHS, sign, signs
from shanben.view import NOTHING, Outcome, View

_HAN: Final = r"[\u3400-\u9fff]"
_LONGEST: Final = 40
_MARK: Final = re.compile(rf"[,;:!?](?=[^\x00-\x7f]{{1,{_LONGEST}}}(?:[@-`{{-~]|[a-z](?![a-z])))")
_READING: Final = re.compile(rf"(?<={_HAN}){READING}(?=[^\x00-\x7f]|[@-~])")
# The head of a text counts as well: `_candidates` looks at its end there.
_FLATTENED: Final = sign("\n\u3400-\uffff", FLAT | QUESTION, "\x80-\uffff")
_READ: Final = sign(IDEOGRAPHS, LETTERS, f"{LETTERS})")
# How much rarer than 的, in nats, a character may be: a rarer one is what two others left of which the middle bytes are gone.
_KNOWN: Final = 5.0
_PARTED: Final = 6.0
"""How much likelier than a run with a pair lost on the way a whole one must be, in nats."""
_SURE: Final = 12.0
"""By how much what is put in must be better than what stands there, in nats."""


def realign_unmarked(view: View) -> Outcome:
    """Put back what out-of-step replacement of GBK bytes destroyed where the lost bytes left no mark, in Traditional Chinese.

    >>> from shanben.config import Config
    >>> realign_unmarked(View.of("今年的收成不錯;哆@個原因", Config())).edits
    [Edit(start=7, end=10, replacement='。基於這', rule='repair.shift')]
    """
    if not signs(view) & (_FLATTENED | _READ) or not view.scan.any(HANT) or not view.scan.any(LETTER | ASCII_MARK):
        return NOTHING
    rows = [*_marks(view), *_readings(view)]
    return settled(rows) if rows else Outcome()


def _marks(view: View) -> Iterator[Edit | Flag]:
    """A flattened mark behind an ideograph, and a run that closes."""
    for at in islice(_candidates(view), SHIFTS):
        if match := _MARK.match(view.text, at):
            lead = bytes([ord(match[0]) | 0x80])
            whole, parted = (headed(kind(view.text, lead, match.end())) for kind in (unmarked_runs, runs_with_gap))
            yield from _sure(view.text, match.start(), whole, parted, is_headed=True)


def _candidates(view: View) -> Iterator[int]:
    """The flattened marks between what may be an ideograph and what is not ASCII."""
    if view.scan.any(FLAT | QUESTION):
        text = view.text
        for at in view.scan.at(FLAT | QUESTION).tolist():
            if text[at - 1] > "\u33ff" and text[at + 1 : at + 2] > "\x7f":
                yield at


def _readings(view: View) -> Iterator[Edit | Flag]:
    """A reading without its opening bracket, and what was read so: the character behind it, or a run."""
    if view.scan.any(TONED) and view.scan.any(PAREN):
        for match in islice(_unopened(view), SHIFTS):
            leads = leads_of(view.text[match.start() - 1], match[1])
            whole = [Run((halves,), match.end()) for lead in leads if (halves := tuple(beginning_with(lead)))]
            whole += [run for lead in leads for run in unmarked_runs(view.text, lead, match.end())]
            parted = [run for lead in leads for run in runs_with_gap(view.text, lead, match.end())]
            yield from _sure(view.text, match.start(), whole, parted, is_headed=False)


def _unopened(view: View) -> Iterator[re.Match[str]]:
    """What may be a reading before each bracket, without one before it."""
    for before, at in pairwise([-1, *view.scan.at(PAREN).tolist()]):
        if match := _READING.search(view.text, max(before + 1, at - LONGEST_READING), at + 2):
            yield match


def _sure(text: str, start: int, whole: list[Run], parted: list[Run], *, is_headed: bool) -> Iterator[Edit | Flag]:
    """What is put in at a place, if it holds only characters that everybody knows, by the kind of runs that is likelier."""
    costs = [likeliest(text, start, found)[0].cost if found else np.inf for found in (whole, parted)]
    if found := whole if costs[0] + _PARTED <= costs[1] else parted if costs[1] < costs[0] else []:
        rows = list(filled(text, start, found, is_headed=is_headed, gain=_SURE))
        edit = next((row for row in rows if isinstance(row, Edit)), None)
        if edit and max(map(rarity, edit.replacement)) < _KNOWN:
            yield from (*rows, Flag("repair.doubtful", start, edit.end))
