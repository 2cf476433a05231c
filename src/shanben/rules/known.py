"""What the parse trees of the packs' patterns tell, found out beforehand: reading them takes longer than all else at the start.

It is kept by the text of the pattern (`tables/rules.json.z`, made by `shanben.tables.build_rules`), so a pattern that has changed
since, or is the user's, is read when it is asked about.
"""

from __future__ import annotations

import json
import zlib
from functools import cache
from importlib.resources import files
from typing import Any

from shanben.rules import pattern as tree
from shanben.rules.pattern import Needles


@cache
def table() -> dict[str, list[Any]]:
    """For each known pattern its longest line, its hastened form, the strings that it needs with their reach, and its anchor."""
    data = files("shanben.tables").joinpath("rules.json.z").read_bytes()
    found: dict[str, list[Any]] = json.loads(zlib.decompress(data))
    return found


def row_of(pattern: str) -> list[Any]:
    """What the table holds of a pattern, read from its tree."""
    needed = [[sorted(strings), reach] for strings, reach in tree.needles(pattern)]
    return [tree.longest(pattern), tree.hastened(pattern), needed, tree.anchored(pattern)]


def longest(pattern: str) -> int | None:
    """As `pattern.longest`."""
    row = table().get(pattern)
    return row[0] if row else tree.longest(pattern)


def hastened(pattern: str) -> str:
    """As `pattern.hastened`."""
    row = table().get(pattern)
    return row[1] if row else tree.hastened(pattern)


def needles(pattern: str) -> list[Needles]:
    """As `pattern.needles`."""
    row = table().get(pattern)
    return [Needles(frozenset(strings), reach) for strings, reach in row[2]] if row else tree.needles(pattern)


def anchored(pattern: str) -> bool:
    """As `pattern.anchored`."""
    row = table().get(pattern)
    return row[3] if row else tree.anchored(pattern)
