"""Build `hints.json.z`: which words the expressions of the metadata need.

    python -m shanben.stages.metadata.build_hints

To be run after an expression, or what is read from expressions, has changed; without it the library is right, and slower to start.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from shanben.stages.metadata.hints import needed
from shanben.stages.metadata.topics import patterns

TABLE = Path(__file__).parent.parent.parent / "tables" / "hints.json.z"


def main() -> None:
    """Write the table of the words."""
    text = json.dumps({pattern: needed(pattern) for pattern in patterns()}, ensure_ascii=False, separators=(",", ":"))
    TABLE.write_bytes(zlib.compress(text.encode(), 9))


if __name__ == "__main__":
    main()
