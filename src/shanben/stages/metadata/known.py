"""What the parse trees of the metadata's expressions tell, found out beforehand: reading them takes long.

It is kept by the text of the expression (`tables/metadata.json.z`, made by `build_known.py`), so one that has changed since is
read when it is asked about.
"""

from __future__ import annotations

import json
import zlib
from functools import cache
from importlib.resources import files

from shanben.rules import pattern as tree
from shanben.stages.metadata import hints


@cache
def table() -> tuple[dict[str, list[str]], dict[str, str]]:
    """For each known expression the words that it needs; for others their hastened forms."""
    data = files("shanben.tables").joinpath("metadata.json.z").read_bytes()
    needs, hastened_forms = json.loads(zlib.decompress(data))
    return needs, hastened_forms


def needed(pattern: str) -> list[str]:
    """As `hints.needed`."""
    return table()[0].get(pattern) or hints.needed(pattern)


def hastened(pattern: str) -> str:
    """As `shanben.rules.pattern.hastened`."""
    return table()[1].get(pattern) or tree.hastened(pattern)
