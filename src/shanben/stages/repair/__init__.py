"""Repair: one module for each family of damage, each a stage that acts only on evidence of the document itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from shanben.document import Flag
from shanben.edits import Edits
from shanben.limits import REPAIR_ROUNDS
from shanben.stages.repair.escapes import decode_escapes
from shanben.stages.repair.invisible import drop_controls, drop_invisible, join_surrogates, undo_overrides
from shanben.stages.repair.latin import repair_latin
from shanben.stages.repair.noise import cut_noise
from shanben.stages.repair.normal_form import compose
from shanben.stages.repair.private_use import drop_icons, read_private_use
from shanben.stages.repair.radicals import unify_radicals
from shanben.stages.repair.readings import drop_readings
from shanben.stages.repair.repetition import drop_repeated, drop_template
from shanben.stages.repair.shift import realign_bytes
from shanben.stages.repair.spaces import unify_breaks, unify_spaces
from shanben.stages.repair.spacing import join_lines, join_spaced, trim_blanks
from shanben.stages.repair.symbols import restore_symbols
from shanben.stages.repair.width import unify_width
from shanben.view import Outcome, Stage, View

# What was read from wrong bytes comes first, because every other repair would destroy its evidence. Then goes what nobody sees,
# so that it cannot part what belongs together; then characters, then what was put between them, then spaces and lines.
REPAIRS: Final[tuple[Stage, ...]] = (
    join_surrogates,
    drop_controls,
    repair_latin,
    undo_overrides,
    drop_invisible,
    decode_escapes,
    unify_breaks,
    read_private_use,
    drop_icons,
    unify_radicals,
    unify_width,
    compose,
    drop_template,
    cut_noise,
    realign_bytes,
    restore_symbols,
    drop_readings,
    unify_spaces,
    join_spaced,
    trim_blanks,
    join_lines,
    drop_repeated,
)


def repair_damage(view: View) -> Outcome:
    """The room as one stage: all repairs in their order, again and again until nothing changes.

    What one repair undoes may be wrapped in what another undoes, so one round need not leave a text that a second leaves
    alone. Clean text takes one round. A text that changes still after `limits.REPAIR_ROUNDS` is flagged `repair.unsettled`.

    >>> from shanben.config import Config
    >>> view = View.of("caf&#195;&#169;", Config())
    >>> view.after(repair_damage(view)).text
    'café'
    """
    room = replace(view, log=Edits.none(len(view.text)), flags=())
    for _ in range(REPAIR_ROUNDS):
        before = room.text
        for stage in REPAIRS:
            room = room.after(stage(room))
        if room.text == before:
            return Outcome(room.log, room.flags)
    return Outcome(room.log, (*room.flags, Flag("repair.unsettled", 0, len(view.text))))
