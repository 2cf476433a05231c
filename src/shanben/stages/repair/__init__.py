"""Repair: one module for each family of damage, each a stage that acts only on evidence of the document itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from shanben.stages.repair.invisible import drop_controls, drop_invisible, join_surrogates, undo_overrides
from shanben.stages.repair.latin import repair_latin
from shanben.stages.repair.mojibake import repair_mojibake
from shanben.stages.repair.readings import drop_readings
from shanben.stages.repair.spaces import unify_breaks, unify_spaces
from shanben.stages.repair.symbols import restore_symbols
from shanben.view import Outcome, View

# What was read from wrong bytes comes first, because every other repair would destroy its evidence. Then goes what nobody sees,
# so that it cannot part what belongs together; then what was put between characters, then the characters, then the lines.
REPAIRS: Final[tuple[Callable[[View], Outcome], ...]] = (
    join_surrogates,
    repair_mojibake,
    repair_latin,
    drop_controls,
    undo_overrides,
    drop_invisible,
    unify_breaks,
    unify_spaces,
    restore_symbols,
    drop_readings,
)
