"""Text that was read in the wrong encoding, of every script: bytes turned back and read as they were written.

Only lines that look like no language are taken up (`suspects`). Such a line is damaged as a whole, or a passage of it is:
then the passage is cut out where its bytes are whole again. What a chain of wrong readings explains, and the language
model approves, is repaired (`chains`). This stage comes before ftfy, which would destroy the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from shanben import limits
from shanben.document import Flag
from shanben.edits import Edit, Edits
from shanben.language import text_costs
from shanben.scan import REPLACEMENT
from shanben.stages.repair.chains import Repair, best_repair
from shanben.stages.repair.lossy import DOT, best_guess, is_torn
from shanben.stages.repair.passages import passages
from shanben.stages.repair.signs import sign, signs
from shanben.stages.repair.suspects import suspects
from shanben.view import NOTHING, Outcome, View

_GONE: Final = re.compile("(?:\ufffd|锟斤拷)+")
_GBK_OF_LOST: Final = sign("锟", "斤", "拷")
_WHOLE: Final = 0.15
"""A line of which a smaller share is strange is not damaged as a whole;"""
_TORN: Final = 0.5
_CUT: Final = 0.9
_LEAST: Final = 5
"""nor are its lost bytes guessed, the less where no mark stands for them, or where the line is shorter than this."""
_MARKED: Final = 0.3
"""Marks of loss in a line, as a share of it, from which on it is damaged however strange the rest is."""
_TRIED: Final = 16
"""So many passages of a line may be damaged by themselves, the longest."""


def repair_mojibake(view: View) -> Outcome:
    """Undo wrong readings, single or repeated, of UTF-8 and of the East Asian encodings.

    Flags: "repair.lossy", what was guessed from the bytes that are left, and "repair.doubtful", where the guess is close;
    "repair.lost", what no one can know; "repair.unsearched", what was left when a cap was reached.

    >>> from shanben.config import Config
    >>> view = View.of("鏍″嫎鍙ょ睄", Config())
    >>> view.after(repair_mojibake(view)).text
    '校勘古籍'
    """
    edits: list[Edit] = []
    flags: list[Flag] = []
    failed = guessed = 0
    for suspect in suspects(view):
        if failed == limits.MOJIBAKE_FAILURES or guessed == limits.LOSSY_LINES:
            flags.append(Flag("repair.unsearched", suspect.start, len(view.text)))
            break
        found, doubts = _line(view.text[suspect.start : suspect.end], suspect.share, suspect.cores)
        failed += not found
        guessed += bool(doubts)
        edits += [Edit(suspect.start + a, suspect.start + b, new, rule) for a, b, new, rule in found]
        flags += [Flag(name, suspect.start + a, suspect.start + b) for name, a, b in doubts]
    if signs(view) & _GBK_OF_LOST or view.scan.any(REPLACEMENT):
        flags += _lost(view.text, edits)
    return Outcome(edits, flags) if edits or flags else NOTHING


@lru_cache(maxsize=256)  # the lines of a page repeat, and those of a site
def _line(line: str, share: float, cores: tuple[int, ...]) -> tuple[list[Edit], list[Flag]]:
    """The edits of a line and its flags, in positions of the line; `share` and `cores` as a `Suspect` has them."""
    whole = best_repair(line) if share > _WHOLE else None
    if whole and DOT not in line:
        return list(_edits(whole, line, 0)), []
    torn = share > (_TORN if is_torn(line) else _CUT) or line.count("\ufffd") > _MARKED * len(line)
    guess = best_guess(line) if torn and len(line) >= _LEAST else None
    if whole and not (guess and _is_cheaper(guess.text, whole.text)):
        return list(_edits(whole, line, 0)), []
    if guess:
        flags = [Flag("repair.lossy", guess.edits[0].start, guess.edits[-1].end)]
        return guess.edits, flags + [Flag("repair.doubtful", *span) for span in guess.doubtful]
    return list(_inside(line, cores)), []


def _is_cheaper(one: str, other: str) -> bool:
    """Whether one text is likelier than another."""
    (cost, more), _ = text_costs([one, other])
    return bool(cost < more)


def _inside(line: str, cores: Sequence[int]) -> Iterator[Edit]:
    """The edits of the damaged passages of a line: of those that overlap the one that gains most."""
    spans = passages(line, cores)[:_TRIED]
    repairs = [(repair.gain, *span, repair) for span in spans if (repair := best_repair(line[slice(*span)]))]
    done: list[tuple[int, int]] = []
    for _, start, end, repair in sorted(repairs, reverse=True):
        if all(end <= a or b <= start for a, b in done):
            done.append((start, end))
            yield from _edits(repair, line[start:end], start)


def _lost(text: str, edits: list[Edit]) -> list[Flag]:
    """Flags for what was lost for good and stands outside the repairs."""
    repaired = {at for edit in edits for at in range(edit.start, edit.end)}
    return [Flag("repair.lost", *match.span()) for match in _GONE.finditer(text) if match.start() not in repaired]


def _edits(repair: Repair, damaged: str, start: int) -> Iterator[Edit]:
    """The edits of a repair, in positions of the text."""
    log, text = Edits.none(len(damaged)), damaged
    for link in repair.chain:
        step = link.edits(text)
        log, text = log.compose(step), step.apply(text)
    rule = "repair.mojibake." + "+".join(link.name for link in repair.chain)
    for edit in log:
        yield Edit(start + edit.start, start + edit.end, edit.replacement, rule)
