"""Repair: one module for each family of damage, each a stage that acts only on evidence of the document itself.

One repair may lay bare what another one knows: a character that goes joins an escape, an escape gives a reading. So the stages
run again until nothing changes, and repairing a text twice is the same as repairing it once. A clean text is seen once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from shanben.document import Flag
from shanben.limits import REPAIR_ROUNDS
from shanben.stages.repair.escapes import decode_escapes
from shanben.stages.repair.invisible import drop_controls, drop_invisible, join_surrogates, undo_overrides
from shanben.stages.repair.latin import repair_latin
from shanben.stages.repair.lost_bytes import realign_lost
from shanben.stages.repair.mojibake import repair_mojibake
from shanben.stages.repair.noise import cut_noise
from shanben.stages.repair.normal_form import compose
from shanben.stages.repair.pictures import cut_pictures
from shanben.stages.repair.private_use import drop_icons, read_private_use
from shanben.stages.repair.radicals import unify_radicals
from shanben.stages.repair.readings import drop_readings
from shanben.stages.repair.repetition import drop_repeated, drop_template
from shanben.stages.repair.shift import realign_bytes
from shanben.stages.repair.spaces import unify_breaks, unify_spaces
from shanben.stages.repair.spacing import join_lines, join_spaced, trim_blanks
from shanben.stages.repair.symbols import restore_symbols
from shanben.stages.repair.unmarked import realign_unmarked
from shanben.stages.repair.width import unify_width
from shanben.view import NOTHING, Outcome, Stage, View

# What was read from wrong bytes comes first, because every other repair would destroy its evidence; only what no encoding writes
# goes before it. Then goes what nobody sees, so that it cannot part what belongs together; then characters, then what was put
# between them, then spaces and lines.
FAMILIES: Final[tuple[Stage, ...]] = (
    join_surrogates,
    drop_controls,
    repair_mojibake,
    repair_latin,
    undo_overrides,
    drop_invisible,
    decode_escapes,
    unify_breaks,
    realign_lost,
    read_private_use,
    drop_icons,
    unify_radicals,
    unify_width,
    compose,
    drop_template,
    cut_noise,
    drop_readings,
    cut_pictures,
    realign_bytes,
    realign_unmarked,
    restore_symbols,
    unify_spaces,
    join_spaced,
    trim_blanks,
    join_lines,
    drop_repeated,
)
_SPACING: Final = frozenset({unify_spaces, trim_blanks})
_OTHERS: Final = tuple(stage for stage in FAMILIES if stage not in (repair_mojibake, repair_latin))
"""Other spaces are no new evidence of wrong readings, which are the dearest to look for."""


def repair_text(view: View) -> Outcome:
    r"""Run all families until they change nothing; beyond the cap of rounds the flag `repair.unsettled` tells it.

    >>> from shanben.config import Config
    >>> text = "標\u200b題&amp;#40;一&amp;#41;"
    >>> repair_text(View.of(text, Config())).edits.apply(text)
    '標題(一)'
    """
    inner, last = view.afresh(), None
    families: Sequence[Stage] = FAMILIES
    for _ in range(REPAIR_ROUNDS):
        changed = set()
        for stage in families:
            before, outcome = inner.text, stage(inner)
            if outcome is not NOTHING and any(outcome):
                inner = inner.after(outcome)
            if len(outcome.edits) and inner.text != before:
                changed.add(stage)
                last = stage
            elif stage is last:  # every other family has seen this very text since it changed
                return Outcome(inner.log, inner.flags, scan=inner.scan)
        if last is None:
            return Outcome(inner.log, inner.flags, scan=inner.scan)
        families = FAMILIES if changed - _SPACING else _OTHERS
    return Outcome(inner.log, [*dict.fromkeys(inner.flags), Flag("repair.unsettled", 0, len(view.text))], scan=inner.scan)
