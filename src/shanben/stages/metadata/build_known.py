"""Build `metadata.json.z`: what the parse trees of the metadata's expressions tell (see `known`).

    python -m shanben.stages.metadata.build_known

To be run after an expression, or what is read from expressions, has changed; without it the library is right, and slower to
start.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from shanben.rules.pattern import hastened
from shanben.stages.metadata.grants import SELDOM, lists
from shanben.stages.metadata.hints import needed
from shanben.stages.metadata.licence_terms import expressions
from shanben.stages.metadata.topics import patterns

TABLE = Path(__file__).parent.parent.parent / "tables" / "metadata.json.z"


def rows() -> list[dict[str, list[str]] | dict[str, str]]:
    """What the table holds, read from the trees."""
    whole = ("|".join(ways) for name, both in lists().items() if name not in SELDOM for ways in both)
    seldom = (way for name in SELDOM for ways in lists()[name] for way in ways)
    return [
        {pattern: needed(pattern) for pattern in (*patterns(), *seldom)},
        {pattern: hastened(pattern) for pattern in (*expressions().parts.values(), *whole)},
    ]


def main() -> None:
    """Write the table."""
    text = json.dumps(rows(), ensure_ascii=False, separators=(",", ":"))
    TABLE.write_bytes(zlib.compress(text.encode(), 9))


if __name__ == "__main__":
    main()
