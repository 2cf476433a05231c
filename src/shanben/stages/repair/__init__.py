"""Repair: one module for each family of damage, each a stage that acts only on evidence of the document itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from shanben.stages.repair.invisible import drop_controls, drop_invisible, undo_overrides
from shanben.stages.repair.readings import drop_readings
from shanben.stages.repair.spaces import unify_breaks, unify_spaces
from shanben.stages.repair.symbols import restore_symbols
from shanben.view import Outcome, View

# What is read from bytes comes first, mojibake before all, because later repairs would destroy its evidence; then what is
# inserted between characters; then the characters themselves; then lines.
STAGES: Final[tuple[Callable[[View], Outcome], ...]] = (
    restore_symbols,
    drop_readings,
    drop_controls,
    undo_overrides,
    drop_invisible,
    unify_breaks,
    unify_spaces,
)
